// Puts a document into a ticket. Returns null, or what went wrong in words.
export async function putIntoTicket(address, { blob, name, type, csrf, from = "staff", digest }, words) {
  const headers = { "Content-Type": type, Slug: encodeURIComponent(name), "X-CSRF-Token": csrf, "Accept-Language": document.documentElement.lang };
  if (digest) headers["Content-Digest"] = `sha-256=:${digest.replaceAll("-", "+").replaceAll("_", "/")}=:`;
  const answer = await fetch(`${address}?from=${from}`, { method: "POST", headers, body: blob }).catch(() => null);
  if (!answer) return words.noNetwork;
  if (answer.ok) return null;
  const problem = await answer.json().catch(() => ({}));
  return problem.errors?.[0]?.reason ?? problem.detail ?? words.noNetwork;
}

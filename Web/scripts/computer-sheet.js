// Fills the sheet with what stands behind the #; without it there are lines to write on.
const numberPattern = /^\d{1,12}$/;
const hostPattern = /^[\w.:[\]-]{1,255}$/;

export default function computerSheet(root) {
  const facts = new URLSearchParams(location.hash.slice(1));
  const isPort = facts.get("form") === "port";
  const read = (name, pattern) => pattern.test(facts.get(name) ?? "") ? facts.get(name) : "";
  const values = { id: read("id", numberPattern), host: read("host", hostPattern), port: read("port", numberPattern) };
  const until = new Date(Number(facts.get("until")));
  // A number is read aloud in groups.
  values.spoken = values.id.replace(/(\d{3})(?=\d)/g, "$1 ");
  if (facts.get("until") && !Number.isNaN(until.getTime())) {
    values.until = until.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  }
  for (const blank of root.querySelectorAll("[data-fill]")) {
    const value = values[blank.dataset.fill];
    if (value) { blank.textContent = value; blank.removeAttribute("data-blank"); }
  }
  if (values.host) for (const part of root.querySelectorAll("[data-form]")) part.hidden = part.dataset.form !== (isPort ? "port" : "id");
  const print = root.querySelector("[data-print]");
  print.hidden = false;
  print.addEventListener("click", () => globalThis.print());
}

// What may be sent, what it is called, and whether it is what it says (PROTOCOL.md § 6).
export const fileBytesMax = 20 * 1024 * 1024;
const nameLengthMax = 120;
const office = "application/vnd.openxmlformats-officedocument.";
const open = "application/vnd.oasis.opendocument.";
const endings = {
  "application/pdf": ["pdf"], "image/png": ["png"], "image/jpeg": ["jpg", "jpeg"], "image/webp": ["webp"],
  "text/plain": ["txt", "text", "log"], "text/csv": ["csv"], "application/zip": ["zip"],
  [`${office}wordprocessingml.document`]: ["docx"], [`${office}spreadsheetml.sheet`]: ["xlsx"],
  [`${office}presentationml.presentation`]: ["pptx"], [`${open}text`]: ["odt"],
  [`${open}spreadsheet`]: ["ods"], [`${open}presentation`]: ["odp"],
  "application/msword": ["doc"], "application/vnd.ms-excel": ["xls"],
};
const beginnings = {
  "application/pdf": [/%PDF-/], "image/png": [/^\x89PNG\r\n\x1a\n/], "image/jpeg": [/^\xff\xd8\xff/],
  "image/webp": [/^RIFF[^]{4}WEBP/], "application/msword": [/^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/],
  "application/vnd.ms-excel": [/^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/],
  // A program or a picture has other bytes than a text.
  "text/plain": [/^[\t-\r\x20-\x7e\x80-\xff]+$/], "text/csv": [/^[\t-\r\x20-\x7e\x80-\xff]+$/],
};
const beginningBytes = 1024;

export const types = Object.keys(endings);

const endingOf = (name) => name.includes(".") ? name.split(".").pop().toLowerCase() : "";

/** The type of a file that somebody has chosen; some systems call a table an Excel sheet. */
export function typeOf({ name, type }) {
  const ending = endingOf(name);
  if (ending === "csv") return "text/csv";
  return type || (types.find((known) => endings[known].includes(ending)) ?? "");
}

/** "large", "empty", "type" or null when it may be sent. */
export function fault({ size, mime }) {
  if (!Number.isInteger(size) || size < 0 || size > fileBytesMax) return "large";
  if (size === 0) return "empty";
  return types.includes(mime) ? null : "type";
}

/** Whether a file begins as its type does; the service looks at the rest. */
export async function isSound(blob, mime) {
  const bytes = new Uint8Array(await blob.slice(0, beginningBytes).arrayBuffer());
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return (beginnings[mime] ?? [/^PK\x03\x04/]).every((beginning) => beginning.test(text));
}

/** A name that is only a name: no folders, nothing unseen, nothing that turns the reading direction. */
export function plainName(name, mime) {
  const last = String(name).split(/[/\\]/).filter(Boolean).pop() ?? "";
  const plain = last.replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*]/gu, "").replace(/\s+/gu, " ").replace(/^[.\- ]+|[. ]+$/g, "");
  const fits = endings[mime]?.includes(endingOf(plain)) ?? true;
  const ending = fits ? endingOf(plain) : endings[mime][0];
  const stem = fits && ending ? plain.slice(0, -ending.length - 1) : plain;
  const room = nameLengthMax - ending.length - 1;
  return `${[...stem].slice(0, room).join("") || "document"}${ending && "."}${ending}`;
}

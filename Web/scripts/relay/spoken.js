// What two people compare aloud: two words in the citizen's language, and four digits beside them.
import { element, tell } from "./elements.js";
import { asWords } from "./word-lists.js";

/** Fills a [data-spoken]; `keys` are what agreement.js gives, or null. */
export function showSpoken(root, keys, language) {
  const [words, digits] = [root.querySelector("[data-pair]"), root.querySelector("[data-digits]")];
  const pair = keys?.spoken ? asWords(keys.spoken, language) : null;
  const text = pair?.join(" ") ?? "";
  if (words.textContent !== text) words.replaceChildren(...(pair ?? []).flatMap((word, at) => [at ? " " : "", element("span", {}, word)]));
  words.lang = language ?? "";
  words.hidden = !pair;
  tell(digits, [...keys?.digits ?? ""].join(" "));
}

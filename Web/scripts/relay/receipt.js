// What the citizen gets at the end: how long, who, what was shown and allowed. Never what it showed.
import { element } from "./elements.js";
import { duration } from "./words.js";

export function fillReceipt(list, receipt, say, name) {
  const rows = [
    [say("receiptTime"), duration(receipt.until - receipt.from)],
    [say("receiptPeople"), (receipt.people ?? []).filter(({ role }) => role !== "sharer").map(({ name }) => name).join(", ")],
    [say("receiptWhat"), [...new Set((receipt.what ?? []).map((what) => name(typeof what === "string" ? what : what?.what)))].join(", ")],
    [say("receiptGranted"), [...new Set((receipt.granted ?? []).map(({ right }) => name(right)))].join(", ")],
  ];
  list.replaceChildren(...rows.filter(([, text]) => text).map(([title, text]) =>
    element("div", {}, element("dt", {}, title), element("dd", {}, text))));
  list.hidden = false;
}

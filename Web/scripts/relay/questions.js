// Questions that others put to the citizen; each is asked once and goes when answered.
import { button, element } from "./elements.js";

export class Questions {
  #open = new Map();

  constructor(root) {
    this.root = root;
  }

  has(key) { return this.#open.has(key); }

  /** `answers` are {text, act, weight}; the first is the yes. */
  ask(key, text, answers, more = "") {
    if (this.has(key)) return;
    const buttons = answers.map(({ text, act, weight }) =>
      button(text, () => { this.drop(key); act(); }, { weight }));
    const box = element("section", { className: "question-box", role: "alertdialog", tabIndex: -1, ariaLabel: text },
      element("p", { className: "question-box-text" }, text), more && element("p", {}, more),
      element("div", { className: "row" }, ...buttons));
    this.#open.set(key, box);
    this.root.append(box);
    box.focus();
  }

  drop(key) {
    this.#open.get(key)?.remove();
    this.#open.delete(key);
  }

  dropAll() { for (const key of [...this.#open.keys()]) this.drop(key); }
}

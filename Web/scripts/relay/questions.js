// Questions that others put to the citizen; each is asked once and goes when answered.
import { button, element } from "./elements.js";

export class Questions {
  #open = new Map();
  #title = document.title;

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
    this.#call(text);
  }

  drop(key) {
    this.#open.get(key)?.remove();
    this.#open.delete(key);
    this.#call([...this.#open.values()].at(-1)?.ariaLabel);
  }

  // Whoever works in another window sees it in the name of this one.
  #call(text) { document.title = text ? `${text} – ${this.#title}` : this.#title; }

  dropAll() { for (const key of [...this.#open.keys()]) this.drop(key); }
}

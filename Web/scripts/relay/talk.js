// The chat of a session. Every word of others is shown as text and nothing else.
import { element, show } from "./elements.js";

const textMax = 2_000;
const linesMax = 300;

export class Talk {
  constructor(root, peer, nameOf) {
    this.root = root;
    this.log = root.querySelector("[data-talk-log]");
    const form = root.querySelector("[data-talk-form]");
    const field = form.querySelector("input");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = field.value.trim().slice(0, textMax);
      if (!text) return;
      peer.sayToAll({ type: "chat", text });
      this.line(nameOf(peer.you), text, "mine");
      field.value = "";
    });
    peer.on("said:chat", ({ from, text }) => {
      if (typeof text === "string") this.line(nameOf(from), text.slice(0, textMax));
    });
    peer.on("over", () => show(form, false));
  }

  line(who, text, whose = "theirs") {
    const line = element("div", { className: "talk-line", data: { whose } },
      element("strong", {}, who), " ", element("span", { dir: "auto" }, text));
    this.#add(line);
  }

  /** A line that tells of a file, and may be told anew. Returns how to change it. */
  note(text, ...more) {
    const line = element("div", { className: "talk-line", data: { whose: "none" } });
    const change = (text, ...more) => line.replaceChildren(element("span", {}, text), ...more);
    change(text, ...more);
    this.#add(line);
    return change;
  }

  #add(line) {
    this.log.append(line);
    while (this.log.children.length > linesMax) this.log.firstElementChild.remove();
    this.log.scrollTop = this.log.scrollHeight;
  }
}

// Files as lines of the chat: offered, under way, arrived; what comes is only ever offered to be saved.
import { button, element } from "./elements.js";
import { fault, Files, types } from "./files.js";
import { size } from "./words.js";

const keepMilliseconds = 600_000;

/** `receiver()` is the number to send to, or null; `before` runs before the first offer. */
export function fileLines(root, peer, talk, say, { label, receiver, before = () => {}, came = () => {} }) {
  const files = new Files(peer);
  const input = root.querySelector("[data-file-input]");
  const attach = root.querySelector('[data-act="attach"]');
  const lines = new Map();
  attach.textContent = label;
  input.accept = types.join(",");
  attach.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    for (const file of input.files) offer(file);
    input.value = "";
  });

  const offer = (file) => {
    const to = receiver();
    const refusal = fault({ size: file.size, mime: file.type });
    if (refusal) return talk.note(say(refusal === "large" ? "fileTooLarge" : "fileType", { file: file.name }));
    if (to === null) return;
    before();
    const change = talk.note(say("fileWaiting", { file: file.name }));
    lines.set(`out ${files.offer(to, file, file.name)}`, { change, name: file.name });
  };

  const change = (key, word, values = {}) => {
    const line = lines.get(key);
    line?.change(say(word, { file: line.name, ...values }));
  };
  const percent = (part) => ({ percent: Math.round(part * 100) });

  files.on("progress", ({ file, part }) => change(`out ${file}`, "fileProgress", percent(part)));
  files.on("sent", ({ file }) => change(`out ${file}`, "fileSent"));
  files.on("refused", ({ file }) => change(`out ${file}`, "fileRefused"));
  files.on("offered", ({ from, file, name, size: bytes }) => {
    const key = `${from} ${file}`;
    const offered = say("fileOffered", { name: peer.name(from), file: name, size: size(bytes) });
    const line = talk.note(offered, " ",
      button(say("fileTake"), () => { change(key, "fileProgress", percent(0)); files.accept(from, file); }, { small: true }), " ",
      button(say("fileRefuse"), () => { change(key, "fileRefused"); files.refuse(from, file); }, { small: true, weight: "quiet" }));
    lines.set(key, { change: line, name });
  });
  files.on("incoming", ({ from, file, part }) => change(`${from} ${file}`, "fileProgress", percent(part)));
  files.on("broken", ({ from, file }) => change(`${from} ${file}`, "fileBroken"));
  files.on("came", ({ from, file, name, blob }) => {
    const href = URL.createObjectURL(blob);
    setTimeout(() => URL.revokeObjectURL(href), keepMilliseconds);
    const link = element("a", { href, download: name }, say("fileSave", { file: name }));
    lines.get(`${from} ${file}`)?.change("", link);
    came({ from, name, blob });
  });
  return attach;
}

// Files as lines of the chat: offered, under way, arrived; what comes is only ever offered to be saved.
import { button, element } from "./elements.js";
import { fault, isSound, typeOf, types } from "./file-types.js";
import { Files } from "./files.js";
import { size } from "./words.js";

const keepMilliseconds = 600_000;
const faultWords = { large: "fileTooLarge", empty: "fileEmpty", type: "fileType" };
const brokenWords = { gone: "fileGone", type: "fileOther", broken: "fileBroken", unknown: "fileGone", cancelled: "fileCancelled" };

/**
 * `receiver()` is the number to send to, or null; `before` runs before the first offer. `keep`, where
 * there is one, puts what came into the ticket: it takes {name, blob, digest} and returns null or what
 * went wrong in words.
 */
export function fileLines(root, peer, talk, say, { label, receiver, before = () => {}, keep = null }) {
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

  const offer = async (file) => {
    const mime = typeOf(file);
    const refusal = fault({ size: file.size, mime });
    if (refusal) return talk.note(say(faultWords[refusal], { file: file.name }));
    if (!await isSound(file, mime)) return talk.note(say("fileOther", { file: file.name }));
    const to = receiver();
    if (to === null) return;
    before();
    const number = files.offer(to, file, file.name, mime);
    const stop = button(say("fileCancel"), () => files.cancel(number), { small: true, weight: "quiet" });
    const change = talk.note(say("fileWaiting", { file: file.name }), " ", stop);
    lines.set(`out ${number}`, { change, name: file.name, stop });
  };

  const change = (key, word, values = {}, ...more) => {
    const line = lines.get(key);
    line?.change(say(word, { file: line.name, ...values }), ...more);
  };
  // A line that is under way keeps its button, so that the focus stays on it.
  const goOn = (key, part) => {
    const line = lines.get(key);
    if (line) change(key, "fileProgress", { percent: Math.round(part * 100) }, " ", line.stop);
  };

  files.on("progress", ({ file, part }) => goOn(`out ${file}`, part));
  files.on("sent", ({ file }) => change(`out ${file}`, "fileSent"));
  files.on("arrived", ({ file, kept }) => change(`out ${file}`, kept ? "fileKept" : "fileSent"));
  files.on("refused", ({ file, reason }) => change(`out ${file}`, brokenWords[reason] ?? "fileRefused"));
  files.on("offered", ({ from, file, name, size: bytes }) => {
    const key = `${from} ${file}`;
    const stop = button(say("fileCancel"), () => { change(key, "fileCancelled"); files.refuse(from, file, "cancelled"); }, { small: true, weight: "quiet" });
    const take = button(say("fileTake"), () => { goOn(key, 0); files.accept(from, file); stop.focus(); }, { small: true });
    const refuse = button(say("fileRefuse"), () => { change(key, "fileRefused"); files.refuse(from, file); }, { small: true, weight: "quiet" });
    const line = talk.note(say("fileOffered", { name: peer.name(from), file: name, size: size(bytes) }), " ", take, " ", refuse);
    lines.set(key, { change: line, name, stop });
  });
  files.on("incoming", ({ from, file, part }) => goOn(`${from} ${file}`, part));
  files.on("broken", ({ from, file, reason }) => change(`${from} ${file}`, brokenWords[reason] ?? "fileBroken"));
  files.on("cancelled", ({ from, file }) => change(`${from} ${file}`, "fileCancelled"));
  files.on("came", ({ from, file, name, blob, digest }) => {
    const key = `${from} ${file}`;
    const href = URL.createObjectURL(blob);
    setTimeout(() => URL.revokeObjectURL(href), keepMilliseconds);
    const save = element("a", { href, download: name }, say("fileSave", { file: name }));
    if (!keep) {
      lines.get(key)?.change("", save);
      return files.done(from, file, false);
    }
    const put = async () => {
      change(key, "fileKeeping");
      const trouble = await keep({ name, blob, digest });
      files.done(from, file, trouble === null);
      if (trouble === null) return change(key, "fileInTicket", {}, " ", save);
      change(key, "fileNotKept", { trouble }, " ", button(say("fileAgain"), put, { small: true }), " ", save);
    };
    put();
  });
  return attach;
}

// Files from one to the other (PROTOCOL.md § 6): offered, accepted, sent in chunks, compared.
import { base64url, concat, sha256 } from "./bytes.js";
import { Emitter } from "./emitter.js";
import { kind } from "./frames.js";

export const fileBytesMax = 20 * 1024 * 1024;
const chunkBytes = 32 * 1024;
const unacknowledgedMax = 4;
const headBytes = 12;
const office = "application/vnd.openxmlformats-officedocument.";
const open = "application/vnd.oasis.opendocument.";
export const types = [
  "application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain", "text/csv", "application/zip",
  `${office}wordprocessingml.document`, `${office}spreadsheetml.sheet`, `${office}presentationml.presentation`,
  `${open}text`, `${open}spreadsheet`, `${open}presentation`, "application/msword", "application/vnd.ms-excel",
];

/** "large", "type" or null when it may be sent. */
export function fault({ size, mime }) {
  if (!Number.isInteger(size) || size < 0 || size > fileBytesMax) return "large";
  return types.includes(mime) ? null : "type";
}

// A name is a name: no folders, nothing unseen, nothing that turns the reading direction.
export const plainName = (name) =>
  String(name).split(/[/\\]/).pop().replace(/[\p{C}<>:"|?*]/gu, "").slice(-120).trim() || "file";

/** Emits `offered` ({from, file, name, size}), `progress`, `sent`, `refused`, `came` ({blob}), `broken`. */
export class Files extends Emitter {
  #peer;
  #next = 1;
  #leaving = new Map();
  #coming = new Map();

  constructor(peer) {
    super();
    this.#peer = peer;
    peer.on("said:file-offer", (offer) => this.#offered(offer));
    peer.on("said:file-accept", ({ from, file }) => this.#accepted(from, file));
    peer.on("said:file-refuse", ({ from, file }) => this.#dropped(from, file));
    peer.on("said:file-cancel", ({ from, file }) => this.#coming.delete(`${from} ${file}`));
    peer.on("said:file-ack", ({ from, file, offset }) => this.#acknowledged(from, file, offset));
    peer.on("said:file-end", ({ from, file, sha256 }) => this.#ended(from, file, sha256));
    peer.on("chunk", ({ from, body }) => this.#chunk(from, body));
  }

  /** Offers to one other; returns the file's number. */
  offer(to, blob, name) {
    const file = this.#next;
    this.#next += 1;
    this.#leaving.set(file, { to, blob, at: 0, acknowledged: 0, isSending: false });
    this.#peer.say(to, { type: "file-offer", file, name: plainName(name), size: blob.size, mime: blob.type });
    return file;
  }

  #offered({ from, file, name, size, mime }) {
    const refusal = fault({ size, mime });
    if (refusal) return this.#peer.say(from, { type: "file-refuse", file, reason: refusal });
    this.#coming.set(`${from} ${file}`, { name: plainName(name), size, mime, parts: [], at: 0, isAccepted: false });
    this.emit("offered", { from, file, name: plainName(name), size });
  }

  accept(from, file) {
    const coming = this.#coming.get(`${from} ${file}`);
    if (!coming) return;
    coming.isAccepted = true;
    this.#peer.say(from, { type: "file-accept", file });
  }

  refuse(from, file) {
    this.#coming.delete(`${from} ${file}`);
    this.#peer.say(from, { type: "file-refuse", file, reason: "unwanted" });
  }

  #accepted(from, file) {
    const leaving = this.#leaving.get(file);
    if (leaving?.to === from) this.#push(file, leaving);
  }

  #dropped(from, file) {
    if (this.#leaving.get(file)?.to !== from) return;
    this.#leaving.delete(file);
    this.emit("refused", { file });
  }

  async #push(file, leaving) {
    if (leaving.isSending) return;
    leaving.isSending = true;
    while (leaving.at < leaving.blob.size && leaving.at - leaving.acknowledged < unacknowledgedMax * chunkBytes) {
      const bytes = new Uint8Array(await leaving.blob.slice(leaving.at, leaving.at + chunkBytes).arrayBuffer());
      const head = new DataView(new ArrayBuffer(headBytes));
      head.setUint32(0, file);
      head.setBigUint64(4, BigInt(leaving.at));
      this.#peer.send({ kind: kind.chunk, to: leaving.to }, concat(new Uint8Array(head.buffer), bytes));
      leaving.at += bytes.length;
    }
    leaving.isSending = false;
    if (leaving.acknowledged >= leaving.blob.size) await this.#end(file, leaving);
  }

  async #end(file, leaving) {
    if (!this.#leaving.delete(file)) return;
    const digest = await sha256(new Uint8Array(await leaving.blob.arrayBuffer()));
    this.#peer.say(leaving.to, { type: "file-end", file, sha256: base64url(digest) });
    this.emit("sent", { file });
  }

  #acknowledged(from, file, offset) {
    const leaving = this.#leaving.get(file);
    if (leaving?.to !== from || !(offset <= leaving.at)) return;
    leaving.acknowledged = Math.max(leaving.acknowledged, offset);
    this.emit("progress", { file, part: leaving.blob.size ? leaving.acknowledged / leaving.blob.size : 1 });
    this.#push(file, leaving);
  }

  #chunk(from, body) {
    if (body.length < headBytes) return;
    const head = new DataView(body.buffer, body.byteOffset);
    const file = head.getUint32(0);
    const coming = this.#coming.get(`${from} ${file}`);
    const bytes = body.slice(headBytes);
    // What hasn't been accepted, leaves a gap, or is more than was offered, is not taken.
    if (!coming?.isAccepted || Number(head.getBigUint64(4)) !== coming.at) return;
    if (coming.at + bytes.length > coming.size) return this.#break(from, file, coming);
    coming.parts.push(bytes);
    coming.at += bytes.length;
    this.#peer.say(from, { type: "file-ack", file, offset: coming.at });
    this.emit("incoming", { from, file, part: coming.at / coming.size });
  }

  async #ended(from, file, digest) {
    const coming = this.#coming.get(`${from} ${file}`);
    if (!coming?.isAccepted) return;
    const whole = concat(...coming.parts);
    if (coming.at !== coming.size || base64url(await sha256(whole)) !== digest) {
      return this.#break(from, file, coming);
    }
    this.#coming.delete(`${from} ${file}`);
    this.emit("came", { from, file, name: coming.name, blob: new Blob([whole], { type: coming.mime }) });
  }

  #break(from, file, { name }) {
    this.#coming.delete(`${from} ${file}`);
    this.emit("broken", { from, file, name });
  }
}

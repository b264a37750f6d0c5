// Files from one to the other (PROTOCOL.md § 6): offered, accepted, sent in chunks, compared. A lost
// line is taken up again where it broke; a page that was loaded anew says that it knows nothing.
import { base64url, concat, sha256 } from "./bytes.js";
import { Emitter } from "./emitter.js";
import { fault, isSound, plainName } from "./file-types.js";
import { kind } from "./frames.js";

const chunkBytes = 32 * 1024;
const unacknowledgedMax = 4;
const headBytes = 12;
const stallMilliseconds = 8_000;

/**
 * Emits of what leaves: `progress` {file, part}, `sent`, `arrived` {file, kept}, `refused` {file, reason};
 * of what comes: `offered` {from, file, name, size}, `incoming` {from, file, part}, `came`
 * {from, file, name, blob, digest}, `broken` {from, file, reason}, `cancelled` {from, file}.
 */
export class Files extends Emitter {
  #peer;
  #next = 1;
  #leaving = new Map();
  #coming = new Map();
  #hadRight = false;

  constructor(peer) {
    super();
    this.#peer = peer;
    peer.on("said:file-offer", (offer) => this.#offered(offer));
    peer.on("said:file-accept", ({ from, file }) => this.#accepted(from, file));
    peer.on("said:file-refuse", ({ from, file, reason }) => this.#dropped(from, file, reason));
    peer.on("said:file-cancel", ({ from, file }) => this.#cancelled(from, file));
    peer.on("said:file-ack", ({ from, file, offset }) => this.#acknowledged(from, file, offset));
    peer.on("said:file-end", ({ from, file, sha256 }) => this.#ended(from, file, sha256));
    peer.on("said:file-done", ({ from, file, whole, kept }) => this.#done(from, file, whole, kept));
    peer.on("chunk", ({ from, body }) => this.#chunk(from, body));
    peer.on("connected", () => this.#takeUp());
    peer.on("back", ({ id }) => this.#takeUp(id));
    peer.on("left", ({ id }) => this.#abandon(id));
    peer.on("rights", () => this.#lookAtRight());
    peer.on("over", () => this.#abandon());
    setInterval(() => this.#pushStalled(), stallMilliseconds);
  }

  /** Offers to one other; returns the file's number. */
  offer(to, blob, name, mime) {
    const file = this.#next;
    this.#next += 1;
    const leaving = { to, blob, name: plainName(name, mime), mime, at: 0, acknowledged: 0, movedAt: 0, isAccepted: false, isSending: false };
    this.#leaving.set(file, leaving);
    this.#say(file, leaving);
    return file;
  }

  #say(file, { to, name, blob, mime }) {
    this.#peer.say(to, { type: "file-offer", file, name, size: blob.size, mime });
  }

  /** Takes an offer back, or stops what is on its way. */
  cancel(file) {
    const leaving = this.#leaving.get(file);
    if (!leaving) return;
    this.#leaving.delete(file);
    this.#peer.say(leaving.to, { type: "file-cancel", file });
    this.emit("refused", { file, reason: "cancelled" });
  }

  #offered({ from, file, name, size, mime }) {
    const key = `${from} ${file}`;
    if (this.#coming.has(key)) return;
    const refusal = fault({ size, mime });
    if (refusal) return this.#peer.say(from, { type: "file-refuse", file, reason: refusal });
    this.#coming.set(key, { from, file, name: plainName(name, mime), size, mime, parts: [], at: 0, isAccepted: false });
    this.emit("offered", { from, file, name: plainName(name, mime), size });
  }

  accept(from, file) {
    const coming = this.#coming.get(`${from} ${file}`);
    if (!coming) return;
    coming.isAccepted = true;
    this.#peer.say(from, { type: "file-accept", file });
  }

  /** Says no to an offer, or stops what is coming. */
  refuse(from, file, reason = "unwanted") {
    this.#coming.delete(`${from} ${file}`);
    this.#peer.say(from, { type: "file-refuse", file, reason });
  }

  /** Tells the sender that it came whole, and whether it is in the ticket. */
  done(from, file, kept) {
    this.#peer.say(from, { type: "file-done", file, whole: true, kept });
  }

  #accepted(from, file) {
    const leaving = this.#leaving.get(file);
    if (leaving?.to !== from) return;
    leaving.isAccepted = true;
    this.#push(file, leaving);
  }

  #dropped(from, file, reason) {
    if (this.#leaving.get(file)?.to !== from) return;
    this.#leaving.delete(file);
    this.emit("refused", { file, reason });
  }

  #cancelled(from, file) {
    if (this.#coming.delete(`${from} ${file}`)) this.emit("cancelled", { from, file });
  }

  async #push(file, leaving) {
    if (leaving.isSending || !leaving.isAccepted) return;
    leaving.isSending = true;
    while (leaving.at < leaving.blob.size && leaving.at - leaving.acknowledged < unacknowledgedMax * chunkBytes) {
      const { at } = leaving;
      const bytes = new Uint8Array(await leaving.blob.slice(at, at + chunkBytes).arrayBuffer());
      // Taken up anew meanwhile: what was read is no longer what is due.
      if (leaving.at !== at) continue;
      const head = new DataView(new ArrayBuffer(headBytes));
      head.setUint32(0, file);
      head.setBigUint64(4, BigInt(at));
      const sent = this.#peer.send({ kind: kind.chunk, to: leaving.to }, concat(new Uint8Array(head.buffer), bytes));
      if (sent === null) break;
      leaving.at += bytes.length;
    }
    leaving.isSending = false;
    if (leaving.acknowledged >= leaving.blob.size) await this.#end(file, leaving);
  }

  async #end(file, leaving) {
    leaving.digest ??= base64url(await sha256(new Uint8Array(await leaving.blob.arrayBuffer())));
    this.#peer.say(leaving.to, { type: "file-end", file, sha256: leaving.digest });
    this.emit("sent", { file });
  }

  #acknowledged(from, file, offset) {
    const leaving = this.#leaving.get(file);
    if (!leaving) return this.#peer.say(from, { type: "file-cancel", file });
    if (leaving.to !== from || !(offset <= leaving.blob.size)) return;
    leaving.acknowledged = Math.max(leaving.acknowledged, offset);
    leaving.at = Math.max(leaving.at, offset);
    leaving.movedAt = Date.now();
    this.emit("progress", { file, part: leaving.acknowledged / leaving.blob.size });
    this.#push(file, leaving);
  }

  #done(from, file, whole, kept) {
    if (this.#leaving.get(file)?.to !== from) return;
    this.#leaving.delete(file);
    if (whole) this.emit("arrived", { file, kept: kept === true });
    else this.emit("refused", { file, reason: "broken" });
  }

  #chunk(from, body) {
    if (body.length < headBytes) return;
    const head = new DataView(body.buffer, body.byteOffset);
    const file = head.getUint32(0);
    const coming = this.#coming.get(`${from} ${file}`);
    if (!coming) return this.#peer.say(from, { type: "file-refuse", file, reason: "unknown" });
    const bytes = body.slice(headBytes);
    if (!coming.isAccepted) return;
    // What came before, or leaves a gap, is not taken; the sender hears where to go on.
    if (Number(head.getBigUint64(4)) === coming.at) {
      if (coming.at + bytes.length > coming.size) return this.#break(from, file, "broken");
      coming.parts.push(bytes);
      coming.at += bytes.length;
      this.emit("incoming", { from, file, part: coming.at / coming.size });
    }
    this.#peer.say(from, { type: "file-ack", file, offset: coming.at });
  }

  async #ended(from, file, digest) {
    const coming = this.#coming.get(`${from} ${file}`);
    if (!coming?.isAccepted || coming.isEnding) return;
    coming.isEnding = true;
    const whole = concat(...coming.parts);
    const blob = new Blob([whole], { type: coming.mime });
    if (coming.at !== coming.size || base64url(await sha256(whole)) !== digest) return this.#break(from, file, "broken");
    if (!await isSound(blob, coming.mime)) return this.#break(from, file, "type");
    if (this.#coming.delete(`${from} ${file}`)) this.emit("came", { from, file, name: coming.name, blob, digest });
  }

  #break(from, file, reason) {
    this.refuse(from, file, reason);
    this.emit("broken", { from, file, reason });
  }

  /** After a lost line: what was offered is offered again, what was under way goes on. */
  #takeUp(id) {
    const concerns = (number) => id === undefined || id === number;
    for (const [file, leaving] of this.#leaving) {
      if (!concerns(leaving.to)) continue;
      if (!leaving.isAccepted) this.#say(file, leaving);
      leaving.at = leaving.acknowledged;
      this.#push(file, leaving);
    }
    for (const { from, file, at, isAccepted } of this.#coming.values()) {
      if (concerns(from) && isAccepted) this.#peer.say(from, { type: "file-ack", file, offset: at });
    }
  }

  #pushStalled() {
    for (const [file, leaving] of this.#leaving) {
      if (!leaving.isAccepted || Date.now() - leaving.movedAt < stallMilliseconds) continue;
      leaving.at = leaving.acknowledged;
      this.#push(file, leaving);
    }
  }

  /** The other is gone, or the session is over: nothing of it comes any more. */
  #abandon(id) {
    for (const [file, { to }] of this.#leaving) {
      if (id === undefined || id === to) { this.#leaving.delete(file); this.emit("refused", { file, reason: "gone" }); }
    }
    for (const [key, { from, file }] of this.#coming) {
      if (id === undefined || id === from) { this.#coming.delete(key); this.emit("broken", { from, file, reason: "gone" }); }
    }
  }

  // The citizen has taken the right back: what is under way stops at once.
  #lookAtRight() {
    const has = Boolean(this.#peer.rights.files);
    if (this.#hadRight && !has) this.#abandon();
    this.#hadRight = has;
  }
}

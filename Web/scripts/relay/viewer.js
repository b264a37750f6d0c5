// The agent's side: agrees a key with the sharer, decrypts, hands frames to the picture.
import { agree, commitment, newPart, read, readEpoch, written } from "./agreement.js";
import { fromUTF8 } from "./bytes.js";
import { kind } from "./frames.js";
import { Peer } from "./peer.js";

const sharer = 0;
const ackMilliseconds = 250;

/** Emits, besides a Peer's: nothing more; frames go to `picture`. */
export class Viewer extends Peer {
  #part = null;
  #epochs = new Map();
  #takes = [];
  #ackTimer = 0;
  #acknowledged = 0;

  constructor(session, ask, picture, takes) {
    super(session, ask);
    this.picture = picture;
    this.#takes = takes;
    picture.on("needs-key", () => this.tell("key-request"));
    this.on("connected", () => { if (this.me?.accepted && !this.isCompared) this.commit(); });
    this.on("accept", ({ viewer }) => { if (viewer === this.you) this.commit(); });
    this.on("rekey", () => this.commit());
    this.on("key", (message) => this.#reveal(message));
    this.on("unopened", (head) => this.#unopened(head));
    this.on("unshared", () => picture.forget());
    this.#ackTimer = setInterval(() => this.#acknowledge(), ackMilliseconds);
  }

  get me() { return this.people.get(this.you); }
  get isCompared() { return this.me?.cleared === true && this.pairs.has(sharer); }
  /** What is compared aloud, as two bytes; the words are those of the citizen's language. */
  get spoken() { return this.pairs.get(sharer)?.spoken; }
  get digits() { return this.pairs.get(sharer)?.digits; }
  get sharerName() { return this.name(sharer); }
  abilities() { return { sends: [], takes: this.#takes, canShare: false }; }

  async commit() {
    this.pairs.delete(sharer);
    this.#part = await newPart();
    this.tell("commitment", { value: await commitment(this.#part) });
    this.emit("changed");
  }

  async #reveal({ key, nonce }) {
    const mine = this.#part;
    if (!mine) return;
    this.#part = null;
    const theirs = read({ key, nonce });
    this.tell("reveal", written(mine));
    await this.keep(sharer, await agree(mine, theirs, { session: this.session, viewer: this.you, isSharer: false }));
  }

  keyFor(head) { return head.epoch === 0 ? super.keyFor(head) : this.#epochs.get(head.epoch); }

  async took(head, body) {
    switch (head.kind) {
      case kind.epoch: {
        const { epoch, key } = await readEpoch(body);
        this.#epochs = new Map([...this.#epochs].slice(-1)).set(epoch, key);
        break;
      }
      case kind.config: this.picture.configure(JSON.parse(fromUTF8(body))); break;
      case kind.key: case kind.delta: case kind.still: this.picture.show(head, body); break;
      case kind.chunk: this.emit("chunk", { from: head.from, body }); break;
    }
  }

  // A frame of an epoch whose key hasn't come: the picture goes on at the next key frame.
  #unopened(head) {
    if (head.kind === kind.key || head.kind === kind.delta) this.picture.missed();
  }

  #acknowledge() {
    const { shown } = this.picture;
    if (!shown || shown.sequence === this.#acknowledged) return;
    this.#acknowledged = shown.sequence;
    const { decoded, lost, delay } = this.picture;
    this.tell("ack", { epoch: shown.epoch, sequence: shown.sequence, decoded, lost, delay: Math.round(delay) });
  }

  ask(right) { this.tell("ask", { right }); }
  handOver(to) { this.tell("hand-over", { to }); }
  leave() { this.tell("leave"); this.finish({ reason: "left" }); }

  end(reason = "finished") { this.endFor(reason); }

  finish(end) {
    clearInterval(this.#ackTimer);
    this.picture.forget();
    super.finish(end);
  }
}

// What sharer and viewer have in common: the line, who is there, the keys, sealed messages.
import { fromUTF8, utf8 } from "./bytes.js";
import { Emitter } from "./emitter.js";
import { kind, Opener, readHead, Sealer } from "./frames.js";
import { facts, keptKeys } from "./keep.js";
import { Line } from "./line.js";

// As long as the relay keeps a place for who has lost the connection.
const farewellMilliseconds = 30_000;

/**
 * Emits the relay's texts under their type, and `changed` after each; `said` ({from, message}),
 * `digits` ({with, digits}), `lost`, `connected`, `over` ({reason, by, code}), `receipt`.
 */
export class Peer extends Emitter {
  you = null;
  state = "connecting";
  people = new Map();
  rights = { see: false, point: false, files: false, control: false };
  pairs = new Map();
  lead = null;
  what = null;
  openedAt = null;
  reconfirmAt = null;
  /** Until when the citizen must say that it goes on, once that was asked. */
  reconfirmBy = null;
  line = null;
  isOver = false;
  #sealer = new Sealer();
  #opener = new Opener();
  #outgoing = Promise.resolve();
  #incoming = Promise.resolve();
  #clockAhead = 0;
  #farewell = null;

  constructor(session, ask) {
    super();
    this.session = session;
    this.line = new Line(ask, facts.read(session));
    facts.change(session, { admission: undefined });
    this.line.on("open", () => this.#hello());
    this.line.on("lost", () => { if (this.isOver) return; this.state = "lost"; this.emit("lost"); this.emit("changed"); });
    this.line.on("over", ({ code }) => this.finish({ code }));
    // One after the other, texts and frames alike: a key must be there before what it opens.
    this.line.on("text", (message) => this.#inTurn(() => this.take(message)));
    this.line.on("binary", (bytes) => this.#inTurn(() => this.#open(bytes)));
  }

  connect() { return this.line.connect(); }
  get iceServers() { return this.line.iceServers; }
  tell(type, members = {}) { return this.line.send({ type, ...members }); }
  name(number) { return this.people.get(number)?.name ?? ""; }
  /** The relay's clock, whatever this machine's says. */
  now() { return Date.now() + this.#clockAhead; }

  /** What the subclass says in its hello: sends, takes, canShare. */
  abilities() { return {}; }

  #inTurn(work) {
    this.#incoming = this.#incoming.then(work).catch((error) => console.warn("relay:", error.message));
  }

  #hello() {
    this.#sealer.begin();
    this.tell("hello", { language: document.documentElement.lang, ...this.abilities() });
    if (this.#farewell) this.tell("end", { reason: this.#farewell });
  }

  async take(message) {
    if (this.isOver && message.type !== "ended") return;
    switch (message.type) {
      case "welcome": await this.#welcome(message); break;
      case "joined": this.#seat(message.participant); break;
      case "back": this.#change(message.id, { connected: true, sends: message.sends, takes: message.takes, language: message.language }); break;
      case "away": this.#change(message.id, { connected: false }); break;
      case "left": this.people.delete(message.id); this.pairs.delete(message.id); break;
      case "accept": this.#change(message.viewer, { accepted: true }); break;
      case "cleared": this.#change(message.viewer, { cleared: true }); break;
      case "uncleared": this.#change(message.viewer, { cleared: false }); break;
      case "rights": this.rights = { ...this.rights, ...message.rights }; break;
      case "lead": this.lead = message.viewer; break;
      case "sharing": this.what = message.what; this.state = "sharing"; break;
      case "unshared": this.what = null; this.state = "joined"; break;
      case "pause": this.state = "paused"; break;
      case "resume": this.state = "sharing"; break;
      case "reconfirm-due": this.reconfirmBy = message.by; break;
      case "reconfirm": this.reconfirmBy = null; this.reconfirmAt = message.reconfirmAt ?? null; break;
      case "ended": this.#ended(message); return;
    }
    this.emit(message.type, message);
    this.emit("changed");
  }

  async #welcome(message) {
    const mine = this.you;
    this.you = message.you;
    this.people = new Map(message.participants.map((person) => [person.id, person]));
    this.state = message.state;
    this.rights = { ...this.rights, ...message.rights };
    this.lead = message.lead;
    this.what = message.what ?? null;
    this.openedAt = message.openedAt;
    this.reconfirmBy = message.reconfirmBy ?? null;
    this.reconfirmAt = message.reconfirmAt ?? null;
    this.#clockAhead = message.time - Date.now();
    this.line.token = message.resume;
    facts.change(this.session, { token: message.resume, address: this.line.address, iceServers: this.iceServers });
    if (mine !== this.you) this.pairs = await keptKeys.read(this.session, this.you);
    this.emit("connected", message);
  }

  #seat(person) { this.people.set(person.id, person); }

  #change(id, changes) {
    const person = this.people.get(id);
    if (person) Object.assign(person, changes);
  }

  /** Keeps what was agreed with somebody, and shows the digits. */
  async keep(other, keys) {
    this.pairs.set(other, keys);
    await keptKeys.put(this.session, this.you, other, keys);
    this.emit("digits", { with: other, digits: keys.digits });
    this.emit("changed");
  }

  compared(other, same) { this.tell("compared", { with: other, same }); }

  /** The key that opens what has this head; subclasses know of epochs. */
  keyFor(head) { return head.epoch === 0 ? this.pairs.get(head.from)?.into : null; }

  async #open(bytes) {
    const head = readHead(bytes);
    if (!head || this.isOver) return;
    const body = await this.#opener.open(bytes, head, this.keyFor(head));
    if (!body) return this.emit("unopened", head);
    if (head.kind !== kind.message) return this.took(head, body);
    const message = JSON.parse(fromUTF8(body));
    this.emit("said", { from: head.from, message });
    this.emit(`said:${message.type}`, { from: head.from, ...message });
  }

  /** A frame of any kind but a message. */
  async took() {}

  /** Seals and sends in order; returns the sequence, or null when there is no key or no line. */
  send({ kind, to, epoch = 0 }, body, key = this.pairs.get(to)?.out) {
    if (!key || !this.line.isOpen) return null;
    const { sequence, bytes } = this.#sealer.seal({ kind, to, epoch, from: this.you }, key, body);
    this.#outgoing = this.#outgoing.then(async () => this.line.send(await bytes));
    return sequence;
  }

  say(to, message) { return this.send({ kind: kind.message, to }, utf8(JSON.stringify(message))); }

  /** The same to everybody with whom keys were compared. */
  sayToAll(message) {
    for (const [number, person] of this.people) {
      if (number !== this.you && (person.cleared || number === 0)) this.say(number, message);
    }
  }

  /** Ends it for everybody: at once here, and for the others as soon as they can be told. */
  endFor(reason) {
    this.#farewell = reason;
    this.tell("end", { reason });
    setTimeout(() => this.line.close(), farewellMilliseconds);
    this.finish({ reason, by: this.you });
  }

  #ended(message) {
    this.finish(message);
    this.line.close();
    if (message.receipt) this.emit("receipt", message.receipt);
  }

  /** The session is over for this side: nothing of it stays in the browser. */
  finish(end) {
    if (this.isOver) return;
    this.isOver = true;
    this.state = "ended";
    if (!this.#farewell) this.line.close();
    facts.forget(this.session);
    keptKeys.forget(this.session);
    this.emit("over", end);
    this.emit("changed");
  }
}

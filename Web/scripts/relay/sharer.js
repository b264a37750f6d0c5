// The citizen's side: agrees keys with each viewer, and shares only with those who were compared.
import { agree, epochBody, keeps, newMediaKey, newPart, read, written } from "./agreement.js";
import { utf8 } from "./bytes.js";
import { capture } from "./capture.js";
import { choose } from "./codecs.js";
import { everybody, kind } from "./frames.js";
import { Peer } from "./peer.js";
import { PictureEncoder } from "./picture-encoder.js";

const framesOfAnEpochMax = 2 ** 24;
const rememberedFrames = 600;
const surfaces = { browser: "tab", window: "window", monitor: "screen" };

/** Emits, besides a Peer's: `pointer`, `ink` ({from, body}), `shared`, `unshared`, `asked`. */
export class Sharer extends Peer {
  stream = null;
  /** The whole computer is shown by its own VNC server; nothing of it goes through this page. */
  isDesktop = false;
  #agreements = new Map();
  #epoch = 0;
  #nextEpoch = 1;
  #media = null;
  #frames = 0;
  #sentAt = [];
  #stopCapture = null;
  #sends = [];
  #wholeSize = {};

  /** `abilities`: sends (codecs) and canShare. `clock` gives a window whose timers run. */
  constructor(session, ask, { sends, canShare }, clock) {
    super(session, ask);
    this.#sends = sends;
    this.canShare = canShare;
    this.clock = clock;
    this.encoder = new PictureEncoder(() => this.line.waitingBytes);
    this.encoder.on("picture", (picture) => this.#send(picture));
    this.encoder.on("slower", () => this.#paced());
    this.encoder.on("broken", (codec) => this.#without(codec));
    this.on("connected", (welcome) => this.#connected(welcome));
    this.on("commitment", (message) => this.#answer(message));
    this.on("reveal", (message) => this.#finishAgreement(message));
    this.on("cleared", () => this.#renew());
    this.on("left", () => this.#renew());
    this.on("back", ({ id }) => this.#catchUp(id));
    this.on("key-request", () => this.encoder.wantKey());
    this.on("congestion", () => this.#pace((pace, now) => pace.slower(now)));
    this.on("ack", (ack) => this.#acknowledged(ack));
  }

  get isSharing() { return this.stream !== null || this.isDesktop; }
  get isPaused() { return this.encoder.isPaused; }
  abilities() { return { sends: this.#sends, takes: [], canShare: this.canShare }; }

  accept(viewer) { this.tell("accept", { viewer }); this.people.get(viewer).accepted = true; this.emit("changed"); }
  refuse(viewer) { this.tell("refuse", { viewer }); }
  grant(right, seconds) { this.tell("grant", seconds ? { right, seconds } : { right }); }
  revoke(right) { this.tell("revoke", { right }); }
  reconfirm() { this.tell("reconfirm"); }

  /** Asks the browser for something to show. Throws what the browser throws when the person says no. */
  async share(wish) {
    this.#begin(await navigator.mediaDevices.getDisplayMedia({
      video: { displaySurface: wish === "screen" ? "monitor" : "browser", frameRate: { max: 20 } },
      audio: false, selfBrowserSurface: "exclude", surfaceSwitching: "include", monitorTypeSurfaces: "include",
    }));
  }

  async shareCamera() {
    const video = { facingMode: "environment", width: { ideal: 1280 }, frameRate: { max: 15 } };
    this.#begin(await navigator.mediaDevices.getUserMedia({ video, audio: false }), "camera");
  }

  #begin(stream, what) {
    if (this.isOver) return stream.getTracks().forEach((track) => track.stop());
    this.#release();
    this.stream = stream;
    const [track] = stream.getVideoTracks();
    track.contentHint = what === "camera" ? "motion" : "text";
    track.onended = () => this.stop("captured-ended");
    const { width, height, displaySurface } = track.getSettings();
    this.#wholeSize = { width, height };
    this.what = what ?? surfaces[displaySurface] ?? this.#guess(width, height);
    this.encoder.isPaused = false;
    this.#useCodec();
    this.#announce();
    this.#renew();
    this.#stopCapture = capture(track, (frame) => this.encoder.take(frame), { clock: this.clock });
    this.encoder.wantKey();
    this.emit("shared");
    this.emit("changed");
  }

  // Firefox doesn't say what was chosen; whatever has the screen's size is said to be all of it.
  #guess(width, height) {
    const { width: across, height: down } = screen;
    const [wide, high] = [Math.round(across * devicePixelRatio), Math.round(down * devicePixelRatio)];
    return width === undefined || (width >= wide && height >= high) ? "screen" : "window";
  }

  /** Lets the viewers see the computer that has dialled in. */
  shareDesktop() {
    this.#release();
    this.isDesktop = true;
    this.what = "vnc";
    this.encoder.isPaused = false;
    this.#announce();
    this.emit("shared");
    this.emit("changed");
  }

  #announce() {
    if (this.isDesktop) {
      this.state = "sharing";
      return this.tell("sharing", { what: "vnc", codec: "rfb", width: 0, height: 0 });
    }
    const { width, height } = this.stream.getVideoTracks()[0].getSettings();
    this.state = "sharing";
    this.tell("sharing", { what: this.what, codec: this.encoder.codec, width: Math.round(width ?? 0), height: Math.round(height ?? 0) });
  }

  #release() {
    this.#stopCapture?.();
    this.#stopCapture = null;
    this.stream?.getTracks().forEach((track) => { track.onended = null; track.stop(); });
    this.stream = null;
    this.isDesktop = false;
    this.encoder.close();
  }

  /** Nothing is shown any more; the conversation goes on. */
  unshare() {
    this.#release();
    this.tell("unshared");
    this.what = null;
    this.state = "joined";
    this.emit("unshared");
    this.emit("changed");
  }

  /** Ends everything: first here, whatever the network does, then for the others. */
  stop(reason = "stopped") {
    this.#release();
    if (this.isOver) return;
    this.endFor(reason);
  }

  pause() { this.encoder.isPaused = true; this.state = "paused"; this.tell("pause"); this.emit("changed"); }

  resume() {
    this.encoder.isPaused = false;
    this.state = "sharing";
    this.tell("resume");
    this.encoder.wantKey();
    this.emit("changed");
  }

  finish(end) {
    this.#release();
    super.finish(end);
  }

  async #connected({ epoch, state, what }) {
    this.#nextEpoch = Math.max(this.#nextEpoch, epoch ?? 1);
    // Somebody was compared before, but a reload has lost the keys: the digits are due again.
    const isKeyless = this.#viewers().some((viewer) => viewer.cleared && !this.pairs.has(viewer.id));
    if (isKeyless) this.tell("rekey");
    this.isDesktop ||= what === "vnc" && (state === "sharing" || state === "paused");
    if (this.isSharing) {
      this.#announce();
      if (this.isPaused) { this.state = "paused"; this.tell("pause"); }
      await this.#renew();
    } else if (state === "sharing" || state === "paused") {
      this.tell("unshared");
      this.state = "joined";
    }
  }

  async #answer({ from, value }) {
    const mine = await newPart();
    this.#agreements.set(from, { mine, value });
    this.tell("key", { to: from, ...written(mine) });
  }

  async #finishAgreement({ from, key, nonce }) {
    const { mine, value } = this.#agreements.get(from) ?? {};
    if (!mine) return;
    this.#agreements.delete(from);
    const theirs = read({ key, nonce });
    if (!await keeps(theirs, value)) return this.compared(from, false);
    await this.keep(from, await agree(mine, theirs, { session: this.session, viewer: from, isSharer: true }));
  }

  #viewers() { return [...this.people.values()].filter((person) => person.id !== 0); }

  #cleared() { return this.#viewers().filter(({ id, cleared }) => cleared && this.pairs.has(id)); }

  /** A new media key for those who are here now: who left reads nothing that comes later. */
  async #renew() {
    const media = await newMediaKey();
    this.#epoch = this.#nextEpoch;
    this.#nextEpoch += 1;
    this.#media = media;
    this.#frames = 0;
    for (const { id } of this.#cleared()) this.#sendEpoch(id);
    this.#useCodec();
    this.encoder.wantKey();
  }

  #sendEpoch(to) { this.send({ kind: kind.epoch, to }, epochBody(this.#epoch, this.#media.raw)); }

  #catchUp(id) {
    if (this.#media && this.people.get(id)?.cleared) this.#sendEpoch(id);
    this.#useCodec();
    this.encoder.wantKey();
  }

  #useCodec() {
    const codec = choose(this.#sends, this.#cleared().map(({ takes }) => takes ?? []));
    const hasChanged = codec !== this.encoder.codec;
    this.encoder.use(codec);
    if (hasChanged && this.isSharing && this.line.isOpen && !this.isPaused) this.#announce();
  }

  #without(codec) {
    this.#sends = this.#sends.filter((other) => other !== codec);
    this.#useCodec();
  }

  #send({ kind: what, body, config }) {
    if (!this.#media || this.isPaused || !this.stream || this.#cleared().length === 0) return;
    const to = { to: everybody, epoch: this.#epoch };
    if (config) this.send({ ...to, kind: kind.config }, utf8(JSON.stringify(config)), this.#media.key);
    const sequence = this.send({ ...to, kind: what }, body, this.#media.key);
    if (sequence === null) return;
    this.#sentAt.push({ sequence, at: performance.now() });
    if (this.#sentAt.length > rememberedFrames) this.#sentAt.shift();
    this.#frames += 1;
    if (this.#frames >= framesOfAnEpochMax) this.#renew();
  }

  #acknowledged({ sequence }) {
    const next = this.#sentAt.find((sent) => sent.sequence > sequence);
    const behind = next ? performance.now() - next.at : 0;
    this.#pace((pace, now) => pace.acknowledged(behind, now));
  }

  #pace(change) {
    if (change(this.encoder.pace, performance.now())) this.#paced();
  }

  // The capture itself slows down too and gets smaller: that asks the person nothing anew.
  #paced() {
    const [track] = this.stream?.getVideoTracks() ?? [];
    const { framerate, scale } = this.encoder.pace.now;
    const { width, height } = this.#wholeSize;
    const size = scale < 1 ? { width: { max: Math.round(width * scale) }, height: { max: Math.round(height * scale) } } : {};
    track?.applyConstraints({ frameRate: { max: framerate }, ...size }).catch(() => {});
    this.emit("paced", this.encoder.pace.now);
  }

  took(head, body) {
    if (head.kind === kind.pointer) this.emit("pointer", { from: head.from, body });
    else if (head.kind === kind.ink) this.emit("ink", { from: head.from, body });
    else if (head.kind === kind.chunk) this.emit("chunk", { from: head.from, body });
  }
}

// What the viewer sees: frames decoded onto a canvas.
import { isStill } from "./codecs.js";
import { Emitter } from "./emitter.js";
import { kind } from "./frames.js";

const askAgainMilliseconds = 1_000;

/** Emits `needs-key` and `drawn` ({width, height}). */
export class Picture extends Emitter {
  shown = null;
  decoded = 0;
  lost = 0;
  delay = 0;
  #context;
  #config = null;
  #decoder = null;
  #waitsForKey = true;
  #askedAt = -Infinity;
  #underway = new Map();
  #stills = Promise.resolve();

  constructor(canvas) {
    super();
    this.canvas = canvas;
    this.#context = canvas.getContext("2d", { alpha: false });
  }

  configure(config) {
    if (this.#config?.codec !== config.codec) this.#shut();
    this.#config = config;
  }

  show(head, body) {
    if (!this.#config) return this.missed();
    if (head.kind === kind.still) {
      this.#stills = this.#stills.then(() => this.#still(head, body));
      return;
    }
    if (head.kind === kind.key) this.#waitsForKey = false;
    if (this.#waitsForKey) return this.missed();
    try {
      this.#decoder ??= this.#open();
      this.#underway.set(head.time, { head, at: performance.now() });
      const type = head.kind === kind.key ? "key" : "delta";
      this.#decoder.decode(new EncodedVideoChunk({ type, timestamp: head.time, data: body }));
    } catch {
      this.#fail();
    }
  }

  /** Something is missing in between: asks for a key frame, at most once a second. */
  missed() {
    this.#waitsForKey = true;
    this.lost += 1;
    const now = performance.now();
    if (now - this.#askedAt < askAgainMilliseconds) return;
    this.#askedAt = now;
    this.emit("needs-key");
  }

  forget() {
    this.#shut();
    this.#config = null;
    this.shown = null;
    this.#context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.emit("forgotten");
  }

  #open() {
    if (isStill(this.#config.codec)) throw new Error("Stills need no decoder.");
    const decoder = new VideoDecoder({
      output: (frame) => {
        const underway = this.#underway.get(frame.timestamp);
        this.#underway.delete(frame.timestamp);
        if (decoder === this.#decoder && underway) this.#draw(frame, frame.displayWidth, frame.displayHeight, underway);
        frame.close();
      },
      error: () => { if (decoder === this.#decoder) this.#fail(); },
    });
    decoder.configure({ codec: this.#config.codec, optimizeForLatency: true });
    return decoder;
  }

  #fail() {
    this.#shut();
    this.missed();
  }

  #shut() {
    const decoder = this.#decoder;
    this.#decoder = null;
    this.#waitsForKey = true;
    this.#underway.clear();
    if (decoder && decoder.state !== "closed") decoder.close();
  }

  async #still(head, body) {
    const at = performance.now();
    const type = this.#config?.codec.replace("still", "image");
    if (!type) return;
    try {
      const image = await createImageBitmap(new Blob([body], { type }));
      this.#draw(image, image.width, image.height, { head, at });
      image.close();
    } catch {
      this.missed();
    }
  }

  #draw(image, width, height, { head, at }) {
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    this.#context.drawImage(image, 0, 0, width, height);
    this.shown = head;
    this.decoded += 1;
    this.delay += (performance.now() - at - this.delay) / 8;
    this.emit("drawn", { width, height });
  }
}

// From captured frames to bytes: masks, pace, the codec that was agreed on, key frames on demand.
import { encoderConfig, isStill } from "./codecs.js";
import { Emitter } from "./emitter.js";
import { kind } from "./frames.js";
import { Masks } from "./masks.js";
import { Pace } from "./pace.js";

const longestSideMax = 1920;
const stillQuality = 0.6;
const stillFramerateMax = 3;
const restMilliseconds = 120;

/** Emits `picture` ({kind, body, config}) in order, `broken` (codec) when an encoder gives up, `slower` when this machine is too slow. */
export class PictureEncoder extends Emitter {
  masks = new Masks();
  pace = new Pace();
  isPaused = false;
  #codec = null;
  #encoder = null;
  #size = "";
  #config = null;
  #latest = null;
  #wantsKey = true;
  #rest = 0;
  #isDrawing = false;
  #whole = longestSideMax;

  /** `waitingBytes` tells what the line has not sent yet. */
  constructor(waitingBytes) {
    super();
    this.waitingBytes = waitingBytes;
  }

  get codec() { return this.#codec; }

  use(codec) {
    if (codec === this.#codec) return;
    this.#codec = codec;
    this.#shut();
    this.wantKey();
  }

  /** The next frame needs no other; sent at once from the last picture, for a still screen sends none. */
  wantKey() {
    this.#wantsKey = true;
    this.#soon(0);
  }

  /** Takes a captured frame and owns it. */
  take(frame) {
    this.#latest?.close();
    this.#latest = frame;
    this.#tryNow();
  }

  close() {
    clearTimeout(this.#rest);
    this.#shut();
    this.#latest?.close();
    this.#latest = null;
  }

  repaint() { this.#soon(0); }

  #shut() {
    if (this.#encoder && this.#encoder.state !== "closed") this.#encoder.close();
    this.#encoder = null;
    this.#size = "";
  }

  // A frame left out may be the last for long: what it showed must still go out.
  #soon(milliseconds = restMilliseconds) {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#tryNow(), milliseconds);
  }

  #tryNow() {
    if (!this.#latest || !this.#codec || this.isPaused) return;
    const load = { queue: this.#isDrawing ? 2 : this.#encoder?.encodeQueueSize ?? 0, waitingBytes: this.waitingBytes() };
    const now = performance.now();
    const isSkipped = this.pace.skips(load, now);
    if (this.pace.isOverloaded(now) && this.pace.slower(now)) this.emit("slower");
    if (isSkipped) return this.#soon();
    clearTimeout(this.#rest);
    const timestamp = Math.round(performance.now() * 1000);
    const frame = this.masks.paint(new VideoFrame(this.#latest, { timestamp }));
    if (isStill(this.#codec)) this.#still(frame); else this.#encode(frame);
  }

  #encode(frame) {
    const { width, height } = this.#fit(frame);
    const { bitrate, framerate } = this.pace.now;
    const size = `${width}×${height} ${bitrate}`;
    try {
      if (!this.#encoder) this.#encoder = this.#open(this.#codec);
      if (size !== this.#size) {
        this.#encoder.configure(encoderConfig(this.#codec, { width, height, bitrate, framerate }));
        this.#config = { codec: this.#codec, width, height, scale: width / frame.displayWidth };
        this.#size = size;
        this.#wantsKey = true;
      }
      this.#encoder.encode(frame, { keyFrame: this.#wantsKey });
      this.#wantsKey = false;
    } catch {
      this.#break(this.#codec);
    } finally {
      frame.close();
    }
  }

  #open(codec) {
    return new VideoEncoder({
      output: (chunk) => {
        const body = new Uint8Array(chunk.byteLength);
        chunk.copyTo(body);
        const isKey = chunk.type === "key";
        this.emit("picture", { kind: isKey ? kind.key : kind.delta, body, config: isKey ? this.#config : null });
      },
      error: () => this.#break(codec),
    });
  }

  #break(codec) {
    this.#shut();
    this.emit("broken", codec);
  }

  async #still(frame) {
    this.#isDrawing = true;
    try {
      const { width, height } = this.#fit(frame);
      const canvas = new OffscreenCanvas(width, height);
      canvas.getContext("2d", { alpha: false }).drawImage(frame, 0, 0, width, height);
      const type = this.#codec.replace("still", "image");
      const blob = await canvas.convertToBlob({ type, quality: stillQuality });
      const config = { codec: this.#codec, width, height, scale: width / frame.displayWidth };
      this.emit("picture", { kind: kind.still, body: new Uint8Array(await blob.arrayBuffer()), config });
      this.#wantsKey = false;
    } finally {
      frame.close();
      setTimeout(() => { this.#isDrawing = false; }, 1000 / stillFramerateMax);
    }
  }

  // Even sides, as H.264 wants them, and none longer than the level allows. What comes may have been
  // made smaller already where it is captured: the pace's size is a part of the whole one.
  #fit({ displayWidth, displayHeight }) {
    const longest = Math.max(displayWidth, displayHeight);
    if (this.pace.now.scale === 1) this.#whole = longest;
    const most = Math.min(1, longestSideMax / longest, this.pace.now.scale * this.#whole / longest);
    const even = (side) => Math.max(2, Math.round(side * most / 2) * 2);
    return { width: even(displayWidth), height: even(displayHeight) };
  }
}

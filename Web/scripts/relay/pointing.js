// The viewer's hand: moves and strokes over the picture go to the sharer.
import { kind } from "./frames.js";
import { inkBody, phase, pointerBody, pointerState } from "./overlay.js";

const everyMilliseconds = 33;
const sharer = 0;

export class Pointing {
  tool = "point";
  colour = 0;
  #lastAt = 0;
  #isDown = false;

  /** `surface` receives the hand, `overlay` shows one's own ink at once. */
  constructor(surface, overlay, viewer) {
    this.overlay = overlay;
    this.viewer = viewer;
    surface.addEventListener("pointermove", (event) => this.#move(event, surface));
    surface.addEventListener("pointerdown", (event) => this.#down(event, surface));
    surface.addEventListener("pointerup", (event) => this.#up(event, surface));
    surface.addEventListener("pointerleave", () => this.#leave());
  }

  get #isAllowed() { return Boolean(this.viewer.rights.point) && this.viewer.isCompared; }

  #place(event, surface) {
    const box = surface.getBoundingClientRect();
    const part = (at, start, length) => Math.min(1, Math.max(0, (at - start) / length));
    return { x: part(event.clientX, box.left, box.width), y: part(event.clientY, box.top, box.height) };
  }

  #point({ x, y }, state) {
    this.viewer.send({ kind: kind.pointer, to: sharer }, pointerBody(x, y, state));
  }

  #ink(step, points) {
    const body = inkBody(step, this.colour, points);
    this.overlay.takeInk(this.viewer.you, body);
    this.viewer.send({ kind: kind.ink, to: sharer }, body);
  }

  #move(event, surface) {
    const now = performance.now();
    if (!this.#isAllowed || now - this.#lastAt < everyMilliseconds) return;
    this.#lastAt = now;
    const place = this.#place(event, surface);
    if (this.#isDown && this.tool === "draw") this.#ink(phase.on, [place]);
    this.#point(place, this.#isDown ? pointerState.pressed : pointerState.at);
  }

  #down(event, surface) {
    if (!this.#isAllowed || event.button !== 0) return;
    this.#isDown = true;
    surface.setPointerCapture(event.pointerId);
    const place = this.#place(event, surface);
    if (this.tool === "draw") this.#ink(phase.begin, [place]);
    this.#point(place, pointerState.pressed);
  }

  #up(event, surface) {
    if (!this.#isDown) return;
    this.#isDown = false;
    const place = this.#place(event, surface);
    if (this.tool === "draw") this.#ink(phase.end, [place]);
    this.#point(place, pointerState.at);
  }

  #leave() {
    if (this.#isAllowed) this.#point({ x: 0, y: 0 }, pointerState.hidden);
  }

  clear() { this.#ink(phase.clear, []); }
}

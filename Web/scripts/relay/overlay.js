// Pointers and ink over a picture: what a viewer shows is drawn above the sharer's preview.
const colours = ["#ffb81c", "#c2500c", "#0b5c6b", "#6b4c9a", "#3d7a2a", "#a3171c"];
const whole = 65_535;
const inkMilliseconds = 20_000;
const strokesMax = 200;
const pointsMax = 2_000;

export const phase = { begin: 0, on: 1, end: 2, clear: 3 };
export const pointerState = { at: 0, pressed: 1, hidden: 2 };

export function pointerBody(x, y, state) {
  const body = new DataView(new ArrayBuffer(5));
  body.setUint16(0, Math.round(x * whole));
  body.setUint16(2, Math.round(y * whole));
  body.setUint8(4, state);
  return new Uint8Array(body.buffer);
}

export function inkBody(step, colour, points = []) {
  const body = new DataView(new ArrayBuffer(2 + 4 * points.length));
  body.setUint8(0, step);
  body.setUint8(1, colour);
  points.forEach(({ x, y }, i) => {
    body.setUint16(2 + 4 * i, Math.round(x * whole));
    body.setUint16(4 + 4 * i, Math.round(y * whole));
  });
  return new Uint8Array(body.buffer);
}

/** Draws on a canvas laid over the picture; call `fit` when the picture's size has changed. */
export class Overlay {
  #pointers = new Map();
  #strokes = [];
  #frame = 0;

  constructor(canvas) {
    this.canvas = canvas;
  }

  takePointer(from, body) {
    if (body.length !== 5) return;
    const view = new DataView(body.buffer, body.byteOffset);
    const state = view.getUint8(4);
    if (state === pointerState.hidden) this.#pointers.delete(from);
    else this.#pointers.set(from, { x: view.getUint16(0) / whole, y: view.getUint16(2) / whole, state });
    this.#later();
  }

  takeInk(from, body) {
    if (body.length < 2) return;
    const view = new DataView(body.buffer, body.byteOffset);
    const points = [];
    for (let at = 2; at + 4 <= body.length; at += 4) {
      points.push({ x: view.getUint16(at) / whole, y: view.getUint16(at + 2) / whole });
    }
    this.#ink(from, view.getUint8(0), colours[view.getUint8(1)] ?? colours[0], points);
  }

  #ink(from, step, colour, points) {
    if (step === phase.clear) this.#strokes = this.#strokes.filter((stroke) => stroke.from !== from);
    else if (step === phase.begin) this.#strokes = [...this.#strokes, { from, colour, points }].slice(-strokesMax);
    else this.#strokes.findLast((stroke) => stroke.from === from)?.points.push(...points);
    const last = this.#strokes.findLast((stroke) => stroke.from === from);
    if (last) {
      last.points.length = Math.min(last.points.length, pointsMax);
      last.at = performance.now();
      setTimeout(() => this.#fade(), inkMilliseconds + 50);
    }
    this.#later();
  }

  #fade() {
    const now = performance.now();
    this.#strokes = this.#strokes.filter((stroke) => now - stroke.at < inkMilliseconds);
    this.#later();
  }

  clear() {
    this.#pointers.clear();
    this.#strokes = [];
    this.#later();
  }

  // Not an animation frame: the page may be behind another while its panel is in view.
  #later() {
    if (this.#frame) return;
    this.#frame = setTimeout(() => { this.#frame = 0; this.draw(); }, 16);
  }

  draw() {
    const { clientWidth, clientHeight } = this.canvas;
    const scale = this.canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    const [width, height] = [Math.round(clientWidth * scale), Math.round(clientHeight * scale)];
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    const context = this.canvas.getContext("2d");
    context.clearRect(0, 0, width, height);
    context.lineCap = context.lineJoin = "round";
    for (const stroke of this.#strokes) this.#drawStroke(context, stroke, width, height, scale);
    for (const pointer of this.#pointers.values()) this.#drawPointer(context, pointer, width, height, scale);
  }

  #drawStroke(context, { colour, points }, width, height, scale) {
    context.beginPath();
    points.forEach(({ x, y }, i) => context[i ? "lineTo" : "moveTo"](x * width, y * height));
    if (points.length === 1) context.lineTo(points[0].x * width + 0.1, points[0].y * height);
    for (const [style, line] of [["#ffffff", 6], [colour, 4]]) {
      context.strokeStyle = style;
      context.lineWidth = line * scale;
      context.stroke();
    }
  }

  #drawPointer(context, { x, y, state }, width, height, scale) {
    context.beginPath();
    context.arc(x * width, y * height, (state === pointerState.pressed ? 14 : 9) * scale, 0, 2 * Math.PI);
    context.fillStyle = colours[0];
    context.globalAlpha = 0.75;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = "#17212b";
    context.lineWidth = 2.5 * scale;
    context.stroke();
  }
}

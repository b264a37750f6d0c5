// Rectangles that nobody sees: painted over the picture before it reaches the encoder.

/** A rectangle has x, y, width and height as parts of the whole, 0 to 1. */
export class Masks {
  list = [];
  #canvas = null;

  get count() { return this.list.length; }
  add(rectangle) { if (this.list.length < 16) this.list = [...this.list, rectangle]; }
  clear() { this.list = []; }

  /** The same frame, or one with what is hidden painted over; the given frame is used up. */
  paint(frame) {
    if (this.list.length === 0) return frame;
    const { displayWidth: width, displayHeight: height, timestamp } = frame;
    if (this.#canvas?.width !== width || this.#canvas?.height !== height) {
      this.#canvas = new OffscreenCanvas(width, height);
    }
    const context = this.#canvas.getContext("2d", { alpha: false });
    context.drawImage(frame, 0, 0, width, height);
    frame.close();
    context.fillStyle = "#17212b";
    for (const { x, y, width: w, height: h } of this.list) {
      // Outwards to whole pixels: no seam may show what is beneath.
      const [left, top] = [Math.floor(x * width), Math.floor(y * height)];
      context.fillRect(left, top, Math.ceil((x + w) * width) - left, Math.ceil((y + h) * height) - top);
    }
    return new VideoFrame(this.#canvas, { timestamp });
  }
}

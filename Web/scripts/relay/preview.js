// The citizen's own picture: what is seen, the other's pointer and ink, and what is hidden.
import { Overlay } from "./overlay.js";

const bands = {
  top: { x: 0, y: 0, width: 1, height: 0.15 },
  bottom: { x: 0, y: 0.85, width: 1, height: 0.15 },
  left: { x: 0, y: 0, width: 0.2, height: 1 },
  right: { x: 0.8, y: 0, width: 0.2, height: 1 },
};
const smallest = 0.01;

export class Preview {
  #masks;
  #boxes = [];

  /** `onChange` is called when what is hidden has changed. */
  constructor(root, sharer, onChange) {
    this.root = root;
    this.video = root.querySelector("video");
    this.overlay = new Overlay(root.querySelector("canvas"));
    this.sharer = sharer;
    this.onChange = onChange;
    this.#masks = sharer.encoder.masks;
    sharer.on("pointer", ({ from, body }) => this.overlay.takePointer(from, body));
    sharer.on("ink", ({ from, body }) => this.overlay.takeInk(from, body));
    sharer.on("rights", () => { if (!sharer.rights.point) this.overlay.clear(); });
    root.addEventListener("pointerdown", (event) => this.#drag(event));
  }

  show(stream) {
    this.video.srcObject = stream;
    if (stream) this.video.play().catch(() => {}); else this.overlay.clear();
    this.root.hidden = stream === null;
  }

  /** Whether a finger draws what is hidden. */
  draws(isDrawing) { this.root.toggleAttribute("data-drawing", isDrawing); }

  hide(band) {
    if (band === "none") this.#masks.clear(); else this.#masks.add(bands[band]);
    this.#changed();
  }

  #changed() {
    for (const box of this.#boxes) box.remove();
    this.#boxes = this.#masks.list.map((mask) => this.#box(mask));
    this.sharer.encoder.repaint();
    this.onChange(this.#masks.count);
  }

  #box(mask) {
    const box = document.createElement("div");
    box.className = "panel-mask";
    this.#place(box, mask);
    this.root.append(this.root.ownerDocument.adoptNode(box));
    return box;
  }

  #place(box, { x, y, width, height }) {
    const sides = { insetInlineStart: x, insetBlockStart: y, inlineSize: width, blockSize: height };
    for (const [side, part] of Object.entries(sides)) box.style[side] = `${part * 100}%`;
  }

  #drag(start) {
    // A finger may only want to go past: it draws once the person has opened what hides.
    if (start.button !== 0 || (start.pointerType === "touch" && !this.root.hasAttribute("data-drawing"))) return;
    const frame = this.video.getBoundingClientRect();
    const at = (event) => ({
      x: Math.min(1, Math.max(0, (event.clientX - frame.left) / frame.width)),
      y: Math.min(1, Math.max(0, (event.clientY - frame.top) / frame.height)),
    });
    const from = at(start);
    const rectangle = (event) => {
      const to = at(event);
      return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
    };
    const box = this.#box({ ...from, width: 0, height: 0 });
    const move = (event) => this.#place(box, rectangle(event));
    const up = (event) => {
      this.root.removeEventListener("pointermove", move);
      box.remove();
      const mask = rectangle(event);
      if (mask.width < smallest || mask.height < smallest) return;
      this.#masks.add(mask);
      this.#changed();
    };
    this.root.setPointerCapture(start.pointerId);
    this.root.addEventListener("pointermove", move);
    this.root.addEventListener("pointerup", up, { once: true });
  }
}

// A whole computer by VNC, drawn by the system's own noVNC. Not encrypted end to end: the page says so.
import { show, tell } from "./elements.js";
import { Emitter } from "./emitter.js";
import { clock } from "./words.js";

export class DesktopView extends Emitter {
  #rfb = null;
  #isThere = false;
  #isOpening = false;

  constructor(root, viewer, say, csrf) {
    super();
    this.place = root.querySelector("[data-desktop]");
    this.section = root.querySelector("[data-vnc]");
    this.news = root.querySelector("[data-vnc-news]");
    this.viewer = viewer;
    this.say = say;
    this.csrf = csrf;
    root.querySelector('[data-act="vnc"]')?.addEventListener("click", () => this.#invite());
    viewer.on("desktop", ({ there }) => {
      this.#isThere = there;
      if (this.news && there) tell(this.news, say("vncThere"));
    });
  }

  get isSeen() { return this.#rfb !== null; }

  draw() {
    const { viewer } = this;
    const isShown = viewer.what === "vnc" && viewer.state === "sharing" && viewer.isCompared && !viewer.isOver;
    if (this.section) show(this.section, viewer.isCompared && !viewer.isOver && viewer.what !== "vnc");
    if (isShown && !this.#rfb && this.#isThere) this.#open();
    if (!isShown && viewer.state !== "paused") this.#close();
    if (this.#rfb) this.#rfb.viewOnly = !viewer.rights.control;
    show(this.place, this.#rfb !== null && viewer.state !== "paused");
  }

  #ask(path) {
    return fetch(`/api/v1/remote-sessions/${encodeURIComponent(this.viewer.session)}/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": this.csrf },
      body: path === "tickets" ? JSON.stringify({ role: "agent" }) : undefined,
    });
  }

  async #invite() {
    const answer = await this.#ask("vnc");
    if (!answer.ok) return tell(this.news, this.say("vncNone"));
    const { rfbID: id, host, port, expiresAt, socket } = await answer.json();
    this.socket = socket;
    this.news.dataset.id = id;
    tell(this.news, this.say("vncLead", { id, host, port, clock: clock(Date.parse(expiresAt)) }));
  }

  async #open() {
    if (this.#isOpening || !this.socket) return;
    this.#isOpening = true;
    try {
      const { default: RFB } = await import("/novnc/core/rfb.js");
      const { ticket } = await (await this.#ask("tickets")).json();
      this.place.hidden = false;
      const rfb = new RFB(this.place, this.socket, { wsProtocols: ["binary", `ticket.${ticket}`] });
      rfb.scaleViewport = true;
      rfb.viewOnly = true;
      rfb.addEventListener("disconnect", () => { this.#rfb = null; this.#isThere = false; this.emit("changed"); });
      this.#rfb = rfb;
    } catch {
      this.#isThere = false;
    }
    this.#isOpening = false;
    this.emit("changed");
  }

  #close() {
    const rfb = this.#rfb;
    this.#rfb = null;
    rfb?.disconnect();
  }
}

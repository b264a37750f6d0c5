// A whole computer by VNC, drawn by the system's own noVNC. Not encrypted end to end: the page says so.
import { show, tell } from "./elements.js";
import { Emitter } from "./emitter.js";
import { sheetAddress } from "./sheet.js";
import { clock, words } from "./words.js";

const nameLettersMax = 60;

/** A name that somebody's computer gives itself: one short line of visible letters. */
const plain = (name) => [...name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ")].slice(0, nameLettersMax).join("").trim();

export class DesktopView extends Emitter {
  #rfb = null;
  #isThere = false;
  #isOpening = false;
  // How often a computer was said to be there, and which of them was opened last.
  #arrivals = 0;
  #opened = 0;

  constructor(root, viewer, csrf) {
    super();
    const find = (name) => root.querySelector(`[data-${name}]`);
    Object.assign(this, { place: find("desktop"), section: find("vnc"), news: find("vnc-news"), sheet: find("vnc-sheet"), name: find("desktop-name") });
    Object.assign(this, { viewer, csrf, say: words("computer") });
    this.byPort = root.querySelector('[data-act="vnc-port"]');
    root.querySelector('[data-act="vnc"]')?.addEventListener("click", () => viewer.tell("invite-desktop", { form: "id" }));
    this.byPort?.addEventListener("click", () => viewer.tell("invite-desktop", { form: "port" }));
    viewer.on("connected", ({ desktops = [] }) => { this.forms = desktops; });
    viewer.on("desktop-invited", (invitation) => this.#invited(invitation));
    viewer.on("error", ({ about }) => { if (about === "invite-desktop" && this.news) tell(this.news, this.say("none")); });
    viewer.on("desktop", ({ there }) => {
      this.#isThere = there;
      if (there) this.#arrivals += 1;
      if (this.news && there) tell(this.news, this.say("there"));
    });
  }

  get isSeen() { return this.#rfb !== null; }

  draw() {
    const { viewer } = this;
    const isShown = viewer.what === "vnc" && viewer.state === "sharing" && viewer.isCompared && !viewer.isOver;
    if (this.section) show(this.section, Boolean(this.forms?.length) && viewer.isCompared && !viewer.isOver && viewer.what !== "vnc");
    if (this.byPort) show(this.byPort, Boolean(this.forms?.includes("port")));
    if (isShown && !this.#rfb && this.#isThere && this.#opened !== this.#arrivals) this.#open();
    if (!isShown && viewer.state !== "paused") this.#close();
    if (this.#rfb) this.#rfb.viewOnly = !viewer.rights.control;
    show(this.place, this.#rfb !== null && viewer.state !== "paused");
    if (this.name) show(this.name, this.#rfb !== null && this.name.textContent !== "");
  }

  #invited({ form, id, host, port, until }) {
    if (!this.news) return;
    Object.assign(this.news.dataset, { id: id ?? "", host, port });
    tell(this.news, this.say(form === "port" ? "leadPort" : "lead", { id, host, port, clock: clock(until) }));
    this.sheet.querySelector("a").href = sheetAddress(this.section.dataset.sheet, { form, id, host, port, until });
    this.sheet.hidden = false;
  }

  async #pass() {
    const answer = await fetch(`/api/v1/remote-sessions/${encodeURIComponent(this.viewer.session)}/tickets`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": this.csrf },
      body: JSON.stringify({ role: "agent" }),
    });
    return answer.json();
  }

  async #open() {
    if (this.#isOpening) return;
    this.#isOpening = true;
    this.#opened = this.#arrivals;
    try {
      const { default: RFB } = await import("/novnc/core/rfb.js");
      const { ticket, socket } = await this.#pass();
      this.place.hidden = false;
      const rfb = new RFB(this.place, socket.replace("/relay/", "/relay/rfb/"), { wsProtocols: ["binary", `ticket.${ticket}`] });
      rfb.scaleViewport = true;
      rfb.viewOnly = true;
      rfb.addEventListener("desktopname", ({ detail }) => {
        const name = plain(detail.name);
        if (this.name) tell(this.name, name && this.say("named", { name }));
        this.emit("changed");
      });
      rfb.addEventListener("disconnect", () => {
        if (this.#rfb === rfb) this.#rfb = null;
        this.emit("changed");
      });
      this.#rfb = rfb;
    } catch {
      this.#rfb = null;
    }
    this.#isOpening = false;
    this.emit("changed");
  }

  #close() {
    const rfb = this.#rfb;
    this.#rfb = null;
    if (this.name) tell(this.name, "");
    rfb?.disconnect();
  }
}

// The citizen's panel: always on top where the browser has Document Picture-in-Picture, else in a
// small window beside, or in the page. It is one element that moves, so that STOP is the same
// button everywhere.
const size = { width: 380, height: 520 };
const staysOnTop = "documentPictureInPicture" in globalThis;

// A telephone would open a whole tab.
export const canFloat = staysOnTop || matchMedia("(hover: hover) and (pointer: fine)").matches;

export class Panel {
  #home;
  #window = null;

  constructor(panel) {
    this.panel = panel;
    this.#home = panel.parentElement;
    addEventListener("pagehide", () => this.land());
  }

  get isFloating() { return this.panel.ownerDocument !== document; }
  /** The window in which the panel is: its timers run even when the page is behind others. */
  get window() { return this.panel.ownerDocument.defaultView ?? window; }

  /** Opens from a click of the person; false when the browser doesn't let it. */
  async float(onReturn = () => {}) {
    if (!canFloat || this.isFloating) return this.isFloating;
    try {
      const other = await this.#open();
      this.#window = other;
      this.#dress(other.document);
      other.document.body.append(this.panel);
      this.#play();
      other.addEventListener("pagehide", () => this.#return(onReturn));
      return true;
    } catch {
      return false;
    }
  }

  #open() {
    if (staysOnTop) return documentPictureInPicture.requestWindow(size);
    const other = window.open("", "", `popup,width=${size.width},height=${size.height}`);
    if (!other) throw new Error("The browser doesn't open a window now.");
    return other;
  }

  #return(onReturn) {
    this.#window = null;
    this.#home.append(document.adoptNode(this.panel));
    this.#play();
    onReturn();
  }

  land() { this.#window?.close(); }

  #dress(other) {
    other.documentElement.lang = document.documentElement.lang;
    other.title = document.title;
    other.body.dataset.room = document.body.dataset.room;
    other.body.className = "panel-window";
    for (const sheet of document.querySelectorAll("link[rel=stylesheet]")) {
      const link = other.createElement("link");
      link.rel = "stylesheet";
      link.href = sheet.href;
      other.head.append(link);
    }
  }

  // An element that changes its document stops playing.
  #play() {
    for (const video of this.panel.querySelectorAll("video")) if (video.srcObject) video.play().catch(() => {});
  }
}

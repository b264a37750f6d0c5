// The citizen's panel: always on top where the browser has Document Picture-in-Picture, else at
// the side of the page. It is one element that moves, so that STOP is the same button everywhere.
export const canFloat = "documentPictureInPicture" in globalThis;

export class Panel {
  #home;

  constructor(panel) {
    this.panel = panel;
    this.#home = panel.parentElement;
  }

  get isFloating() { return this.panel.ownerDocument !== document; }
  /** The window in which the panel is: its timers run even when the page is behind others. */
  get window() { return this.panel.ownerDocument.defaultView ?? window; }

  /** Opens from a click of the person; false when the browser doesn't let it. */
  async float(onReturn = () => {}) {
    if (!canFloat || this.isFloating) return this.isFloating;
    try {
      const pip = await documentPictureInPicture.requestWindow({ width: 380, height: 520 });
      this.#dress(pip.document);
      pip.document.body.append(this.panel);
      this.#play();
      pip.addEventListener("pagehide", () => {
        this.#home.append(document.adoptNode(this.panel));
        this.#play();
        onReturn();
      });
      return true;
    } catch {
      return false;
    }
  }

  land() { if (this.isFloating) documentPictureInPicture.window?.close(); }

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

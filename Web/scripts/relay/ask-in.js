// Asks a colleague into the session, as an interpreter or as an agent who can take over.
import { show, tell } from "./elements.js";

export class AskIn {
  constructor(form, viewer, say, csrf) {
    this.form = form;
    this.viewer = viewer;
    const news = form.querySelector("[data-ask-in-news]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { user, role } = form.elements;
      const answer = await fetch(`/api/v1/remote-sessions/${encodeURIComponent(viewer.session)}/invitations`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
        body: JSON.stringify({ user: user.value, role: role.value }),
      }).catch(() => null);
      const name = user.selectedOptions[0]?.textContent ?? "";
      tell(news, say(answer?.ok ? "askedIn" : "notAskedIn", { name }));
    });
  }

  /** Who leads asks others in; without colleagues there is nobody to ask. */
  draw() {
    const { viewer } = this;
    show(this.form, !viewer.isOver && viewer.lead === viewer.you && this.form.elements.user.options.length > 0);
  }
}

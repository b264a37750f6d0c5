// One's own office computer, drawn by the system's own noVNC, until it is left or the hours end.
import { show, tell } from "./relay/elements.js";
import { clock, words } from "./relay/words.js";

export default async function officeDesktop(root) {
  const say = words("desktops");
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [place, state, warning] = [find("desktop"), find("state"), find("warning")];
  const [endsAt, warnAt] = [Number(root.dataset.endsAt), Number(root.dataset.warnAt)];
  // The server's clock decides, whatever this machine's says.
  const ahead = Number(root.dataset.now) - Date.now();
  const now = () => Date.now() + ahead;
  let rfb = null;

  const over = (text) => {
    rfb = null;
    show(place, false);
    show(warning, false);
    tell(state, text);
    show(find("again"), true);
    show(find("leave"), false);
  };
  if (root.dataset.over !== undefined) return over(say("over"));

  const answer = await fetch(root.dataset.ticket, { method: "POST", headers: { "X-CSRF-Token": root.dataset.csrf } });
  if (!answer.ok) return over(say("over"));
  const { socket, ticket } = await answer.json();
  tell(state, say("calling"));
  const { default: RFB } = await import("/novnc/core/rfb.js");
  rfb = new RFB(place, socket, { wsProtocols: ["binary", `ticket.${ticket}`] });
  rfb.scaleViewport = true;
  let isSeen = false;
  rfb.addEventListener("connect", () => {
    isSeen = true;
    tell(state, say("connected", { clock: clock(endsAt) }));
    rfb.focus();
  });
  rfb.addEventListener("disconnect", () => {
    if (!rfb) return;
    over(now() >= endsAt - 2_000 ? say("hoursOver") : isSeen ? say("over") : say("noAnswer"));
  });
  find("leave").addEventListener("click", () => {
    rfb?.disconnect();
    over(say("left"));
  });
  setInterval(() => {
    if (!rfb || now() < warnAt) return;
    show(warning, true);
    tell(warning, say("warning", { clock: clock(endsAt) }));
  }, 1000);
}

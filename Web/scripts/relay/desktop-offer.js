// The citizen's side of a whole computer by VNC: how to do it, whether it is theirs, and their leave.
import { element } from "./elements.js";
import { sheetAddress } from "./sheet.js";
import { clock, words } from "./words.js";

const sheet = "/assist/computer";

/** Asks the citizen about what dials in; `place` is where the invitation is shown. */
export function desktopOffer(sharer, questions, say, place, agentName) {
  const other = words("computer");
  const withdraw = () => place.replaceChildren();

  sharer.on("desktop-invited", ({ form, id, host, port, until }) => {
    const link = element("a", { href: sheetAddress(sheet, { form, id, host, port, until }), target: "_blank", rel: "noopener" }, other("sheet"));
    place.replaceChildren(element("p", { className: "notice" },
      element("span", {}, other("offered", { name: agentName(), clock: clock(until) }), " ", link)));
  });
  sharer.on("desktop", ({ there }) => {
    questions.drop("desktop");
    if (!there) { if (sharer.isDesktop) sharer.unshare(); return; }
    withdraw();
    if (sharer.isDesktop) return;
    questions.ask("desktop", say("asksDesktop", { name: agentName() }), [
      { text: say("yes"), act: () => sharer.shareDesktop() },
      { text: say("no"), weight: "quiet", act: () => {} },
    ], say("asksDesktopNote"));
  });
  // Two computers with one number: somebody may have overheard it.
  sharer.on("another-desktop", ({ there }) => {
    questions.drop("another-desktop");
    if (!there) return;
    questions.ask("another-desktop", other("asksAnother"), [
      { text: other("first"), act: () => sharer.tell("take-desktop", { another: false }) },
      { text: other("another"), weight: "quiet", act: () => sharer.tell("take-desktop", { another: true }) },
    ], other("asksAnotherNote"));
  });
  sharer.on("over", withdraw);
}

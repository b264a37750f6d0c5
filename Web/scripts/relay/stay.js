// The page that captures a screen can't be loaded anew without losing it: no browser lets a capture
// outlive its page. So what a person wants from F5, a fresh connection, is done in place; leaving by
// another way asks first, and takes the picture away from the viewers at once.
import { facts } from "./keep.js";

/** `onReturn` is called when the page has been left and is back: something was shown before. */
export function stay(sharer, onReturn) {
  const shares = () => sharer.stream !== null && !sharer.isOver;
  addEventListener("keydown", (event) => {
    const isReload = event.key === "F5" || (event.key.toLowerCase() === "r" && (event.ctrlKey || event.metaKey));
    if (!isReload || event.shiftKey || !shares()) return;
    event.preventDefault();
    sharer.line.redial();
  });
  addEventListener("beforeunload", (event) => { if (shares()) event.preventDefault(); });
  addEventListener("pagehide", () => {
    if (!shares()) return;
    facts.change(sharer.session, { hasShared: true });
    sharer.unshare();
  });
  sharer.on("connected", () => {
    if (!facts.read(sharer.session).hasShared) return;
    facts.change(sharer.session, { hasShared: undefined });
    onReturn();
  });
}

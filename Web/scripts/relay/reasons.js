// Why a session ended, as a sentence of the page.
const known = new Set([
  "stopped", "finished", "captured-ended", "refused", "words-differ", "idle", "not-reconfirmed",
  "expired", "removed", "too-long",
]);

/** `by` is whose deed it was, `you` the reader. */
export function sentence(say, { reason, code, by }, you) {
  if (reason === "stopped" && by === 0 && you === 0) return say("stoppedByYou");
  if (known.has(reason)) return say(reason);
  if (reason === "left") return say("youLeft");
  if (reason === "lost") return say("connectionLost");
  if (code === 4001) return say("refused");
  if (code === 4002) return say("words-differ");
  return say("gone");
}

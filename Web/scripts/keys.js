// The desk by keyboard: j and k along the list, a letter or digit for each data-key, ? for help.
const isTyping = (target) => target.closest("input:not([type=radio]), textarea, select, dialog");

function step(by) {
  const lines = [...document.querySelectorAll(".line-name")];
  if (lines.length === 0) return;
  const current = document.activeElement.closest(".line")?.querySelector(".line-name")
    ?? document.querySelector(".line-name[aria-current]");
  const at = lines.indexOf(current);
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), lines.length - 1);
  lines[next].focus();
}

function press(element) {
  if (element.matches("select")) return element.focus();
  element.click();
  if (!element.matches("summary")) return;
  const fold = element.parentElement;
  (fold.querySelector("input:checked") ?? fold.querySelector("input:not([type=hidden])"))?.focus();
}

export default function keys(body) {
  const help = document.getElementById(body.dataset.keysHelp);
  for (const button of document.querySelectorAll(`[data-opens="${help?.id}"]`)) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
    if (isTyping(event.target) || help?.open) return;
    if (event.key === "?") help?.showModal();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else {
      const element = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!element) return;
      press(element);
    }
    event.preventDefault();
  });
}

// The live list: on any event it fetches the list again and changes lines where they stand.
// Lines never move under the hand; new ones wait behind a button while the list is in use.
import { attach } from "./site.js";

const settleMilliseconds = 250;

export default function liveList(root) {
  const news = root.querySelector("[data-live-news]");
  let fresh = null;
  let waiting = null;
  let overdue = false;

  const isInUse = () => root.matches(":hover") || root.contains(document.activeElement);
  const lines = (list) => new Map([...list.querySelectorAll(".line")].map((line) => [line.id, line]));

  const announce = (text, action) => {
    if (news.dataset.said === text) return;
    news.dataset.said = text;
    news.replaceChildren();
    if (!text) return;
    if (!action) return news.append(text);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: text });
    button.dataset.size = "small";
    button.addEventListener("click", action);
    news.append(button);
  };

  const replaceAll = () => {
    const held = document.activeElement.closest?.(".line")?.id;
    const list = root.querySelector("[data-list]");
    list.replaceWith(fresh);
    attach(fresh);
    if (held) document.getElementById(held)?.querySelector(".line-name")?.focus({ preventScroll: true });
    announce("");
  };

  const merge = () => {
    const old = lines(root);
    const next = lines(fresh);
    let added = 0;
    for (const [id, line] of old) line.toggleAttribute("data-gone", !next.has(id));
    for (const [id, line] of next) {
      const shown = old.get(id);
      if (!shown) added += 1;
      else if (!shown.contains(document.activeElement) && shown.innerHTML !== line.innerHTML) {
        const copy = line.cloneNode(true);
        shown.replaceWith(copy);
        attach(copy);
      }
    }
    if (added > 0) announce(root.dataset.new.replace("{count}", added), replaceAll);
    else announce("");
  };

  const count = (page) => {
    for (const link of page.querySelectorAll("[data-queue]")) {
      const shown = document.querySelector(`.queues [data-queue="${CSS.escape(link.dataset.queue)}"]`);
      if (shown && shown.textContent !== link.textContent) shown.replaceChildren(...link.childNodes);
    }
  };

  // What is told above the list: changed only when it says something else, so that it is said once.
  const tellNews = (page) => {
    const [shown, next] = [root.querySelector("[data-desk-news]"), page.querySelector("[data-desk-news]")];
    if (!shown || !next || shown.textContent === next.textContent || shown.contains(document.activeElement)) return;
    shown.replaceChildren(...next.childNodes);
  };

  const refresh = async () => {
    waiting = null;
    const answer = await fetch(root.dataset.source, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return announce(root.dataset.lost);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    fresh = page.querySelector("[data-list]");
    if (!fresh) return;
    count(page);
    tellNews(page);
    overdue = false;
    if (isInUse()) merge(); else replaceAll();
  };

  const soon = () => { waiting ??= setTimeout(refresh, settleMilliseconds); };
  const events = new EventSource(root.dataset.events);
  events.onopen = () => { if (overdue) soon(); };
  events.onerror = () => { overdue = true; announce(root.dataset.lost); };
  events.onmessage = soon;
  for (const name of ["ready", "callback", "ticket", "alarm"]) events.addEventListener(name, soon);
}

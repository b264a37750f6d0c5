// Gives life to what carries data-behaviour="name …"; without this every page still works.
const behaviours = {
  "agent-session": () => import("./relay/agent-session.js"),
  "assist": () => import("./relay/assist.js"),
  "assist-session": () => import("./relay/assist-session.js"),
  "computer-sheet": () => import("./computer-sheet.js"),
  "documents": () => import("./documents.js"),
  "error-summary": () => import("./error-summary.js"),
  "keys": () => import("./keys.js"),
  "live-list": () => import("./live-list.js"),
  "once": () => import("./once.js"),
  "office-desktop": () => import("./office-desktop.js"),
  "one-window": () => import("./one-window.js"),
  "print": () => import("./print.js"),
  "relative": () => import("./relative.js"),
  "timer": () => import("./timer.js"),
};

/** Attaches the behaviours of an element and of everything inside it, each once. */
export function attach(root) {
  const elements = [root, ...root.querySelectorAll("[data-behaviour]")];
  for (const element of elements) {
    for (const name of (element.dataset?.behaviour ?? "").split(" ")) {
      if (!behaviours[name] || element.matches(`[data-attached~="${name}"]`)) continue;
      element.dataset.attached = `${element.dataset.attached ?? ""} ${name}`.trim();
      behaviours[name]().then((module) => module.default(element));
    }
  }
}

attach(document.documentElement);

// Keeps "in 12 min" true while the page stays open.
const language = document.documentElement.lang;
const words = new Intl.RelativeTimeFormat(language, { style: "short", numeric: "auto" });
const elements = new Set();

export function distance(milliseconds) {
  const minutes = Math.round(milliseconds / 60_000);
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  if (Math.abs(hours) < 36) return words.format(hours, "hour");
  return words.format(Math.round(hours / 24), "day");
}

function tell() {
  const now = Date.now();
  for (const element of elements) {
    if (!element.isConnected) elements.delete(element);
    else element.textContent = distance(Date.parse(element.dateTime) - now);
  }
}

export default function relative(element) {
  // The first words are the server's; the clock takes over from the next half minute on.
  elements.add(element);
}

setInterval(tell, 30_000);

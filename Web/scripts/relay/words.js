// The page's own sentences, from its <template data-words>; {name} stands for what is filled in.
export function words(set) {
  const template = document.querySelector(`template[data-words="${set}"]`);
  const all = new Map();
  for (const line of template?.content.querySelectorAll("[data-word]") ?? []) {
    all.set(line.dataset.word, line.textContent);
  }
  return (key, values = {}) =>
    (all.get(key) ?? "").replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

const language = document.documentElement.lang;

export const clock = (milliseconds) =>
  new Date(milliseconds).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });

/** 0:42, 12:05, 1:02:05 */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export const size = (bytes) => bytes < 1_000_000
  ? `${Math.max(1, Math.round(bytes / 1000))} kB`
  : `${(bytes / 1_000_000).toLocaleString(language, { maximumFractionDigits: 1 })} MB`;

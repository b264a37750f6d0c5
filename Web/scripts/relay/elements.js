// Small verbs on the page's own elements. Other people's words only ever become text.

/** An element with attributes, data-… under `data`, and children that are text or elements. */
export function element(tag, { data = {}, ...attributes } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), attributes);
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
}

/** A button as the pages have them. */
export function button(text, press, { weight, small = false } = {}) {
  const data = {};
  if (weight) data.weight = weight;
  if (small) data.size = "small";
  const made = element("button", { type: "button", className: "button", data }, text);
  made.addEventListener("click", press);
  return made;
}

/** Shows or hides, and says whether it has just appeared. */
export function show(element, isShown) {
  const appears = isShown && element.hidden;
  element.hidden = !isShown;
  return appears;
}

/** Changes a text only when it differs, so that a screen reader says it once. */
export function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

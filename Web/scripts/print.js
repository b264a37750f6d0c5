// A button that prints the page; a browser's printing saves as PDF too.
export default function print(button) {
  button.hidden = false;
  button.addEventListener("click", () => globalThis.print());
}

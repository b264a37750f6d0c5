// Takes the focus when a form came back, and leads from each reason to its field.
export default function errorSummary(summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const field = target.matches("input, textarea, select")
      ? target
      : target.querySelector("input:checked, input, textarea, select") ?? target;
    field.closest("details")?.setAttribute("open", "");
    target.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}

// Adds a document from the agent's own computer to the ticket that is open.
import { typeOf } from "./relay/file-types.js";
import { putIntoTicket } from "./ticket-files.js";

export default function documents(root) {
  const { address, csrf, lost, underWay, kept } = root.dataset;
  const form = root.querySelector("[data-document-form]");
  const news = root.querySelector("[data-document-news]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [file] = form.elements.document.files;
    if (!file || form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    news.textContent = underWay;
    const trouble = await putIntoTicket(address, { blob: file, name: file.name, type: typeOf(file) || "application/octet-stream", csrf }, { noNetwork: lost });
    form.ariaBusy = "false";
    news.textContent = trouble ?? kept;
    if (trouble) return;
    form.reset();
    const page = await fetch(location.href).then((answer) => answer.text()).catch(() => "");
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[data-documents]");
    if (fresh) root.querySelector("[data-documents]").replaceWith(fresh);
  });
}

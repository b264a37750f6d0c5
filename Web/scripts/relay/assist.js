// The citizen sees who asks, and says yes or no. Nothing is used up before the yes.
import { facts } from "./keep.js";
import { words } from "./words.js";

export const canShareScreen = () => Boolean(navigator.mediaDevices?.getDisplayMedia) && isSecureContext;

export default function assist(root) {
  const say = words("assist");
  const form = root.querySelector("[data-join-form]");
  const error = root.querySelector("[data-join-error]");
  const { code } = root.dataset;
  root.querySelector("[data-cannot]").hidden = canShareScreen();

  const show = (step) => {
    for (const section of root.querySelectorAll("[data-step]")) section.hidden = section.dataset.step !== step;
    root.querySelector(`[data-step="${step}"] h1`).focus();
  };

  const fail = (text) => {
    error.textContent = text;
    error.hidden = false;
    root.querySelector("[data-join-question]").toggleAttribute("data-faulty", true);
    root.querySelector("#name").setAttribute("aria-describedby", "name-error");
  };

  const join = async () => {
    const name = form.elements.name.value.trim();
    const answer = await fetch("/api/v1/remote-sessions/join", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(name ? { code, name } : { code }),
    }).catch(() => null);
    if (!answer) return fail(say("noNetwork"));
    if (answer.status === 429) return fail(say("tooMany"));
    if (!answer.ok) return fail(say("unknownCode"));
    const { id, socket, ticket, iceServers } = await answer.json();
    facts.change(id, { admission: { socket, ticket, iceServers } });
    location.assign("/assist");
  };

  // Until here a yes would have got lost on a slow line.
  form.querySelector("[type=submit]").disabled = false;
  let isAsking = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    await join();
    isAsking = false;
  });
  root.querySelector('[data-act="decline"]').addEventListener("click", () => show("declined"));
}

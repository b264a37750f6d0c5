// The agent's page of a session: the picture takes the room, the ladder and STOP stand beside it.
import { ViewersCall } from "./call-sides.js";
import { CallView } from "./call-view.js";
import { decodable } from "./codecs.js";
import { DesktopView } from "./desktop-view.js";
import { button, element, show, tell } from "./elements.js";
import { fileLines } from "./file-lines.js";
import { ticketAsker } from "./line.js";
import { Overlay } from "./overlay.js";
import { Picture } from "./picture.js";
import { Pointing } from "./pointing.js";
import { sentence } from "./reasons.js";
import { AskIn } from "./ask-in.js";
import { showSpoken } from "./spoken.js";
import { Talk } from "./talk.js";
import { putIntoTicket } from "../ticket-files.js";
import { Viewer } from "./viewer.js";
import { clock, duration, words } from "./words.js";

const askedMilliseconds = 20_000;

export default async function agentSession(root) {
  const { session, role, csrf, me, ticket } = root.dataset;
  const say = words("session");
  const find = (name) => root.querySelector(`[data-${name}]`);
  const act = {};
  for (const control of root.querySelectorAll("[data-act]")) act[control.dataset.act] = control;
  const parts = { state: find("state"), time: find("time"), screen: find("screen"), empty: find("empty"), spoken: find("spoken"), people: find("people"), talk: find("talk") };
  if (!globalThis.crypto?.subtle) return tell(parts.empty, say("noDecoder"));

  const picture = new Picture(find("picture"));
  const overlay = new Overlay(find("ink"));
  const viewer = new Viewer(session, ticketAsker(session, { role, csrf }), picture, await decodable());
  const pointing = new Pointing(find("ink"), overlay, viewer);
  const talk = new Talk(parts.talk, viewer, (number) => number === viewer.you ? me : viewer.name(number) || say("sharer"));
  const attach = fileLines(parts.talk, viewer, talk, say, {
    label: say("sendFile"), receiver: () => viewer.isCompared ? 0 : null,
    keep: ({ name, blob, digest }) => putIntoTicket(`/api/v1/tickets/${ticket}/attachments`,
      { blob, name, type: blob.type, csrf, from: "citizen", digest }, { noNetwork: say("lost") }),
  });
  new CallView(find("call"), new ViewersCall(viewer), say, {
    name: (number) => viewer.name(number) || say("sharer"), isReady: () => viewer.isCompared,
  });
  const desktop = new DesktopView(root, viewer, csrf);
  const askIn = new AskIn(find("ask-in"), viewer, say, csrf);
  const asked = new Map();
  const said = new Set();
  const sharer = () => viewer.people.get(0);
  const citizenName = () => sharer()?.name || say("sharer");

  const state = () => {
    if (viewer.isOver) return "";
    if (viewer.state === "lost") return say("lost");
    if (!sharer()) return say("waiting");
    if (!sharer().connected) return say("old");
    if (!viewer.me?.accepted) return say("unaccepted", { name: citizenName() });
    if (!viewer.isCompared) return say(said.has(viewer.digits) ? "comparedWait" : "compareTitle");
    if (viewer.state === "paused") return say("paused");
    if (!viewer.what) return say("noPicture");
    if (viewer.what === "vnc") return `${say("vnc")} · ${say("plain")}`;
    return `${say(viewer.what === "screen" ? "wholeScreen" : viewer.what)} · ${say("encrypted")}`;
  };

  const drawRung = (rung) => {
    const right = rung.dataset.rung;
    const given = right === "see" ? viewer.state === "sharing" : !viewer.isOver && viewer.rights[right];
    const ask = rung.querySelector("[data-ask]");
    const until = typeof given === "number" ? ` ${say("until", { clock: clock(given) })}` : "";
    const isAsked = !given && !viewer.isOver && asked.get(right) > Date.now();
    tell(rung.querySelector(".rung-state"), given ? say("granted") + until : say(isAsked ? "asked" : "notGranted"));
    rung.toggleAttribute("data-given", Boolean(given));
    if (ask) show(ask, !given && !isAsked && viewer.isCompared && !viewer.isOver);
    if (right === "control") show(rung, viewer.what === "vnc");
  };

  const drawPeople = () => {
    const lines = [...viewer.people.values()].map((person) => {
      const facts = [say(person.role)];
      if (person.id === viewer.lead) facts.push(say("lead"));
      if (!person.connected) facts.push(say("away"));
      const line = element("li", {}, element("strong", {}, person.name || say("sharer")), ` ${facts.join(" · ")}`);
      const mayLead = viewer.lead === viewer.you && person.role === "agent" && person.id !== viewer.you && person.cleared;
      if (mayLead) line.append(" ", button(say("handOver"), () => viewer.handOver(person.id), { small: true, weight: "quiet" }));
      return line;
    });
    if (lines.map((line) => line.textContent).join() !== [...parts.people.children].map((line) => line.textContent).join()) parts.people.replaceChildren(...lines);
  };

  const draw = () => {
    const text = state();
    tell(parts.state, text);
    const isSeen = Boolean(picture.shown) && viewer.state !== "paused" && !viewer.isOver;
    show(parts.screen, isSeen);
    parts.screen.toggleAttribute("data-old", sharer()?.connected === false || viewer.state === "lost");
    desktop.draw();
    if (!viewer.isOver) tell(parts.empty, isSeen || desktop.isSeen ? "" : text);
    const invite = find("invite");
    if (invite) show(invite, !sharer() && !viewer.isOver);
    show(find("compare"), Boolean(viewer.digits) && !viewer.isCompared && !viewer.isOver && sharer()?.connected === true);
    showSpoken(parts.spoken, viewer.pairs.get(0), sharer()?.language);
    tell(find("compare-lead"), say(said.has(viewer.digits) ? "comparedWait" : "compareLead"));
    show(find("compare-acts"), !said.has(viewer.digits));
    for (const rung of root.querySelectorAll("[data-rung]")) drawRung(rung);
    show(find("tools"), isSeen);
    for (const tool of root.querySelectorAll("[data-tool]")) {
      tool.disabled = !viewer.rights.point;
      tool.ariaPressed = String(tool.dataset.tool === pointing.tool);
    }
    show(parts.talk, viewer.isCompared || viewer.isOver);
    show(attach, Boolean(viewer.rights.files) && viewer.isCompared && !viewer.isOver);
    // Who only helps along leaves; who leads or supervises can end it for everybody.
    show(act.stop, !viewer.isOver && (viewer.you === null || viewer.lead === viewer.you || role === "supervisor"));
    show(act.leave, !viewer.isOver && viewer.me !== undefined && viewer.lead !== viewer.you);
    askIn.draw();
    drawPeople();
  };

  viewer.on("changed", draw);
  picture.on("drawn", ({ width, height }) => {
    if (!parts.screen.hidden && parts.screen.dataset.size === `${width}×${height}`) return;
    parts.screen.dataset.size = `${width}×${height}`;
    draw();
    overlay.draw();
  });
  picture.on("forgotten", () => { overlay.clear(); delete parts.screen.dataset.size; });
  desktop.on("changed", draw);
  viewer.on("over", (end) => tell(parts.empty, `${say("endedTitle")}. ${sentence(say, end)}`));

  const compare = (same) => {
    said.add(viewer.digits);
    viewer.compared(0, same);
    draw();
  };
  const acts = {
    same: () => compare(true),
    different: () => compare(false),
    stop: () => viewer.end(),
    leave: () => viewer.leave(),
    clear: () => pointing.clear(),
    full: () => find("stage").requestFullscreen?.(),
  };
  for (const [name, press] of Object.entries(acts)) act[name].addEventListener("click", press);
  for (const control of root.querySelectorAll("[data-ask]")) {
    control.addEventListener("click", () => {
      asked.set(control.dataset.ask, Date.now() + askedMilliseconds);
      viewer.ask(control.dataset.ask);
      draw();
    });
  }
  for (const tool of root.querySelectorAll("[data-tool]")) {
    tool.addEventListener("click", () => { pointing.tool = tool.dataset.tool; draw(); });
  }
  const invite = find("invite");
  if (invite) tell(find("code-lead"), say("codeLead", { clock: clock(Number(invite.dataset.expires)) }));
  setInterval(() => {
    tell(parts.time, viewer.openedAt && !viewer.isOver ? duration(viewer.now() - viewer.openedAt) : "");
    draw();
  }, 1000);
  draw();
  viewer.connect();
}

// The citizen's page in a session. It only shows what the sharer is, and passes on what is pressed.
import { canShareScreen } from "./assist.js";
import { CitizensCall } from "./call-sides.js";
import { CallView } from "./call-view.js";
import { encodable } from "./codecs.js";
import { desktopOffer } from "./desktop-offer.js";
import { show, tell } from "./elements.js";
import { fileLines } from "./file-lines.js";
import { facts } from "./keep.js";
import { ticketAsker } from "./line.js";
import { canFloat, Panel } from "./panel.js";
import { Preview } from "./preview.js";
import { Questions } from "./questions.js";
import { sentence } from "./reasons.js";
import { fillReceipt } from "./receipt.js";
import { Sharer } from "./sharer.js";
import { showSpoken } from "./spoken.js";
import { stay } from "./stay.js";
import { Talk } from "./talk.js";
import { clock, duration, words } from "./words.js";

export default async function assistSession(root) {
  const { session, agent } = root.dataset;
  const [say, other] = [words("assist"), words("session")];
  const find = (name) => root.querySelector(`[data-${name}]`);
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  if (!globalThis.crypto?.subtle) return tell(find("waiting"), other("noDecoder"));

  const abilities = { sends: await encodable(), canShare: canShareScreen() };
  const box = find("panel");
  const panel = new Panel(box);
  const sharer = new Sharer(session, ticketAsker(session), abilities, () => panel.window);
  const [act, rights] = [{}, {}];
  for (const button of root.querySelectorAll("[data-act]")) act[button.dataset.act] = button;
  for (const box of root.querySelectorAll("[data-right]")) rights[box.dataset.right] = box;
  const parts = {
    news: find("news"), waiting: find("waiting"), spoken: find("spoken"), compareLead: find("compare-lead"),
    compareActs: find("compare-acts"), compareWait: find("compare-wait"), who: find("who"), time: find("time"),
    title: find("sharing-title"), hidden: find("hidden"), talk: find("talk"), floating: find("floating"),
  };
  const questions = new Questions(find("questions"));
  const preview = new Preview(find("preview"), sharer, (count) => tell(parts.hidden, count ? say("hidden", { count }) : ""));
  const nameOf = (number) => number === 0 ? other("you") : sharer.name(number);
  const talk = new Talk(parts.talk, sharer, nameOf);
  const said = new Set();
  const [control, hide] = [find("control"), find("hide")];

  const viewers = () => [...sharer.people.values()].filter(({ id }) => id !== 0);
  const main = () => viewers().find(({ id }) => id === sharer.lead) ?? viewers()[0];
  const agentName = () => main()?.name || agent;
  const uncompared = () => viewers().find(({ id, accepted, cleared }) => accepted && !cleared && sharer.pairs.has(id));
  const cleared = () => viewers().filter(({ cleared }) => cleared);

  fileLines(parts.talk, sharer, talk, other, {
    label: say("attach"),
    receiver: () => cleared().find(({ id }) => id === sharer.lead)?.id ?? cleared()[0]?.id ?? null,
    before: () => { if (!sharer.rights.files) sharer.grant("files"); },
  });

  const call = new CitizensCall(sharer);
  new CallView(find("call"), call, other, { name: nameOf, isReady: () => cleared().length > 0 });
  call.on("withdrawn", ({ from }) => questions.drop(`call ${from}`));
  call.on("asked", ({ from }) => questions.ask(`call ${from}`, other("callAsks", { name: sharer.name(from) }), [
    { text: say("yes"), act: () => call.answer(from, true) },
    { text: say("no"), weight: "quiet", act: () => call.answer(from, false) },
  ], other("callAsksNote")));

  // Who was named on the page where the citizen said yes comes in; everybody else is asked about.
  const meet = (person) => {
    if (person.id === 0 || person.accepted || questions.has(`join ${person.id}`)) return;
    if (person.role === "agent" && person.name === agent && !viewers().some(({ accepted }) => accepted)) return sharer.accept(person.id);
    questions.ask(`join ${person.id}`, say("asksJoin", { name: person.name, role: other(person.role) }), [
      { text: say("yes"), act: () => sharer.accept(person.id) },
      { text: say("no"), weight: "quiet", act: () => sharer.refuse(person.id) },
    ]);
  };
  const news = (text) => { tell(parts.news, text); show(parts.news, text !== ""); };

  const focus = (section) => section.querySelector("[tabindex]")?.focus({ preventScroll: false });
  const drawCompare = () => {
    const person = uncompared();
    if (show(part("compare"), Boolean(person) && !sharer.isOver)) focus(part("compare"));
    if (!person) return;
    const key = `${person.id} ${sharer.pairs.get(person.id).digits}`;
    showSpoken(parts.spoken, sharer.pairs.get(person.id), document.documentElement.lang);
    tell(parts.compareLead, say("compareLead", { name: person.name }));
    tell(parts.compareWait, say("comparedWait", { name: person.name }));
    show(parts.compareActs, !said.has(key));
    show(parts.compareWait, said.has(key));
  };

  const draw = () => {
    const { isOver, isSharing, isPaused } = sharer;
    const ready = cleared().length > 0 && !isOver;
    show(part("waiting"), !isOver && !isSharing && !ready && !uncompared());
    tell(parts.waiting, sharer.you === null ? say("connecting") : say("waiting", { name: agentName() }));
    drawCompare();
    if (show(part("choose"), ready && !isSharing)) focus(part("choose"));
    show(part("sharing"), isSharing);
    tell(parts.title, isPaused ? say("pausedTitle") : say("sharingTitle", { name: agentName() }));
    tell(find("sharing-hint"), say(sharer.what === "camera" ? "cameraHint" : "sharingHint"));
    show(act.change, abilities.canShare);
    show(part("allow"), ready);
    show(find("showing-acts"), isSharing);
    show(box, !isOver && sharer.you !== null);
    show(parts.talk, ready);
    tell(parts.who, isPaused ? say("pausedTitle") : isSharing ? say("sharingTitle", { name: cleared().map(({ name }) => name).join(", ") || agentName() }) : "");
    show(act.pause, isSharing);
    tell(act.pause, isPaused ? say("resume") : say("pause"));
    show(act.float, canFloat && isSharing && !panel.isFloating);
    show(act.attach, ready);
    show(parts.floating, panel.isFloating && !isOver);
    show(control, sharer.isDesktop);
    show(hide, isSharing && !sharer.isDesktop);
    for (const [right, box] of Object.entries(rights)) {
      const given = ready && sharer.rights[right];
      box.checked = Boolean(given);
      tell(root.querySelector(`[data-until="${right}"]`), typeof given === "number" ? say("rightUntil", { clock: clock(given) }) : "");
    }
    if (sharer.state === "lost") news(other("lost"));
    else if (parts.news.textContent === other("lost")) news("");
  };

  sharer.on("changed", draw);
  sharer.on("connected", ({ state }) => {
    for (const person of viewers()) meet(person);
    if (!sharer.isSharing && (state === "sharing" || state === "paused")) news(say("reloaded"));
    if (sharer.reconfirmBy) askToGoOn(sharer.reconfirmBy); else questions.drop("reconfirm");
  });
  sharer.on("joined", ({ participant }) => meet(participant));
  sharer.on("left", ({ id }) => questions.drop(`join ${id}`));
  sharer.on("shared", () => { news(""); preview.show(sharer.stream); });
  sharer.on("unshared", () => { preview.show(null); panel.land(); });
  sharer.on("ask", ({ from, right }) => {
    const key = { point: "asksPoint", files: "asksFiles", control: "asksControl" }[right];
    if (key) questions.ask(`right ${right}`, say(key, { name: sharer.name(from) }), [
      { text: say("yes"), act: () => sharer.grant(right) },
      { text: say("no"), weight: "quiet", act: () => {} },
    ]);
  });
  desktopOffer(sharer, questions, say, find("offer"), agentName);
  const askToGoOn = (by) => questions.ask("reconfirm", say("reconfirm"), [
    { text: say("goOn"), act: () => sharer.reconfirm() },
    { text: say("no"), weight: "quiet", act: () => sharer.stop() },
  ], say("reconfirmLead", { clock: clock(by) }));
  sharer.on("reconfirm-due", ({ by }) => askToGoOn(by));
  sharer.on("over", (end) => {
    preview.show(null);
    panel.land();
    questions.dropAll();
    news("");
    tell(find("ended"), sentence(other, end, 0));
    if (show(part("ended"), true)) focus(part("ended"));
  });

  sharer.on("receipt", (receipt) => fillReceipt(find("receipt"), receipt, say, (what) => other(what === "screen" ? "wholeScreen" : what)));

  const choose = async (way) => {
    news("");
    try {
      await (way === "camera" ? sharer.shareCamera() : sharer.share(way));
      // Who shows with a camera looks at this page; other windows may cover it.
      if (way !== "camera") await panel.float(draw);
    } catch {
      news(say("notChosen"));
    }
    draw();
  };
  show(find("cannot"), !abilities.canShare);
  for (const button of root.querySelectorAll("[data-share]")) {
    const { share } = button.dataset;
    show(button, share === "camera" ? Boolean(navigator.mediaDevices?.getUserMedia) : abilities.canShare);
    button.addEventListener("click", () => choose(share));
  }
  const compare = (same) => {
    const person = uncompared();
    if (!person) return;
    said.add(`${person.id} ${sharer.pairs.get(person.id).digits}`);
    sharer.compared(person.id, same);
    draw();
  };
  const acts = {
    same: () => compare(true),
    different: () => compare(false),
    stop: () => sharer.stop(),
    "stop-here": () => sharer.stop(),
    pause: () => { if (sharer.isPaused) sharer.resume(); else sharer.pause(); },
    float: async () => { await panel.float(draw); draw(); },
    change: () => choose("window"),
    unshare: () => sharer.unshare(),
  };
  for (const [name, press] of Object.entries(acts)) act[name].addEventListener("click", press);
  for (const [right, box] of Object.entries(rights)) {
    box.addEventListener("change", () => { if (box.checked) sharer.grant(right); else sharer.revoke(right); });
  }
  hide.addEventListener("toggle", () => preview.draws(hide.open));
  for (const button of root.querySelectorAll("[data-band]")) {
    button.addEventListener("click", () => preview.hide(button.dataset.band));
  }
  setInterval(() => tell(parts.time, sharer.openedAt && !sharer.isOver ? duration(sharer.now() - sharer.openedAt) : ""), 500);
  facts.change(session, { agent });
  stay(sharer, () => news(say("reloaded")));
  draw();
  sharer.connect();
}

// Voice and camera on the page, the same on both sides.
import { element, show, tell } from "./elements.js";

const faults = {
  microphone: "callNoMicrophone", device: "callNoDevice", camera: "callNoCamera",
  declined: "callDeclined", network: "callFailed", server: "callServer",
};

/** `name(number)` says who somebody is; `isReady()` whether anybody was compared. */
export class CallView {
  #tiles = new Map();

  constructor(root, call, say, { name, isReady }) {
    Object.assign(this, { root, call, say, name, isReady });
    this.status = root.querySelector("[data-call-state]");
    this.people = root.querySelector("[data-call-people]");
    this.acts = {};
    const acts = {
      talk: () => call.start(),
      mute: () => call.mute(!call.isMuted),
      camera: () => call.turnCamera(!call.hasCamera),
      "hang-up": () => call.hangUp(),
    };
    for (const [act, press] of Object.entries(acts)) {
      this.acts[act] = root.querySelector(`[data-call-act="${act}"]`);
      this.acts[act].addEventListener("click", () => this.#press(act, press));
    }
    call.on("changed", () => this.draw());
    call.peer.on("changed", () => this.draw());
    this.draw();
  }

  // A button that hides under the hand would lose the keyboard's place.
  async #press(act, press) {
    await press();
    if (this.acts[act].hidden) Object.values(this.acts).find((button) => !button.hidden)?.focus();
  }

  #sentence() {
    const { call, say } = this;
    const legs = [...call.legs].map(([number, leg]) => ({ name: this.name(number), state: leg.state }));
    if (call.state === "asking") return say("callAsking");
    if (call.state === "off") {
      if (call.fault) return say(faults[call.fault]);
      return call.isWanted ? say("callWanted", { name: this.name(0) }) : "";
    }
    if (legs.length === 0) return say("callAlone");
    if (legs.some(({ state }) => state === "weak")) return say("callWeak");
    if (legs.some(({ state }) => state !== "connected")) return say("callConnecting");
    const names = legs.map(({ name }) => name).join(", ");
    const talk = say(call.isMuted ? "callMuted" : "callIn", { names });
    return call.fault ? `${talk} ${say(faults[call.fault])}` : talk;
  }

  draw() {
    const { call, say, acts } = this;
    show(this.root, call.isPossible && this.isReady() && !call.peer.isOver);
    const isOff = call.state === "off";
    show(acts.talk, isOff);
    tell(acts.talk, say(call.isWanted ? "callAnswer" : "callTalk"));
    for (const act of ["mute", "camera"]) show(acts[act], call.state === "in");
    show(acts["hang-up"], !isOff);
    tell(acts.mute, say(call.isMuted ? "callUnmute" : "callMute"));
    tell(acts.camera, say(call.hasCamera ? "callCameraOff" : "callCamera"));
    tell(this.status, this.#sentence());
    this.root.dataset.callIs = call.state === "in" && [...call.legs.values()].some(({ state }) => state === "connected") ? "connected" : call.state;
    this.#drawTiles();
  }

  #drawTiles() {
    const { call } = this;
    const wanted = new Map();
    for (const [number, { stream, media }] of call.legs) wanted.set(number, { stream, hasPicture: media.includes("video") });
    if (call.video) wanted.set("self", { track: call.video, hasPicture: true });
    for (const [key, tile] of this.#tiles) if (!wanted.has(key)) { tile.remove(); this.#tiles.delete(key); }
    for (const [key, what] of wanted) this.#drawTile(key, what);
    show(this.people, [...wanted.values()].some(({ hasPicture }) => hasPicture));
  }

  #drawTile(key, { stream, track, hasPicture }) {
    const tile = this.#tiles.get(key) ?? this.#tile(key);
    const video = tile.querySelector("video");
    const source = stream ?? (video.srcObject?.getVideoTracks()[0] === track ? video.srcObject : new MediaStream([track]));
    if (video.srcObject !== source) video.srcObject = source;
    if (video.paused) video.play().catch(() => {});
    show(tile, hasPicture);
    tell(tile.querySelector("figcaption"), key === "self" ? this.say("you") : this.name(key));
  }

  #tile(key) {
    const video = element("video", { playsInline: true, muted: key === "self", autoplay: true });
    const tile = element("figure", { className: "voice-tile", data: { who: String(key) } }, video, element("figcaption"));
    this.#tiles.set(key, tile);
    this.people.append(this.people.ownerDocument.adoptNode(tile));
    return tile;
  }
}

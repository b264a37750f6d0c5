// Voice and camera of a session (PROTOCOL.md § 6): who is in the call, and with what.
import { CallLeg } from "./call-leg.js";
import { Emitter } from "./emitter.js";

const video = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { max: 24 }, facingMode: "user" };

/** Emits `changed`. What `state` is: off, asking (waits for a yes), in. */
export class Call extends Emitter {
  state = "off";
  members = [];
  legs = new Map();
  /** Why it isn't as one wished: microphone, device, camera, declined, network, server. */
  fault = null;
  audio = null;
  video = null;

  constructor(peer) {
    super();
    this.peer = peer;
    peer.on("said:signal", (message) => this.signalled(message));
    peer.on("connected", () => this.#again());
    peer.on("over", () => this.close());
    addEventListener("online", () => this.#again());
    navigator.connection?.addEventListener?.("change", () => this.#again());
  }

  /** Without a STUN or TURN server there is no call. */
  get isPossible() {
    return this.peer.iceServers.length > 0 && "RTCPeerConnection" in globalThis && Boolean(navigator.mediaDevices?.getUserMedia);
  }
  get isMuted() { return this.audio?.enabled === false; }
  get hasCamera() { return this.video !== null; }

  /** Opens the microphone; false, with a fault, when the person or the machine says no. */
  async open() {
    this.fault = null;
    if (this.audio) return true;
    try {
      const constraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
      const stream = await navigator.mediaDevices.getUserMedia({ audio: constraints });
      [this.audio] = stream.getAudioTracks();
    } catch (error) {
      this.#fail(error.name === "NotAllowedError" ? "microphone" : "device");
      return false;
    }
    if (this.peer.isOver) this.close();
    return !this.peer.isOver;
  }

  mute(isMuted) {
    if (this.audio) this.audio.enabled = !isMuted;
    this.#refresh();
  }

  async turnCamera(isOn) {
    this.fault = null;
    this.video?.stop();
    this.video = null;
    if (isOn) {
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ video });
        [this.video] = stream.getVideoTracks();
        this.video.onended = () => this.turnCamera(false);
        if (this.state === "off") this.close();
      } catch {
        this.fault = "camera";
      }
    }
    this.#refresh();
  }

  #refresh() {
    for (const leg of this.legs.values()) leg.refresh();
    this.emit("changed");
  }

  /** Everything of this side is let go of; what went wrong stays to be read. */
  close() {
    for (const leg of this.legs.values()) leg.close();
    this.legs.clear();
    for (const track of [this.audio, this.video]) {
      if (!track) continue;
      track.onended = null;
      track.stop();
    }
    this.audio = null;
    this.video = null;
    this.members = [];
    this.state = "off";
    this.emit("changed");
  }

  /** A connection with every other member, and with nobody else. */
  meet(others) {
    for (const [number, leg] of this.legs) {
      if (others.includes(number)) continue;
      leg.close();
      this.legs.delete(number);
    }
    for (const number of others) if (!this.legs.has(number)) this.#connect(number);
    this.emit("changed");
  }

  #connect(number) {
    const leg = new CallLeg({
      iceServers: this.peer.iceServers,
      isPolite: this.peer.you > number,
      tracks: () => ({ audio: this.audio, video: this.video }),
      signal: (message) => this.signal(number, { type: "signal", ...message }),
    });
    this.legs.set(number, leg);
    leg.on("changed", () => this.emit("changed"));
    leg.on("failed", () => this.lost(number));
  }

  /** What a side does when there is no way through to somebody. */
  lost() {}

  /** What was in the way to somebody who is being left, if anything was. */
  obstacle(number) {
    const leg = this.legs.get(number);
    return leg && leg.state !== "connected" ? leg.obstacle : null;
  }

  /** Sends to somebody's leg. */
  signal(number, message) { this.peer.say(number, message); }

  signalled({ from, description, candidate, media }) {
    this.legs.get(from)?.take({ description, candidate, media });
  }

  #fail(fault) {
    this.fault = fault;
    this.emit("changed");
  }

  #again() { for (const leg of this.legs.values()) leg.restart(); }
}

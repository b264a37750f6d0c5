// One connection of a call: sound and picture to one other person, from browser to browser.
import { Emitter } from "./emitter.js";

const firstMilliseconds = 15_000;
const againMilliseconds = 30_000;
const patienceMilliseconds = 2_000;
const wrongPassword = 401;

/**
 * Negotiates as WebRTC 1.0 § 10.7 has it: when both speak at once, who is polite gives way.
 * The impolite one begins. `signal` sends to the other side, and its answers come to `take`.
 * Emits `changed`, and `failed` when no way through was found.
 */
export class CallLeg extends Emitter {
  state = "connecting";
  /** What the other one sends now. */
  media = ["audio"];
  stream = new MediaStream();
  #connection;
  #tracks;
  #isOffering = false;
  #ignores = false;
  #turn = Promise.resolve();
  #deadline = 0;
  #restart = 0;
  #isRefused = false;

  constructor({ iceServers, isPolite, tracks, signal }) {
    super();
    this.isPolite = isPolite;
    this.signal = signal;
    this.#tracks = tracks;
    this.#connection = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
    this.#listen(this.#connection);
    if (!isPolite) for (const kind of ["audio", "video"]) this.#send(this.#connection.addTransceiver(kind));
    this.#wait(firstMilliseconds);
  }

  #listen(connection) {
    connection.onnegotiationneeded = () => this.#offer();
    connection.onicecandidate = ({ candidate }) => this.signal({ candidate: candidate?.toJSON() ?? null });
    connection.onicecandidateerror = ({ errorCode }) => { this.#isRefused ||= errorCode === wrongPassword; };
    connection.ontrack = ({ track }) => { this.stream.addTrack(track); this.emit("changed"); };
    connection.onconnectionstatechange = () => this.#follow(connection.connectionState);
  }

  #follow(state) {
    clearTimeout(this.#restart);
    if (state === "connected") {
      clearTimeout(this.#deadline);
      this.#deadline = 0;
      this.state = "connected";
      this.#tellMedia();
    } else if (state === "disconnected" || state === "failed") {
      if (this.state === "connected") this.state = "weak";
      this.#wait(againMilliseconds);
      this.#restart = setTimeout(() => this.restart(), state === "failed" ? 0 : patienceMilliseconds);
    }
    this.emit("changed");
  }

  /** What is in the way while it isn't connected. */
  get obstacle() { return this.#isRefused ? "server" : "network"; }

  #wait(milliseconds) {
    if (this.#deadline) return;
    this.#deadline = setTimeout(() => {
      this.close();
      this.state = "failed";
      this.emit("failed");
    }, milliseconds);
  }

  /** The network has changed, or the line is back: finds another way through if there is need. */
  restart() {
    const connection = this.#connection;
    if (connection.connectionState === "connected" || connection.connectionState === "closed") return;
    if (connection.signalingState === "have-local-offer") this.#tell(connection.localDescription);
    else connection.restartIce();
  }

  async #offer() {
    try {
      this.#isOffering = true;
      await this.#connection.setLocalDescription();
      this.#tell(this.#connection.localDescription);
    } catch (error) {
      console.warn("call:", error.message);
    } finally {
      this.#isOffering = false;
    }
  }

  #tell(description) { this.signal({ description: description.toJSON(), media: this.#sent() }); }

  #sent() { return Object.keys(this.#tracks()).filter((kind) => this.#tracks()[kind]?.enabled); }

  #tellMedia() { this.signal({ media: this.#sent() }); }

  /** Takes in what the other side signals, one after the other. */
  take(message) {
    this.#turn = this.#turn.then(() => this.#take(message)).catch((error) => console.warn("call:", error.message));
  }

  async #take({ description, candidate, media }) {
    const connection = this.#connection;
    if (connection.signalingState === "closed") return;
    if (Array.isArray(media)) {
      this.media = media;
      this.emit("changed");
    }
    if (description) {
      const collides = description.type === "offer" && (this.#isOffering || connection.signalingState !== "stable");
      this.#ignores = !this.isPolite && collides;
      if (this.#ignores) return;
      await connection.setRemoteDescription(description);
      if (description.type !== "offer") return;
      for (const transceiver of connection.getTransceivers()) this.#send(transceiver);
      await connection.setLocalDescription();
      this.#tell(connection.localDescription);
    } else if (candidate !== undefined) {
      await connection.addIceCandidate(candidate).catch((error) => { if (!this.#ignores) throw error; });
    }
  }

  #send(transceiver) {
    transceiver.direction = "sendrecv";
    transceiver.sender.replaceTrack(this.#tracks()[transceiver.receiver.track.kind] ?? null);
  }

  /** One's own microphone or camera has changed; nothing needs to be agreed anew. */
  refresh() {
    for (const transceiver of this.#connection.getTransceivers()) this.#send(transceiver);
    this.#tellMedia();
  }

  close() {
    clearTimeout(this.#deadline);
    clearTimeout(this.#restart);
    this.#connection.onconnectionstatechange = null;
    this.#connection.close();
  }
}

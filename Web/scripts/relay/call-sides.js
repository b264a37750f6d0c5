// The two sides of a call: the citizen says who takes part, the others ask.
import { Call } from "./call.js";

const citizen = 0;

/** The citizen's: nobody hears or sees anything without this side's yes. Emits `asked` and `withdrawn` ({from}). */
export class CitizensCall extends Call {
  #allowed = new Set();

  constructor(sharer) {
    super(sharer);
    sharer.on("said:call", ({ from, wish }) => this.#wished(from, wish));
    sharer.on("cleared", ({ viewer }) => this.#tell(viewer));
    sharer.on("back", ({ id }) => this.#tell(id));
    sharer.on("connected", () => this.#tellAll());
    sharer.on("left", ({ id }) => this.#gone(id));
  }

  /** The citizen's own wish: whoever leads the session may answer. */
  async start() {
    if (!await this.open()) return;
    this.state = "in";
    this.members = [citizen];
    this.#allowed = new Set([this.peer.lead]);
    this.#tellAll();
    this.emit("changed");
  }

  /** The answer to who asked. */
  async answer(viewer, isWelcome) {
    if (!isWelcome || !(this.state === "in" || await this.open())) return this.peer.say(viewer, { type: "call", declined: true });
    if (this.state !== "in") this.members = [citizen];
    this.state = "in";
    this.#allowed.add(viewer);
    this.#admit(viewer);
  }

  hangUp() {
    this.#allowed.clear();
    this.close();
    this.#tellAll();
  }

  #wished(viewer, wish) {
    if (wish === "leave") return this.#gone(viewer);
    if (wish !== "join" || !this.isPossible) return;
    if (this.state === "in" && this.#allowed.has(viewer)) return this.#admit(viewer);
    this.emit("asked", { from: viewer });
  }

  #gone(viewer) {
    this.emit("withdrawn", { from: viewer });
    this.#without(viewer);
  }

  #admit(viewer) {
    if (!this.peer.people.get(viewer)?.cleared) return;
    if (!this.members.includes(viewer)) this.members = [...this.members, viewer];
    this.#tellAll();
    this.meet(this.members.filter((number) => number !== citizen));
  }

  #without(viewer) {
    if (!this.members.includes(viewer)) return;
    this.fault = this.obstacle(viewer) ?? this.fault;
    this.members = this.members.filter((number) => number !== viewer);
    if (this.members.length === 1) return this.hangUp();
    this.meet(this.members.filter((number) => number !== citizen));
    this.#tellAll();
  }

  lost(viewer) { this.#without(viewer); }

  // A server's password is the agent's to tell, not the citizen's to read about.
  obstacle(viewer) { return super.obstacle(viewer) && "network"; }

  #tell(viewer) {
    if (this.peer.people.get(viewer)?.cleared) this.peer.say(viewer, { type: "call", members: this.members });
  }

  #tellAll() { this.peer.sayToAll({ type: "call", members: this.members }); }

  /** Two viewers have no key with each other: what they signal goes through this side. */
  signalled({ from, with: other, ...message }) {
    if (other === undefined) return super.signalled({ from, ...message });
    if (!this.members.includes(from) || !this.members.includes(other)) return;
    const { description, candidate, media } = message;
    this.peer.say(other, { type: "signal", with: from, description, candidate, media });
  }
}

/** An agent's, a supervisor's or an interpreter's. */
export class ViewersCall extends Call {
  constructor(viewer) {
    super(viewer);
    viewer.on("said:call", (message) => { if (message.from === citizen) this.#told(message); });
    viewer.on("connected", () => { if (this.state === "asking") this.#wish("join"); });
  }

  /** The citizen is in the call and waits. */
  get isWanted() { return this.state === "off" && this.members.includes(citizen); }

  async start() {
    if (!await this.open()) return;
    this.state = "asking";
    this.#wish("join");
    this.emit("changed");
  }

  hangUp() {
    const { members } = this;
    this.#wish("leave");
    this.close();
    this.members = members.filter((number) => number !== this.peer.you);
    if (this.members.length < 2) this.members = [];
    this.emit("changed");
  }

  #wish(wish) { this.peer.say(citizen, { type: "call", wish }); }

  #told({ members, declined }) {
    if (declined) {
      if (this.state !== "asking") return;
      this.close();
      this.fault = "declined";
      return this.emit("changed");
    }
    if (!Array.isArray(members)) return;
    const others = members.filter((number) => Number.isInteger(number) && number !== this.peer.you);
    const isIn = members.includes(this.peer.you);
    if (isIn && this.state === "off") return this.#wish("leave");
    if (!isIn && this.state === "in") {
      this.fault = this.obstacle(citizen) ?? this.fault;
      this.close();
    }
    this.members = members;
    if (isIn) {
      this.state = "in";
      this.meet(others);
    }
    this.emit("changed");
  }

  lost(number) {
    this.fault = this.obstacle(number);
    if (number === citizen) this.hangUp(); else this.emit("changed");
  }

  signal(number, message) {
    if (number === citizen) super.signal(number, message);
    else this.peer.say(citizen, { ...message, with: number });
  }

  signalled({ from, with: other, ...message }) { super.signalled({ from: other ?? from, ...message }); }
}

// The connection to the relay: it comes back by itself until the session has ended.
import { Emitter } from "./emitter.js";

const protocol = "acompanya.relay.v1";
const retryMilliseconds = 500;
// Close codes of PROTOCOL.md § 8 after which there is nothing to come back to.
const lastCodes = new Set([1000, 4000, 4001, 4002, 4005]);

/**
 * Emits `text` (object), `binary` (bytes), `open`, `lost` and `over` ({code}).
 * `ask` fetches {socket, ticket, iceServers}, or null when the session has ended; it throws while offline.
 * `admission` is such a pair that is there already.
 */
export class Line extends Emitter {
  #socket = null;
  #address = null;
  #token = null;
  #admission = null;
  #isOver = false;
  #failures = 0;

  constructor(ask, { address = null, token = null, admission = null, iceServers = [] } = {}) {
    super();
    /** WebRTC's STUN and TURN servers, as they came with the last ticket. */
    this.iceServers = iceServers;
    this.ask = ask;
    this.#address = address;
    this.#token = token;
    this.#admission = admission;
  }

  get waitingBytes() { return this.#socket?.bufferedAmount ?? 0; }
  get isOpen() { return this.#socket?.readyState === WebSocket.OPEN; }
  get address() { return this.#address; }

  /** The word with which the next connection takes this one's place. */
  set token(token) { this.#token = token; }

  async connect() {
    if (this.#isOver) return;
    try {
      // A token that failed once is perhaps used up: then only a ticket tells what is the matter.
      const useToken = this.#token && this.#address && this.#failures % 2 === 0;
      const word = useToken ? `resume.${this.#token}` : await this.#ticket();
      if (word) this.#dial(word);
    } catch {
      this.#again();
    }
  }

  /** A fresh connection in the place of this one, which may be stuck. */
  redial() {
    this.#failures = 0;
    return this.connect();
  }

  send(message) {
    if (!this.isOpen) return false;
    this.#socket.send(message instanceof Uint8Array ? message : JSON.stringify(message));
    return true;
  }

  /** Closes for good. */
  close(code = 1000) {
    this.#isOver = true;
    this.#socket?.close(code);
  }

  async #ticket() {
    const admission = this.#admission ?? await this.ask();
    this.#admission = null;
    if (!admission) {
      this.#finish(4000);
      return null;
    }
    this.iceServers = admission.iceServers ?? [];
    const address = new URL(admission.socket, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.#address = address.href;
    return `ticket.${admission.ticket}`;
  }

  #dial(word) {
    const socket = new WebSocket(this.#address, [protocol, word]);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    let hasOpened = false;
    socket.onopen = () => {
      hasOpened = true;
      this.#failures = 0;
      this.emit("open");
    };
    socket.onmessage = ({ data }) => {
      if (typeof data !== "string") return this.emit("binary", new Uint8Array(data));
      let message = null;
      try { message = JSON.parse(data); } catch { return; }
      this.emit("text", message);
    };
    socket.onclose = ({ code }) => {
      if (socket !== this.#socket || this.#isOver) return;
      if (lastCodes.has(code)) return this.#finish(code);
      if (hasOpened) this.emit("lost");
      this.#again(hasOpened);
    };
  }

  #again(atOnce = false) {
    if (this.#isOver) return;
    if (!atOnce) this.#failures += 1;
    setTimeout(() => this.connect(), atOnce ? 0 : retryMilliseconds);
  }

  #finish(code) {
    this.#isOver = true;
    this.emit("over", { code });
  }
}

/** Asks for a ticket; `role` is left out by the sharer, `csrf` given by staff. */
export function ticketAsker(session, { role, csrf } = {}) {
  return async () => {
    const headers = { "Content-Type": "application/json" };
    if (csrf) headers["X-CSRF-Token"] = csrf;
    const answer = await fetch(`/api/v1/remote-sessions/${encodeURIComponent(session)}/tickets`, {
      method: "POST", headers, body: JSON.stringify(role ? { role } : {}),
    });
    if (answer.ok) return answer.json();
    if (answer.status >= 500 || answer.status === 429) throw new Error("Not now.");
    return null;
  };
}

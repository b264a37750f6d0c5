// Binary messages (PROTOCOL.md § 5): 24 bytes that the relay may read, then what it can't.
//
//  0 kind · 1 flags · 2 from · 3 to · 4 epoch (4) · 8 sequence (8) · 16 time (8) · 24 body and tag
import { concat } from "./bytes.js";

export const kind = {
  config: 1, key: 2, delta: 3, still: 4,
  message: 16, pointer: 17, chunk: 18, epoch: 19, ink: 20,
};
export const everybody = 255;
const headBytes = 24;
const tagBytes = 16;
const half = 2 ** 32;

function writeNumber(view, at, number) {
  view.setUint32(at, Math.floor(number / half));
  view.setUint32(at + 4, number % half);
}

const readNumber = (view, at) => view.getUint32(at) * half + view.getUint32(at + 4);

export function writeHead({ kind, from, to, epoch, sequence, time }) {
  const head = new Uint8Array(headBytes);
  const view = new DataView(head.buffer);
  head.set([kind, 0, from, to]);
  view.setUint32(4, epoch);
  writeNumber(view, 8, sequence);
  writeNumber(view, 16, time);
  return head;
}

export function readHead(bytes) {
  if (bytes.length < headBytes + tagBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    kind: bytes[0], from: bytes[2], to: bytes[3], epoch: view.getUint32(4),
    sequence: readNumber(view, 8), time: readNumber(view, 16),
  };
}

// The nonce is epoch and sequence as they stand in the head.
const cipher = (head) => ({ name: "AES-GCM", iv: head.slice(4, 16), additionalData: head });

/** Encrypts in the order of the calls. Owned by one connection's page; survives reconnections. */
export class Sealer {
  #sequence = 0;

  /** To be called for each new connection: no number is ever used twice, not even after a reload. */
  begin() {
    this.#sequence = Math.max(Date.now() * 1024, this.#sequence + 1);
  }

  /** Returns the sequence at once and the bytes as a promise. */
  seal({ kind, from, to, epoch }, key, body) {
    const sequence = this.#sequence;
    this.#sequence += 1;
    const time = Math.floor(performance.now() * 1000);
    const head = writeHead({ kind, from, to, epoch, sequence, time });
    const bytes = crypto.subtle.encrypt(cipher(head), key, body)
      .then((sealed) => concat(head, new Uint8Array(sealed)));
    return { sequence, bytes };
  }
}

/** Decrypts, and refuses what is older than what it has decrypted of the same sender. */
export class Opener {
  #last = new Map();

  /** The body, or null for what is forged, repeated or of an unknown key. */
  async open(bytes, head, key) {
    if (!key || head.sequence <= (this.#last.get(head.from) ?? -1)) return null;
    try {
      const body = await crypto.subtle.decrypt(
        cipher(bytes.slice(0, headBytes)), key, bytes.subarray(headBytes),
      );
      this.#last.set(head.from, head.sequence);
      return new Uint8Array(body);
    } catch {
      return null;
    }
  }
}

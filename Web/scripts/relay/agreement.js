// The key agreement of PROTOCOL.md § 4: a commitment, then ECDH, then keys, and what is read aloud.
import { base64url, concat, fromBase64url, isEqual, randomBytes, sha256, utf8 } from "./bytes.js";

const curve = { name: "ECDH", namedCurve: "P-256" };
const keyBytes = 65;
const nonceBytes = 32;

/** A fresh pair and nonce: one side's whole part in one agreement. */
export async function newPart() {
  const pair = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const key = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { secret: pair.privateKey, key, nonce: randomBytes(nonceBytes) };
}

/** What the viewer says first, so that it can't choose its key after having seen the other. */
export async function commitment({ key, nonce }) {
  return base64url(await sha256(utf8("acompanya.relay.v1 commitment"), key, nonce));
}

export function written({ key, nonce }) {
  return { key: base64url(key), nonce: base64url(nonce) };
}

/** Reads the other's key and nonce; throws when they have not the right shape. */
export function read({ key, nonce }) {
  const part = { key: fromBase64url(key), nonce: fromBase64url(nonce) };
  if (part.key.length !== keyBytes || part.nonce.length !== nonceBytes) {
    throw new Error("A key or nonce has the wrong length.");
  }
  return part;
}

/** Whether a part is the one that was committed to. */
export async function keeps(part, value) {
  return isEqual(utf8(await commitment(part)), utf8(String(value)));
}

/**
 * The keys of both directions, not extractable, and what two people read to each other: two bytes
 * that are two words, and four digits.
 * `viewer` is the viewer's number; `isSharer` says which side `mine` is.
 */
export async function agree(mine, theirs, { session, viewer, isSharer }) {
  const [sharer, other] = isSharer ? [mine, theirs] : [theirs, mine];
  const salt = await sha256(
    utf8("acompanya.relay.v1 transcript"), utf8(session), Uint8Array.of(viewer),
    sharer.key, sharer.nonce, other.key, other.nonce,
  );
  const peer = await crypto.subtle.importKey("raw", theirs.key, curve, false, []);
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: peer }, mine.secret, 256);
  const secret = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveBits", "deriveKey"]);
  const from = (info) => ({ name: "HKDF", hash: "SHA-256", salt, info: utf8(`acompanya.relay.v1 ${info}`) });
  const direction = (info, use) =>
    crypto.subtle.deriveKey(from(info), secret, { name: "AES-GCM", length: 256 }, false, [use]);
  const [toViewer, toSharer] = ["sharer to viewer", "viewer to sharer"];
  const four = new DataView(await crypto.subtle.deriveBits(from("digits"), secret, 32));
  return {
    out: await direction(isSharer ? toViewer : toSharer, "encrypt"),
    into: await direction(isSharer ? toSharer : toViewer, "decrypt"),
    spoken: new Uint8Array(await crypto.subtle.deriveBits(from("words"), secret, 16)),
    digits: String(four.getUint32(0) % 10_000).padStart(4, "0"),
  };
}

/** A media key, as kind 19 carries it. */
export async function newMediaKey() {
  const raw = randomBytes(32);
  return { raw, key: await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]) };
}

export function epochBody(epoch, raw) {
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, epoch);
  return concat(number, raw);
}

export async function readEpoch(body) {
  if (body.length !== 36) throw new Error("An epoch has the wrong length.");
  const epoch = new DataView(body.buffer, body.byteOffset).getUint32(0);
  const key = await crypto.subtle.importKey("raw", body.slice(4), "AES-GCM", false, ["decrypt"]);
  return { epoch, key };
}

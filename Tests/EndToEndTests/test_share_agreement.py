"""The key agreement of PROTOCOL.md § 4 and § 5, held against another maker's cryptography."""

import base64
import hashlib
import os
import struct

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import browsing

SESSION = "s-123"
VIEWER = 7
LABEL = b"acompanya.relay.v1 "


def written(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def read(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Part:
    """One side, from the text alone."""

    def __init__(self):
        self.secret = ec.generate_private_key(ec.SECP256R1())
        public = self.secret.public_key()
        self.key = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.nonce = os.urandom(32)

    @property
    def commitment(self):
        return written(hashlib.sha256(LABEL + b"commitment" + self.key + self.nonce).digest())

    def agree(self, key, nonce):
        """The keys of a viewer with a sharer's part."""
        transcript = hashlib.sha256(
            LABEL
            + b"transcript"
            + SESSION.encode()
            + bytes([VIEWER])
            + key
            + nonce
            + self.key
            + self.nonce
        ).digest()
        peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
        secret = self.secret.exchange(ec.ECDH(), peer)

        def derive(info, length):
            return HKDF(hashes.SHA256(), length, transcript, LABEL + info).derive(secret)

        digits = int.from_bytes(derive(b"digits", 4), "big") % 10_000
        return derive(b"sharer to viewer", 32), derive(b"viewer to sharer", 32), f"{digits:04}"


@pytest.fixture
def page(browser, shared):
    with browsing.window(browser, shared.url) as window:
        window.open("/assist")
        yield window.page


SHARER = """
  async ([part, value, session, viewer]) => {
    const agreement = await import("/web/scripts/relay/agreement.js");
    const frames = await import("/web/scripts/relay/frames.js");
    const theirs = agreement.read(part);
    if (!await agreement.keeps(theirs, value)) return null;
    const mine = await agreement.newPart();
    const keys = await agreement.agree(mine, theirs, {session, viewer, isSharer: true});
    const sealer = new frames.Sealer();
    sealer.begin();
    const head = {kind: frames.kind.message, from: 0, to: viewer, epoch: 0};
    const {bytes} = sealer.seal(head, keys.out, new TextEncoder().encode("bon dia"));
    const spoken = {...agreement.written(mine), digits: keys.digits, frame: [...await bytes]};
    window.opened = async (bytes) => {
      const frame = new Uint8Array(bytes);
      const opener = window.opener_ ??= new frames.Opener();
      const body = await opener.open(frame, frames.readHead(frame), keys.into);
      return body && new TextDecoder().decode(body);
    };
    return spoken;
  }
"""


def meet(page, part, value=None):
    reveal = {"key": written(part.key), "nonce": written(part.nonce)}
    return page.evaluate(SHARER, [reveal, value or part.commitment, SESSION, VIEWER])


def test_another_client_gets_the_same_keys_and_digits(page):
    part = Part()
    spoken = meet(page, part)
    out, _, digits = part.agree(read(spoken["key"]), read(spoken["nonce"]))
    assert digits == spoken["digits"]
    frame = bytes(spoken["frame"])
    kind, flags, sender, to, epoch, sequence, _ = struct.unpack(">BBBBIQQ", frame[:24])
    assert (kind, flags, sender, to, epoch) == (16, 0, 0, VIEWER, 0)
    assert sequence > 1_700_000_000_000 * 1024
    assert AESGCM(out).decrypt(frame[4:16], frame[24:], frame[:24]) == b"bon dia"


def test_a_key_that_was_not_committed_to_is_refused(page):
    assert meet(page, Part(), Part().commitment) is None


def test_what_is_repeated_forged_or_changed_is_not_opened(page):
    part = Part()
    spoken = meet(page, part)
    _, out, _ = part.agree(read(spoken["key"]), read(spoken["nonce"]))

    def frame(sequence, text, key=out):
        head = struct.pack(">BBBBIQQ", 16, 0, VIEWER, 0, 0, sequence, 0)
        return head + AESGCM(key).encrypt(head[4:16], text, head)

    def opened(data):
        return page.evaluate("(bytes) => opened(bytes)", list(data))

    first = frame(5, b"hola")
    assert opened(first) == "hola"
    assert opened(first) is None
    assert opened(frame(4, b"abans")) is None
    assert opened(frame(6, b"fals", os.urandom(32))) is None
    changed = bytearray(frame(7, b"canviat"))
    changed[0] = 2
    assert opened(changed) is None
    assert opened(frame(8, b"adeu")) == "adeu"

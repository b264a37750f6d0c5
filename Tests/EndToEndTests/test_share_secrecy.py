"""What the relay has in its hands is nothing to read, and a relay that meddles is found out."""


import collections
import json
import math
import pathlib

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

import program
import sharing
from sharing import BLUE, GREEN, RED, YELLOW
from test_share_agreement import Part, written

WHOLE = (RED, GREEN, BLUE, YELLOW)
HEAD = 24
CHAT = "el meu secret és aquest"
ANSWER = "i el meu és un altre"


@pytest.fixture(scope="module")
def capturing(playwright):
    with sharing.chromium(playwright, "--auto-accept-this-tab-capture") as browser:
        yield browser


def windows(data, length=24, step=97):
    return [data[at : at + length] for at in range(0, len(data) - length, step)]


def entropy(data):
    """Bits a byte; what a cipher makes has all but eight."""
    counts = collections.Counter(data)
    return -sum(n / len(data) * math.log2(n / len(data)) for n in counts.values())


def test_nothing_that_was_shared_is_in_what_the_relay_saw(capturing, data, serve, tmp_path):
    server = serve(data)
    document = tmp_path / "historial-medic.pdf"
    content = b"%PDF-1.7\n" + b"La pressio arterial de la Rosa. " * 6_000
    document.write_bytes(content)
    with sharing.Cable(server.port) as cable, sharing.pair(capturing, cable.url) as pair:
        agent, citizen = pair.agent.page, pair.citizen.page
        pair.meet()
        citizen.evaluate(sharing.DRAW)
        assert pair.sees(*WHOLE)
        agent.fill("#talk-text", CHAT)
        agent.press("#talk-text", "Enter")
        pair.until_panel(f"panel.querySelector('[data-talk-log]').textContent.includes({CHAT!r})")
        pair.land()
        citizen.fill("#talk-text", ANSWER)
        citizen.press("#talk-text", "Enter")
        with citizen.expect_file_chooser() as chooser:
            citizen.click("[data-act=attach]")
        chooser.value.set_files(document)
        agent.click("[data-talk-log] button >> nth=0")
        agent.wait_for_function(
            "() => document.querySelector('[data-talk-log]').textContent.includes('ja és al tiquet')"
        )
        pixels = bytes(citizen.evaluate(
            """() => { const canvas = document.querySelector("#pattern");
              return [...canvas.getContext("2d").getImageData(0, 0, 64, 1).data]; }"""))
        encoded = [bytes(part)[8:40] for part in citizen.evaluate("encoded")]
        texts, binaries = cable.messages

    # There is something to look at, and it goes both ways.
    bodies = b"".join(each[HEAD:] for each in binaries)
    assert len(encoded) > 2 and len(bodies) > 300_000
    assert {each[0] for each in binaries} >= {1, 2, 16, 18, 19}
    assert any(b'"type":"sharing"' in each for each in texts)

    secrets = [CHAT.encode(), ANSWER.encode(), document.name.encode(), b"%PDF-1.7", b'"type":"chat"']
    secrets += windows(content) + encoded + [pixels[:16], pixels[:256]]
    # The search finds what is there: otherwise it would prove nothing.
    shared = CHAT.encode() + ANSWER.encode() + content
    assert all(secret in shared for secret in secrets[:2] + windows(content))
    found = [secret for secret in secrets for each in texts + binaries if secret in each]
    assert found == []

    # Not hidden by another writing either: what a cipher makes can't be told from noise.
    assert entropy(bodies) > 7.995
    # Nor did the service keep or log any of it but the document that was put into the ticket.
    assert CHAT not in server.log and document.name not in server.log
    server.stop()
    kept = b"".join(file.read_bytes() for file in pathlib.Path(data).iterdir() if file.is_file())
    assert content[:64] in kept
    assert [part for part in encoded if part in kept] == []
    assert CHAT.encode() not in kept and ANSWER.encode() not in kept


class Mallory:
    """A relay that puts its own keys in the place of both."""

    def __init__(self):
        self.as_viewer, self.as_sharer = Part(), Part()

    def meddle(self, socket):
        server = socket.connect_to_server()
        socket.on_message(lambda message: server.send(self.from_agent(message)))
        server.on_message(lambda message: socket.send(self.from_citizen(message)))

    def from_agent(self, message):
        if isinstance(message, bytes):
            return message
        told = json.loads(message)
        if told["type"] == "commitment":
            told["value"] = self.as_viewer.commitment
        elif told["type"] == "reveal":
            told |= {"key": written(self.as_viewer.key), "nonce": written(self.as_viewer.nonce)}
        return json.dumps(told)

    def from_citizen(self, message):
        if isinstance(message, bytes):
            return message
        told = json.loads(message)
        if told["type"] == "key":
            told |= {"key": written(self.as_sharer.key), "nonce": written(self.as_sharer.nonce)}
        return json.dumps(told)


def test_a_relay_that_swaps_keys_makes_other_words(capturing, shared):
    with sharing.pair(capturing, shared.url) as pair:
        pair.agent.page.route_web_socket("**/relay/*", Mallory().meddle)
        pair.join(pair.open())
        pages = [pair.citizen.page, pair.agent.page]
        for page in pages:
            page.wait_for_selector("[data-pair]:visible")
        words = [page.inner_text("[data-pair]") for page in pages]
        assert words[0] != words[1]
        pair.citizen.page.click("[data-act=different]")
        for page in pages:
            page.wait_for_selector("text=Les paraules no eren les mateixes")


def test_a_relay_that_changes_its_mind_is_refused_by_the_page(capturing, shared):
    mallory = Mallory()
    with sharing.pair(capturing, shared.url) as pair:

        def meddle(socket):
            server = socket.connect_to_server()

            def tell(message):
                # It commits to the agent's part and reveals its own.
                told = json.loads(message) if isinstance(message, str) else {}
                server.send(
                    mallory.from_agent(message) if told.get("type") == "reveal" else message
                )

            socket.on_message(tell)

        pair.agent.page.route_web_socket("**/relay/*", meddle)
        pair.join(pair.open())
        for page in (pair.citizen.page, pair.agent.page):
            page.wait_for_selector("text=Les paraules no eren les mateixes")


def test_the_texts_own_example_is_what_a_browser_computes(browser, shared):
    import browsing

    text = (program.ROOT / "Sources/Relay/PROTOCOL.md").read_text()
    example = text[text.index("sharer's key   ") :].split("```")[0]
    facts = {line[:15].strip(): line[15:].strip() for line in example.strip().splitlines()}

    def private(word):
        import hashlib

        secret = int.from_bytes(hashlib.sha256(word).digest(), "big")
        key = ec.derive_private_key(secret, ec.SECP256R1())
        numbers = key.public_key().public_numbers()
        field = lambda number: written(number.to_bytes(32, "big"))  # noqa: E731
        return {
            "kty": "EC",
            "crv": "P-256",
            "d": field(secret),
            "x": field(numbers.x),
            "y": field(numbers.y),
        }

    with browsing.window(browser, shared.url) as window:
        window.open("/assist")
        spoken = window.page.evaluate(
            """async ([jwk, mine, theirs]) => {
              const {agree} = await import("/web/scripts/relay/agreement.js");
              const {asWords} = await import("/web/scripts/relay/word-lists.js");
              const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
              const secret = await crypto.subtle.importKey("jwk", jwk,
                {name: "ECDH", namedCurve: "P-256"}, false, ["deriveBits"]);
              const keys = await agree({secret, key: bytes(mine), nonce: new Uint8Array(32).fill(0x11)},
                {key: bytes(theirs), nonce: new Uint8Array(32).fill(0x22)},
                {session: "s-123", viewer: 7, isSharer: true});
              return {digits: keys.digits, words: ["ca", "es", "en"].map((language) =>
                `${language} ${asWords(keys.spoken, language).join(" ")}`).join(", ")};
            }""",
            [private(b"sharer"), facts["sharer's key"], facts["viewer's key"]],
        )
    assert spoken["digits"] == facts["digits"]
    assert facts["words"].endswith(spoken["words"])


def test_the_lists_have_words_that_are_told_apart(browser, shared):
    import browsing

    with browsing.window(browser, shared.url) as window:
        window.open("/assist")
        lists = window.page.evaluate(
            "async () => (await import('/web/scripts/relay/word-lists.js')).wordLists"
        )
    assert sorted(lists) == ["ca", "en", "es"]
    for words in lists.values():
        assert len(words) == len(set(words)) == 256
        for at, word in enumerate(words):
            for other in words[at + 1 :]:
                assert word[:5] != other[:5] and word not in other and other not in word

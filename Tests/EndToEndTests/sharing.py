"""Two people who look at one screen: a citizen's browser and an agent's."""

import contextlib
import shutil
import socket
import threading

import browsing
from desk import Caller

# A pattern whose colours can be read back: four quarters, and a square that never rests.
DRAW = """
  () => {
    const canvas = document.createElement("canvas");
    canvas.id = "pattern";
    Object.assign(canvas.style, {position: "fixed", inset: 0, zIndex: 99, pointerEvents: "none"});
    Object.assign(canvas, {width: innerWidth, height: innerHeight});
    document.body.append(canvas);
    const context = canvas.getContext("2d");
    const [w, h] = [canvas.width / 2, canvas.height / 2];
    let turn = 0;
    setInterval(() => {
      [["#c00000", 0, 0], ["#00a000", w, 0], ["#0000c0", 0, h], ["#c0c000", w, h]]
        .forEach(([colour, x, y]) => { context.fillStyle = colour; context.fillRect(x, y, w, h); });
      context.fillStyle = turn++ % 2 ? "#ffffff" : "#000000";
      context.fillRect(w - 40, h - 40, 80, 80);
    }, 50);
  }
"""
# The browser that shares its own tab needs no picker; nothing else of the call is changed. What the
# encoder made is noted, and which tracks there were.
OWN_TAB = """
  window.tracks = [];
  window.encoded = [];
  const display = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getDisplayMedia = async () => {
    const stream = await display({video: true, preferCurrentTab: true});
    tracks.push(...stream.getTracks());
    return stream;
  };
  const copyTo = EncodedVideoChunk.prototype.copyTo;
  EncodedVideoChunk.prototype.copyTo = function (bytes) {
    copyTo.call(this, bytes);
    if (bytes.length > 64) encoded.push(Array.from(bytes.slice(0, 64)));
  };
"""
# The panel may be in a window of its own.
PANEL = """
  const panel = document.querySelector("[data-panel]")
    ?? documentPictureInPicture.window.document.querySelector("[data-panel]");
  const inked = (x, y) => {
    const canvas = panel.querySelector("canvas");
    if (!canvas.width || !canvas.height) return 0;
    const [left, top] = [canvas.width * x - 6, canvas.height * y - 6];
    const {data} = canvas.getContext("2d").getImageData(left, top, 12, 12);
    return data.filter((value, at) => at % 4 === 3 && value > 0).length;
  };
"""
READ = """
  () => {
    const canvas = document.querySelector("[data-picture]");
    const context = canvas.getContext("2d");
    return [[.25, .25], [.75, .25], [.25, .75], [.75, .75], [.5, .5]].map(([x, y]) =>
      [...context.getImageData(canvas.width * x, canvas.height * y, 1, 1).data].slice(0, 3));
  }
"""
RED, GREEN, BLUE, YELLOW = (192, 0, 0), (0, 160, 0), (0, 0, 192), (192, 192, 0)


def near(colour, other, tolerance=40):
    return all(abs(a - b) <= tolerance for a, b in zip(colour, other))


@contextlib.contextmanager
def chromium(playwright, *flags):
    """The whole browser, which unlike its shell can capture."""
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"),
        ignore_default_args=["--headless"],
        args=["--no-sandbox", "--disable-dev-shm-usage", "--headless=new", *flags],
    )
    yield browser
    browser.close()


def frames(data):
    """The messages in a WebSocket's bytes (RFC 6455 § 5.2); none of ours is in fragments."""
    at = 0
    while at + 2 <= len(data):
        opcode, length, is_masked = data[at] & 15, data[at + 1] & 127, data[at + 1] & 128
        at += 2
        if length > 125:
            size = 2 if length == 126 else 8
            length = int.from_bytes(data[at : at + size], "big")
            at += size
        mask = data[at : at + 4] if is_masked else bytes(4)
        at += 4 if is_masked else 0
        payload = data[at : at + length]
        at += length
        if is_masked:
            key = int.from_bytes((mask * (len(payload) // 4 + 1))[: len(payload)], "big")
            payload = (int.from_bytes(payload, "big") ^ key).to_bytes(len(payload), "big")
        if opcode in (1, 2):
            yield opcode, payload


class Cable:
    """A line to the server that can be cut, and that hears what the server says."""

    def __init__(self, port):
        self.port = port
        self._heard = []
        self._ends = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self.port))
                self._ends += [near, far]
                for source, sink in ((near, far), (far, near)):
                    heard = bytearray()
                    self._heard.append(heard)
                    threading.Thread(
                        target=self._carry, args=(source, sink, heard), daemon=True
                    ).start()

    def _carry(self, source, sink, heard):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                heard += data
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    @property
    def messages(self):
        """What the relay had in its hands, both ways: texts, and binary messages without masks."""
        texts, binaries = [], []
        for heard in self._heard:
            data = bytes(heard)
            start = data.find(b"\r\n\r\n") + 4
            if b"upgrade: websocket" not in data[:start].lower():
                continue
            for opcode, payload in frames(data[start:]):
                (binaries if opcode == 2 else texts).append(payload)
        return texts, binaries

    def cut(self):
        """Breaks every connection there is; new ones may be made."""
        ends, self._ends = self._ends, []
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.close()
        self.cut()


class Pair:
    """A citizen and an agent, from the code to the picture."""

    def __init__(self, citizen, agent):
        self.citizen = citizen
        self.agent = agent

    def open(self, user="anna"):
        """The agent opens a session for a ticket; returns the code."""
        agent = self.agent
        agent.sign_in(user)
        caller = Caller(agent.base).sign_in(user)
        ticket = caller.post(
            "/api/v1/tickets",
            json={
                "organisation": "vilaclara",
                "subject": "Padró",
                "level": "assisted",
                "citizen": {"name": "Rosa Ferrer", "phone": "612345678"},
            },
        ).json()["reference"]
        agent.open(f"/agent/tickets/{ticket}")
        agent.page.click("[data-open-remote] button")
        agent.page.wait_for_url("**/agent/sessions/*")
        return agent.page.inner_text("[data-code]")

    def join(self, code, name="Rosa"):
        """The citizen types the code and says yes."""
        page = self.citizen.page
        self.citizen.open("/assist")
        page.fill("#code", code)
        page.click("main button[type=submit]")
        page.fill("#name", name)
        page.click("[data-join-form] button[type=submit]")
        page.wait_for_selector(".assist")

    def compare(self):
        """Both read the same digits and say so."""
        pages = [self.citizen.page, self.agent.page]
        for page in pages:
            page.wait_for_selector("[data-digits]:visible")
            page.wait_for_function("document.querySelector('[data-digits]').textContent")
        digits = {page.inner_text("[data-digits]") for page in pages}
        for page in pages:
            page.click("[data-act=same]")
        return digits

    def share(self, way="window"):
        page = self.citizen.page
        page.wait_for_selector("[data-part=choose]:visible")
        page.click(f"[data-share={way}]")
        page.wait_for_selector("[data-part=sharing]:visible")

    def meet(self):
        self.join(self.open())
        self.compare()
        self.share()

    def panel(self, expression):
        """What something of the citizen's panel is, wherever the panel is."""
        return self.citizen.page.evaluate(f"() => {{ {PANEL} return {expression}; }}")

    def in_panel(self, selector, verb):
        self.panel(f"panel.querySelector({selector!r}).{verb}()")

    def until_panel(self, condition):
        self.citizen.page.wait_for_function(f"() => {{ {PANEL} return {condition}; }}")

    def answer(self, saying, yes=True):
        """The citizen answers a question, wherever it is shown."""
        self.until_panel(
            f"[...panel.querySelectorAll('.question-box')].some((box) => box.textContent.includes({saying!r}))"
        )
        self.panel(
            f"""[...panel.querySelectorAll('.question-box')].find((box) => box.textContent.includes({saying!r}))
              .querySelectorAll('button')[{0 if yes else 1}].click()"""
        )

    def land(self):
        """Closes the panel's own window."""
        self.citizen.page.evaluate("documentPictureInPicture.window?.close()")
        self.citizen.page.wait_for_selector("[data-panel]:visible")

    @property
    def colours(self):
        return self.agent.page.evaluate(READ)

    def sees(self, *expected, seconds=10):
        """Waits until the agent's canvas shows these colours in its quarters."""
        deadline = seconds * 20
        for _ in range(deadline):
            if self.agent.page.locator("[data-screen]").is_visible():
                seen = self.colours
                if all(near(a, b) for a, b in zip(seen, expected)):
                    return True
            self.agent.page.wait_for_timeout(50)
        return False


@contextlib.contextmanager
def pair(browser, base, script=OWN_TAB):
    with (
        browsing.window(browser, base, browsing.DESK) as agent,
        browsing.window(browser, base, {"width": 1000, "height": 800}) as citizen,
    ):
        citizen.page.add_init_script(script)
        yield Pair(citizen, agent)

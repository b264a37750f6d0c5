"""A whole computer by VNC: it dials in, noVNC shows it, control is by leave only."""

import contextlib
import signal
import socket
import struct
import subprocess
import threading

import pytest

import program
import screen
import sharing

WIDTH, HEIGHT = 320, 240
RED, GREEN, BLUE = (192, 0, 0), (0, 160, 0), (0, 0, 192)
READ = """
  () => {
    const canvas = document.querySelector("[data-desktop] canvas");
    return canvas && [...canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data].slice(0, 3);
  }
"""
# The citizen's page gives control for its usual ten minutes; the relay is asked for fewer.
SHORT_GRANT = """
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const isGrant = typeof data === "string" && data.includes('"grant"') && data.includes('"control"');
    return send.call(this, isGrant ? JSON.stringify({...JSON.parse(data), seconds: 4}) : data);
  };
"""
HOSTILE = b'<img src=x onerror="document.title=1">\x1b[2J\x00\xe2\x80\xae\xff\xfe' + b"A" * 65_536


class Computer:
    """A screen that is a file, shared by x11vnc; what is typed on it goes into another file."""

    def __init__(self, folder, repeater, colour=RED):
        folder.mkdir(exist_ok=True)
        self.screen = folder / "screen"
        self.typed = folder / "typed"
        self.paint(colour)
        self.process = subprocess.Popen(
            [
                "x11vnc",
                "-rawfb",
                f"map:{self.screen}@{WIDTH}x{HEIGHT}x32:ff0000/ff00/ff",
                "-pipeinput",
                f"cat > {self.typed}",
                "-nopw",
                "-connect_or_exit",
                repeater,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            start_new_session=True,
        )

    def paint(self, colour):
        pixel = bytes([colour[2], colour[1], colour[0], 0])
        with open(self.screen, "r+b" if self.screen.exists() else "wb") as file:
            file.write(pixel * (WIDTH * HEIGHT))

    @property
    def keys(self):
        """How many keys came, after x11vnc's own explanation."""
        return self.typed.read_text().partition("END_OF_TOP")[2].count("Keysym")

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


class HostileServer(threading.Thread):
    """A VNC server that dials in with an id, has a terrible name, and shows one colour."""

    def __init__(self, number, host, port):
        super().__init__(daemon=True)
        self.line = socket.create_connection((host, int(port)))
        self.line.sendall(f"ID:{number}".encode().ljust(250, b"\0") + b"RFB 003.008\n")
        self.start()

    def take(self, count):
        data = b""
        while len(data) < count:
            more = self.line.recv(count - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    def run(self):
        with contextlib.suppress(EOFError, OSError):
            self.take(12)
            self.line.sendall(b"\x01\x01")
            self.take(1)
            self.line.sendall(b"\0\0\0\0")
            self.take(1)
            form = struct.pack(">BBBBHHHBBB3x", 32, 24, 0, 1, 255, 255, 255, 16, 8, 0)
            self.line.sendall(struct.pack(">HH", 64, 48) + form)
            self.line.sendall(struct.pack(">I", len(HOSTILE)) + HOSTILE)
            while True:
                kind = self.take(1)[0]
                if kind == 0:
                    self.take(19)
                elif kind == 2:
                    self.take(4 * struct.unpack(">xH", self.take(3))[0])
                elif kind == 3:
                    self.take(9)
                    head = struct.pack(">BxHHHHHi", 0, 1, 0, 0, 64, 48, 0)
                    # In the order of bytes that noVNC asks for.
                    self.line.sendall(head + bytes([*BLUE, 0]) * (64 * 48))
                else:
                    return


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def desktops(data, serve):
    """A server that takes desktops, and where."""
    repeater, first = f"127.0.0.1:{free_port()}", free_port()
    return serve(data, "--rfb", repeater, "--rfb-slots", f"{first}-{first + 3}"), repeater


@pytest.fixture
def capturing(playwright):
    with sharing.chromium(playwright) as browser:
        yield browser


@contextlib.contextmanager
def invited(capturing, server, script="", act="vnc"):
    """Two people who have compared their digits, and the agent has asked for a computer."""
    with sharing.pair(capturing, server.url, script=sharing.OWN_TAB + script) as pair:
        pair.join(pair.open())
        pair.compare()
        pair.agent.page.click(f"[data-act={act}]")
        pair.agent.page.wait_for_selector("[data-vnc-news][data-port]")
        yield pair, pair.agent.page.get_attribute("[data-vnc-news]", "data-id")


def answer(page, nth=0):
    """The citizen answers the question: 0 is yes."""
    page.click(f"[data-questions] button >> nth={nth}")


def sees(page, colour):
    program.until(lambda: page.evaluate(READ) == list(colour), what=f"the colour {colour}")


def test_a_computer_is_seen_and_controlled_only_by_leave(capturing, desktops, tmp_path, pictures):
    server, repeater = desktops
    with invited(capturing, server, SHORT_GRANT) as (pair, number):
        citizen, agent = pair.citizen.page, pair.agent.page
        computer = Computer(tmp_path / "one", f"repeater=ID:{number}+{repeater}")
        try:
            assert agent.locator("[data-desktop] canvas").count() == 0
            pair.answer("")
            agent.wait_for_selector("[data-desktop] canvas:visible")
            sees(agent, RED)
            assert "xifrat d'extrem a extrem" in agent.inner_text("[data-state]")

            # Without leave keys are dropped while the picture moves.
            agent.click("[data-desktop] canvas")
            agent.keyboard.type("abc")
            computer.paint(GREEN)
            sees(agent, GREEN)
            assert computer.keys == 0

            agent.click("[data-ask=control]")
            pair.answer("")
            agent.wait_for_selector("[data-rung=control][data-given]")
            agent.click("[data-desktop] canvas")
            agent.keyboard.type("xyz")
            program.until(lambda: computer.keys > 0, what="a key")
            agent.screenshot(path=pictures / "session-vnc.png")

            # The time is over: the relay drops what a page that knows nothing of it would send.
            agent.wait_for_selector("[data-rung=control]:not([data-given])")
            agent.evaluate("document.querySelector('[data-desktop] canvas').focus()")
            before = computer.keys
            agent.keyboard.type("never")
            computer.paint(BLUE)
            sees(agent, BLUE)
            assert computer.keys == before
            pair.agent.check()

            citizen.click("[data-act=stop]")
            agent.wait_for_selector("[data-desktop]", state="hidden")
            computer.process.wait(10)
        finally:
            computer.close()


def test_a_second_computer_with_the_number_waits_for_the_citizens_word(
    capturing, desktops, tmp_path, pictures
):
    server, repeater = desktops
    with invited(capturing, server) as (pair, number):
        citizen, agent = pair.citizen.page, pair.agent.page
        first = Computer(tmp_path / "one", f"repeater=ID:{number}+{repeater}", RED)
        second = None
        try:
            citizen.wait_for_selector("[data-questions] button >> nth=0")
            answer(citizen)
            sees(agent, RED)
            second = Computer(tmp_path / "two", f"repeater=ID:{number}+{repeater}", GREEN)
            citizen.wait_for_selector("[data-questions] button >> nth=0")
            citizen.screenshot(path=pictures / "second-computer.png")
            first.paint(BLUE)
            sees(agent, BLUE)
            # A third is let go at once.
            third = Computer(tmp_path / "three", f"repeater=ID:{number}+{repeater}")
            third.process.wait(20)
            answer(citizen, nth=1)
            sees(agent, GREEN)
            first.process.wait(20)
            pair.agent.check()
        finally:
            first.close()
            if second:
                second.close()


def test_a_computers_name_is_text_whatever_it_is(capturing, desktops, pictures):
    server, repeater = desktops
    with invited(capturing, server) as (pair, number):
        citizen, agent = pair.citizen.page, pair.agent.page
        HostileServer(number, *repeater.split(":"))
        citizen.wait_for_selector("[data-questions] button >> nth=0")
        title = agent.title()
        answer(citizen)
        sees(agent, BLUE)
        agent.wait_for_selector("[data-desktop-name]:visible")
        shown = agent.inner_text("[data-desktop-name]")
        assert '<img src=x onerror="document.title=1">' in shown
        assert len(shown) < 140 and not set("\x1b\x00\u202e") & set(shown)
        assert agent.locator("img[src=x]").count() == 0
        assert agent.title() == title
        agent.screenshot(path=pictures / "session-hostile-name.png")
        pair.agent.check()


def test_tigervnc_comes_by_a_port_of_its_own(capturing, desktops, tmp_path, pictures):
    server, _ = desktops
    with screen.opened(tmp_path) as display, invited(capturing, server, act="vnc-port") as (pair, _):
        citizen, agent = pair.citizen.page, pair.agent.page
        port = agent.get_attribute("[data-vnc-news]", "data-port")
        # A second display, which TigerVNC's own server draws.
        number = next(n for n in range(60, 99) if f":{n}" != display.display)
        log = open(tmp_path / "tigervnc.log", "wb")
        tiger = subprocess.Popen(
            [
                *("Xtigervnc", f":{number}", "-geometry", "320x240", "-SecurityTypes", "None"),
                *("-rfbport", str(free_port()), "-localhost", "-nolisten", "tcp"),
            ],
            stdout=log, stderr=log,
        )
        try:
            env = display.env | {"DISPLAY": f":{number}"}
            paint = ["xsetroot", "-solid", "#c00000"]
            program.until(lambda: subprocess.run(paint, env=env).returncode == 0, what="the screen")
            subprocess.run(["vncconfig", "-connect", f"127.0.0.1:{port}"], env=env, check=True)
            citizen.wait_for_selector("[data-questions] button >> nth=0")
            # The port is shut again: it was for one.
            with pytest.raises(OSError):
                socket.create_connection(("127.0.0.1", int(port)), timeout=5)
            answer(citizen)
            sees(agent, RED)
            agent.screenshot(path=pictures / "session-tigervnc.png")
            pair.agent.check()
        finally:
            tiger.terminate()
            tiger.wait(10)


def test_the_sheet_says_how(capturing, desktops, pictures):
    server, repeater = desktops
    host, port = repeater.split(":")
    with invited(capturing, server) as (pair, number):
        citizen, agent = pair.citizen.page, pair.agent.page
        spoken = " ".join(number[i : i + 3] for i in range(0, 12, 3))
        for page, selector in ((agent, "[data-vnc-sheet] a"), (citizen, "[data-offer] a")):
            with page.expect_popup() as popup:
                page.click(selector)
            sheet = popup.value
            sheet.wait_for_selector("[data-print]:visible")
            assert sheet.inner_text("[data-fill=spoken]") == spoken
            assert sheet.inner_text("dl [data-fill=port]") == port
            assert f"repeater=ID:{number}+{host}:{port}" in sheet.inner_text(".sheet-line >> nth=0")
            assert sheet.locator("[data-form=port]:visible").count() == 0
            sheet.screenshot(path=pictures / "sheet.png", full_page=True)
            sheet.emulate_media(media="print")
            sheet.screenshot(path=pictures / "sheet-printed.png", full_page=True)
            assert not sheet.locator("[data-print]").is_visible()

"""A whole computer by VNC: x11vnc dials in, noVNC shows it, control is by leave only."""

import signal
import socket
import subprocess

import pytest

import program
import sharing

WIDTH, HEIGHT = 320, 240
RED, GREEN = (192, 0, 0), (0, 160, 0)
READ = """
  () => {
    const canvas = document.querySelector("[data-desktop] canvas");
    return canvas && [...canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data].slice(0, 3);
  }
"""


class Computer:
    """A screen that is a file, shared by x11vnc; what is typed on it goes into another file."""

    def __init__(self, folder, repeater):
        self.screen = folder / "screen"
        self.typed = folder / "typed"
        self.paint(RED)
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
    def input(self):
        """What came from a keyboard or mouse, after x11vnc's own explanation."""
        return self.typed.read_text().partition("END_OF_TOP")[2]

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


@pytest.fixture
def desktops(data, serve):
    """A server that takes desktops, and where."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return serve(data, "--rfb", f"127.0.0.1:{port}"), f"127.0.0.1:{port}"


@pytest.fixture
def capturing(playwright):
    with sharing.chromium(playwright) as browser:
        yield browser


def test_a_computer_is_seen_and_controlled_only_by_leave(capturing, desktops, tmp_path, pictures):
    server, repeater = desktops
    with sharing.pair(capturing, server.url) as pair:
        citizen, agent = pair.citizen.page, pair.agent.page
        pair.join(pair.open())
        pair.compare()
        agent.click("[data-act=vnc]")
        agent.wait_for_selector("[data-vnc-news][data-id]")
        number = agent.get_attribute("[data-vnc-news]", "data-id")
        computer = Computer(tmp_path, f"repeater=ID:{number}+{repeater}")
        try:
            assert agent.locator("[data-desktop] canvas").count() == 0
            pair.answer("")
            agent.wait_for_selector("[data-desktop] canvas:visible")
            program.until(lambda: agent.evaluate(READ) == list(RED), what="the red screen")

            agent.click("[data-desktop] canvas")
            agent.keyboard.type("abc")
            computer.paint(GREEN)
            program.until(lambda: agent.evaluate(READ) == list(GREEN), what="the green screen")
            assert "Keysym" not in computer.input

            agent.click("[data-ask=control]")
            pair.answer("")
            agent.wait_for_selector("[data-rung=control][data-given]")
            agent.click("[data-desktop] canvas")
            agent.keyboard.type("xyz")
            program.until(lambda: "Keysym" in computer.input, what="a key")
            agent.screenshot(path=pictures / "session-vnc.png")
            pair.agent.check()

            citizen.click("[data-act=stop]")
            agent.wait_for_selector("[data-desktop]", state="hidden")
            computer.process.wait(10)
        finally:
            computer.close()

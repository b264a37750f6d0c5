"""A screen of one's own: Xvfb with a window manager, on which real windows open."""

import contextlib
import os
import shutil
import subprocess

import program

WIDTH, HEIGHT = 1280, 900


class Screen:
    """Started at once; `env` is for the programs that are to appear on it."""

    def __init__(self, folder):
        log = open(folder / "screen.log", "wb")
        read, write = os.pipe()
        self.server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"),
                *("-nolisten", "tcp", "-noreset"),
            ],
            pass_fds=[write],
            stdout=log,
            stderr=log,
        )
        os.close(write)
        with os.fdopen(read) as number:
            self.display = ":" + number.readline().strip()
        self.env = os.environ | {"DISPLAY": self.display}
        self.manager = subprocess.Popen(["openbox"], env=self.env, stdout=log, stderr=log)
        program.until(lambda: self.do("get_desktop", check=False) == "0", what="the window manager")

    def do(self, *words, check=True):
        """What a hand does: `xdotool` with these words; returns what it says."""
        done = subprocess.run(
            ["xdotool", *map(str, words)], env=self.env, capture_output=True, text=True
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def windows(self, name):
        return self.do("search", "--onlyvisible", "--name", name, check=False).split()

    def click(self, page, selector):
        """Clicks in the middle of something that a page shows, with the mouse of the machine."""
        box = page.locator(selector).bounding_box()
        left, top = page.evaluate(
            "() => [screenX + (outerWidth - innerWidth) / 2, screenY + outerHeight - innerHeight]"
        )
        x, y = left + box["x"] + box["width"] / 2, top + box["y"] + box["height"] / 2
        self.do("mousemove", round(x), round(y), "click", 1)

    @staticmethod
    def place(page, left, top, width, height):
        """Moves the window of a page."""
        session = page.context.new_cdp_session(page)
        window = session.send("Browser.getWindowForTarget")["windowId"]
        bounds = {"windowState": "normal"}
        session.send("Browser.setWindowBounds", {"windowId": window, "bounds": bounds})
        bounds = {"left": left, "top": top, "width": width, "height": height}
        session.send("Browser.setWindowBounds", {"windowId": window, "bounds": bounds})
        session.detach()

    def close(self):
        for process in (self.manager, self.server):
            process.terminate()
            process.wait(10)


@contextlib.contextmanager
def opened(folder):
    screen = Screen(folder)
    try:
        yield screen
    finally:
        screen.close()


@contextlib.contextmanager
def chromium(playwright, screen, *flags):
    """A browser with real windows on that screen."""
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"),
        headless=False,
        env=screen.env,
        args=[
            *("--no-sandbox", "--disable-dev-shm-usage", *flags),
        ],
    )
    try:
        yield browser
    finally:
        browser.close()

"""An office computer: its screen, the program that hears keys, and the script that was printed."""

import contextlib
import signal
import subprocess

import browsing
import program

ALWAYS = "mon-sun 00:00-24:00"
RED, GREEN = [192, 0, 0], [0, 160, 0]
READ = """
  () => {
    const canvas = document.querySelector("[data-desktop] canvas");
    return canvas && [...canvas.getContext("2d").getImageData(canvas.width - 20, canvas.height - 20, 1, 1).data].slice(0, 3);
  }
"""
BANNER = "Acompanya"


class Office:
    """A computer with a screen, a program that hears keys, and the script that was printed."""

    def __init__(self, server, folder, display, secret, desk=None, **env):
        self.folder = folder / "office"
        self.folder.mkdir()
        self.display = display
        self.script = self.folder / "office-desktop"
        self.script.write_text(
            program.run("config", "office-desktop", "--host", "desk.example", "--part", "script").stdout
        )
        self.script.chmod(0o755)
        (self.folder / "secret").write_text(secret + "\n")
        self.heard = self.folder / "keys"
        self.paint("#c00000")
        self.listener = self.listen()
        self.log = open(self.folder / "log", "w+")
        self.process = subprocess.Popen(
            [self.script],
            env=display.env | {
                "ACOMPANYA_DESK": desk or server.url,
                "ACOMPANYA_SECRET": str(self.folder / "secret"),
                "RUNTIME_DIRECTORY": str(self.folder),
                "ACOMPANYA_PAUSE": "0.1",
                "ACOMPANYA_RETRY": "0.5",
                **env,
            },
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True,
        )

    def listen(self):
        """Opens the window that hears keys; the window manager may miss one that comes too soon."""
        for _ in range(5):
            listener = subprocess.Popen(
                ["xev", "-geometry", "500x300+300+300", "-event", "keyboard"],
                env=self.display.env,
                stdout=open(self.heard, "w"),
            )
            with contextlib.suppress(AssertionError):
                program.until(lambda: self.display.windows("Event Tester"), seconds=3)
                return listener
            listener.terminate()
            listener.wait(10)
        raise AssertionError("No window hears keys.")

    def paint(self, colour):
        subprocess.run(["xsetroot", "-solid", colour], env=self.display.env, check=True)

    def sharers(self):
        """The processes of x11vnc that the script has started."""
        found = subprocess.run(
            ["pgrep", "-s", str(self.process.pid), "x11vnc"], capture_output=True, text=True
        )
        return found.stdout.split()

    @property
    def has_banner(self):
        return self.display.windows(BANNER) != []

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(15)
        self.listener.terminate()
        self.listener.wait(10)


def register(data, user="anna", hours=ALWAYS):
    return program.run(
        "desktop", "add", "vilaclara", user, "PC 14", "--hours", hours, "--data", data
    ).stdout.split()[0]


@contextlib.contextmanager
def working(server, tmp_path, display, secret, **more):
    office = Office(server, tmp_path, display, secret, **more)
    try:
        yield office
    finally:
        office.close()


def state(caller):
    return caller.get("/api/v1/office-desktops").json()["items"][0]["state"]


def connect(window, password="acompanya-anna"):
    """Opens the page, gives the password, and comes to the screen."""
    page = window.page
    window.open("/agent/desktops")
    page.fill("[data-desktop] input[type=password]", password)
    with page.expect_navigation():
        page.click("[data-desktop] form[action$=connections] button")
    return page.url


@contextlib.contextmanager
def seen(browser, server, user="anna"):
    """The owner's page with the screen, once the computer is on the line."""
    with browsing.window(browser, server.url, browsing.DESK) as window:
        window.sign_in(user)

        def is_online():
            window.open("/agent/desktops")
            return window.page.locator("[data-desktop] input[type=password]").count()

        program.until(is_online, what="the computer on the line")
        connect(window)
        yield window.page


def steps(caller):
    """What has happened with the first computer, oldest first."""
    ident = caller.get("/api/v1/office-desktops").json()["items"][0]["id"]
    events = caller.get(f"/api/v1/office-desktops/{ident}").json()["events"]
    return [event["step"] for event in reversed(events)]

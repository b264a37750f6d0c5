"""An office computer: its screen, the program that hears keys, and the script that was printed."""

import contextlib
import re
import shutil
import signal
import socket
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
    def said(self):
        """What the script, and what it runs, have written."""
        return (self.folder / "log").read_text()

    @property
    def has_banner(self):
        return self.display.windows(BANNER) != []

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(15)
        self.listener.terminate()
        self.listener.wait(10)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


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


class TunnelMouth:
    """nginx that speaks TLS before the listener, as `config nginx --rfb` prints it."""

    def __init__(self, folder, repeater):
        folder.mkdir()
        self.certificate = folder / "certificate.pem"
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
                *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
                *("-keyout", folder / "key.pem", "-out", self.certificate),
            ],
            check=True,
            capture_output=True,
        )
        self.port = free_port()
        printed = program.run("config", "nginx", "--host", "localhost", "--rfb", repeater).stdout
        block = re.search(r"^# stream \{\n(?:#.*\n?)+", printed, re.MULTILINE)[0]
        block = re.sub(r"^# ?", "", block, flags=re.MULTILINE)
        block = re.sub(r"listen \[::\]:\d+.*\n", "\n", block)
        block = block.replace("listen 5501 ", f"listen 127.0.0.1:{self.port} ")
        block = re.sub(r"/etc/letsencrypt/\S+/fullchain.pem", str(self.certificate), block)
        block = re.sub(r"/etc/letsencrypt/\S+/privkey.pem", f"{folder}/key.pem", block)
        (folder / "nginx.conf").write_text(
            "load_module /usr/lib/nginx/modules/ngx_stream_module.so;\n"
            f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
            f"worker_processes 1;\nevents {{ worker_connections 64; }}\n{block}\n"
        )
        command = [shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder, "-c", "nginx.conf"]
        check = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert check.returncode == 0, check.stderr
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def close(self):
        self.process.terminate()
        self.process.wait(20)

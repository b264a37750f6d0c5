"""The program under test: its commands, and a process that serves."""

import functools
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("ACOMPANYA", ROOT / ".build/release/acompanya"))
CLOCK = ROOT / ".build/clock.so"
START_SECONDS_MAX = 60


@functools.cache
def clock():
    """The library that moves a program's calendar, made by the toolchain's own compiler."""
    compiler = pathlib.Path(shutil.which("swift")).resolve().with_name("clang")
    source = pathlib.Path(__file__).with_name("clock.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", CLOCK, source], check=True)
    return CLOCK


class Calendar:
    """A file that says how far ahead the calendar of a program runs; a test moves it."""

    def __init__(self, file):
        self.file = pathlib.Path(file)
        self.seconds = 0
        self.pass_(0)

    def pass_(self, seconds):
        """Lets so many seconds pass."""
        self.seconds += seconds
        # In place: the program has the file in its memory.
        with open(self.file, "r+b" if self.file.exists() else "wb") as file:
            file.write(self.seconds.to_bytes(8, "little"))


def environment(ahead_seconds=0, **more):
    """The environment of a child: nothing of ours but the path, and perhaps another time."""
    env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "SWIFT_BACKTRACE": "enable=no"}
    if ahead_seconds:
        env |= {"LD_PRELOAD": str(clock()), "CLOCK_AHEAD": str(ahead_seconds)}
    return env | more


def run(*arguments, expect=0, stdin="", ahead_seconds=0, env=None, cwd=None, timeout=120):
    """Runs a command to its end and returns what it wrote."""
    done = subprocess.run(
        [BINARY, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=timeout,
        cwd=cwd,
        env=environment(ahead_seconds, **(env or {})),
    )
    if expect is not None:
        assert done.returncode == expect, (
            f"acompanya {' '.join(map(str, arguments))} ended with {done.returncode}:\n"
            f"{done.stdout}{done.stderr}"
        )
    return done


class Serving:
    """A process of `demo`, `serve` or `relay`, from its start until it is stopped by its id."""

    def __init__(self, command, data, *options, ahead_seconds=0, prepare=None, calendar=None):
        self.data = pathlib.Path(data)
        self.log_file = tempfile.TemporaryFile()
        self.lines = []
        self.ended = False
        # A relay keeps nothing.
        arguments = [BINARY, command] + ([] if command == "relay" else ["--data", str(data)])
        if "--listen" not in options:
            arguments += ["--listen", "127.0.0.1:0"]
        self.process = subprocess.Popen(
            [*arguments, *map(str, options)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.log_file,
            text=True,
            cwd=self.data.parent,
            env=environment(ahead_seconds, **self._calendar(calendar)),
            preexec_fn=prepare,
            # Python ignores SIGXFSZ; the child of a full disk must keep it so.
            restore_signals=prepare is None,
        )
        self.url = None
        self.sample = None
        self._announced = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()
        if not self._announced.wait(START_SECONDS_MAX) or self.url is None:
            self.process.kill()
            raise AssertionError(f"It did not start:\n{''.join(self.lines)}{self.log}")

    @staticmethod
    def _calendar(calendar):
        return {"LD_PRELOAD": str(clock()), "CLOCK_FILE": str(calendar.file)} if calendar else {}

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)
            if line.startswith("{") and self.sample is None:
                self.sample = json.loads(line)
            address = re.search(r"https?://[\w.\[\]:]+", line)
            if address and self.url is None:
                self.url = address[0]
                self._announced.set()
        self._announced.set()

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1])

    @property
    def log(self):
        """What has been written to standard error."""
        size = os.fstat(self.log_file.fileno()).st_size
        return os.pread(self.log_file.fileno(), size, 0).decode()

    @property
    def resident_megabytes(self):
        pages = pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def kill(self):
        """Ends it as a power cut does."""
        self.process.kill()
        self.process.wait(30)
        self.ended = True

    def stop(self):
        """Asks it to stop and expects a clean end."""
        if self.ended:
            return
        self.ended = True
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(30)
            raise AssertionError(f"It did not stop on SIGTERM:\n{self.log}") from None
        assert code == 0, f"It ended with {code}:\n{self.log}"


def until(condition, seconds=15, what="it"):
    """Waits until a condition holds, and returns what it gave."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.05)
    raise AssertionError(f"{what} has not come to pass in {seconds} s")

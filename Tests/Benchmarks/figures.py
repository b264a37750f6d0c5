"""Measures the release binary beside bare peers and prints ratios."""

import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/EndToEndTests"))

import program  # noqa: E402
from desk import Caller  # noqa: E402

SECONDS = int(os.environ.get("SECONDS_EACH", 4))
CONNECTIONS = [1, 16, 256]
COUNCIL = "granvila"


def say(what, figure, aim=""):
    print(f"{what:<58} {figure:>22}   {aim}", flush=True)


def wrk(url, connections, *script, seconds=SECONDS):
    """Requests a second; all of them must have been answered with success."""
    threads = 1 if connections == 1 else 2
    command = [
        "wrk",
        f"-t{threads}",
        f"-c{connections}",
        f"-d{seconds}s",
        *script[:2],
        url,
        *script[2:],
    ]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in text and "Socket errors" not in text, text
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


def reading(folder):
    """GET of a council, beside a loop that sends constant bytes."""
    server = program.Serving("serve", folder, "--rate-limits", "off")
    peer = subprocess.Popen(
        [ROOT / ".build/release/EchoPeer", "2"], stdout=subprocess.PIPE, text=True
    )
    bare = "http://" + peer.stdout.readline().strip() + "/"
    try:
        for connections in CONNECTIONS:
            echo = wrk(bare, connections)
            own = wrk(f"{server.url}/api/v1/organisations/vilaclara", connections)
            say(
                f"GET a council, {connections} connections: {own:,.0f}/s of {echo:,.0f}/s",
                f"{own / echo:.2f} of the bare echo",
                "aim 0.60",
            )
    finally:
        peer.terminate()
        peer.wait()
        server.stop()


def syncs_a_second(folder, seconds=2.0):
    """What one caller after the other could have: a page written and synced each."""
    file, page, count = os.open(folder / "syncs", os.O_WRONLY | os.O_CREAT, 0o600), b"x" * 4096, 0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        os.write(file, page)
        os.fdatasync(file)
        count += 1
    os.close(file)
    (folder / "syncs").unlink()
    return count / seconds


def booking(folder):
    """Durable promises, beside a loop of one sync for each."""
    data = folder / "large"
    program.run(
        *("organisation", "add", COUNCIL, "--code", "GRA", "--name", "ca=Gran Vila"),
        *("--hours", "mon-sun 08:00-20:00", "--calls-per-slot", 1000, "--data", data),
    )
    server = program.Serving("serve", data, "--rate-limits", "off")
    windows = [each["id"] for each in Caller(server).windows(COUNCIL, kind="slot")]
    path = f"/api/v1/organisations/{COUNCIL}/callbacks"
    script = str(pathlib.Path(__file__).with_name("booking.lua"))
    for index, connections in enumerate(CONNECTIONS):
        alone = syncs_a_second(folder)
        first = 600_000_000 + index * 10_000_000
        own = wrk(server.url, connections, "-s", script, "--", path, str(first), ",".join(windows))
        say(
            f"Book durably, {connections} connections: {own:,.0f}/s of {alone:,.0f} syncs/s",
            f"{own / alone:.1f} × a sync each",
            "aim 20" if connections == 256 else "",
        )
    server.stop()
    program.run("check", "--data", data)


def start_seconds(folder):
    """From the program's start to its first answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    process = subprocess.Popen(
        [program.BINARY, "serve", "--data", folder, "--listen", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=program.environment(),
    )
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as client:
                client.sendall(b"GET /api/v1/organisations/vilaclara HTTP/1.1\r\nHost: a\r\n\r\n")
                if client.recv(100).startswith(b"HTTP/1.1 200"):
                    seconds = time.perf_counter() - began
                    break
        except OSError:
            time.sleep(0.0005)
    process.terminate()
    process.wait()
    return seconds


def main():
    base = ROOT / ".build/benchmarks"
    base.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=base) as name:
        folder = pathlib.Path(name)
        began = time.perf_counter()
        server = program.Serving("demo", folder / "year", "--json")
        say(
            "Make a year of 16,000 contacts and serve it",
            f"{time.perf_counter() - began:.1f} s",
            "aim 10",
        )
        server.stop()
        starts = statistics.median(start_seconds(folder / "year") for _ in range(11))
        say("Start on that year until the first answer", f"{starts * 1000:.0f} ms", "aim 50")
        server = program.Serving("serve", folder / "year")
        Caller(server).get("/vilaclara")
        time.sleep(2)
        say("Resident while idle", f"{server.resident_megabytes:.1f} MB", "aim 25")
        server.stop()
        reading(folder / "year")
        booking(folder)


if __name__ == "__main__":
    main()

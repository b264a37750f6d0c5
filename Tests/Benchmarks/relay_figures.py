"""Measures the relay beside websockify and the plainest relay there can be, and prints ratios."""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEER = ROOT / ".build/release/RelayPeer"
PROGRAM = ROOT / ".build/release/acompanya"
SECONDS = int(os.environ.get("SECONDS_EACH", 10))
# Sessions, bytes of a frame, frames a second: 10 kB/s each, twice, and 100 kB/s each.
LOADS = [(6000, 2000, 5), (6000, 1000, 10), (1000, 10000, 10)]
KINDS = {"direct": "no relay at all", "copy": "plain 64 kB copy relay", "websockify": "websockify"}


def say(what, figure, aim=""):
    print(f"{what:<58} {figure:>30}   {aim}", flush=True)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def measure(*words):
    done = subprocess.run(
        [PEER, *map(str, words)], stdout=subprocess.PIPE, text=True, timeout=240, check=True
    )
    return json.loads(done.stdout)


@contextlib.contextmanager
def running(*command, ready=None):
    """A process until the end of the block; `ready` is a word in its first line."""
    process = subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.PIPE if ready else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        if ready:
            assert ready in process.stdout.readline()
        yield process
    finally:
        process.terminate()
        process.wait(20)


def until_listening(port):
    """Looks into the kernel's table: a connection would be taken for the one that counts."""
    wanted = f"0100007F:{port:04X} 00000000:0000 0A"
    while wanted not in pathlib.Path("/proc/net/tcp").read_text():
        pass


def through(kind):
    relay, target = free_port(), free_port()
    address = f"127.0.0.1:{relay}"
    if kind == "direct":
        return measure("through", kind, f"127.0.0.1:{target}", target, 0)
    if kind == "copy":
        command = [PEER, "copy", relay, f"127.0.0.1:{target}"]
    else:
        # In one process, so that its time can be read.
        command = [shutil.which("websockify"), "--run-once", address, f"127.0.0.1:{target}"]
    with running(*command) as process:
        until_listening(relay)
        return measure("through", kind, address, target, process.pid)


def ours(key):
    address, dial_in = f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}"
    with running(PEER, "serve", address, dial_in, key, ready="listening") as process:
        pipe = measure("pipe", address, dial_in, key, process.pid)
        return pipe, measure("rooms", address, key, process.pid)


def pipes(key):
    """Both ways between a WebSocket and a plain connection, and what is added to the latency."""
    all_of = {kind: through(kind) for kind in KINDS}
    own, rooms = ours(key)
    rival, direct = all_of["websockify"], all_of["direct"]
    names = KINDS | {"acompanya": "acompanya"}
    for kind, figures in (all_of | {"acompanya": own}).items():
        for way, title in (("in", "TCP → WebSocket"), ("out", "WebSocket → TCP")):
            plain = "" if kind == "acompanya" or kind == "websockify" else " (plain TCP)"
            text = f"{figures[way]['mbps']:,.0f} MB/s"
            if kind != "direct":
                text += f", {figures[way]['cpu']:.2f} CPU s/GB"
            ratio = figures[way]["mbps"] / rival[way]["mbps"]
            aim = {"in": "aim 1.0", "out": "aim 3.0"}[way] if kind == "acompanya" else ""
            say(f"{title}{plain}: {names[kind]}", text, f"{ratio:.2f} × websockify   {aim}")
    for viewers in (1, 2, 8):
        figures = rooms[f"viewers{viewers}"]
        total = figures["mbps"] * viewers
        say(
            f"WebSocket → {viewers} WebSocket(s), frames of 32 kB",
            f"{figures['mbps']:,.0f} MB/s, {figures['cpu']:.2f} CPU s/GB",
            f"{total:,.0f} MB/s to all viewers",
        )
    end = rooms["end"]
    say(
        "From the sharer's end to the close of all of eight viewers",
        f"P50 {end['p50'] / 1e3:.1f} ms, P99 {end['p99'] / 1e3:.1f} ms",
        "aim 100 ms",
    )
    latencies = all_of | {"acompanya": own, "room": rooms}
    names["room"] = "acompanya, WebSocket ↔ WebSocket"
    for size in (200, 20000):
        base, other = direct[f"rtt{size}"], rival[f"rtt{size}"]
        for kind, figures in latencies.items():
            if kind == "direct":
                continue
            p50, p99 = (figures[f"rtt{size}"][mark] - base[mark] for mark in ("p50", "p99"))
            ratio = p50 / (other["p50"] - base["p50"])
            say(
                f"Added to a round trip of {size:,} B: {names[kind]}",
                f"P50 {p50:,.0f} µs, P99 {p99:,.0f} µs",
                f"{ratio:.2f} × websockify's   {'aim 0.5' if kind == 'acompanya' else ''}",
            )


def sessions(key):
    """Many sessions on the real program, a sharer and a viewer each."""
    for count, size, rate in LOADS:
        address = f"127.0.0.1:{free_port()}"
        command = [PROGRAM, "relay", "--listen", address, "--key-file", key]
        with running(*command, ready="http") as process:
            figures = measure(
                "sessions", address, key, process.pid, count, size, rate, SECONDS
            )
            with urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as answer:
                metrics = answer.read().decode()
        age, late = figures["age"], figures["late"]
        share = figures["came"] / max(1, figures["sent"])
        memory = figures["memory"] / 1e6
        say(
            f"{count:,} sessions × {rate}/s × {size:,} B = {rate * size / 1000:,.0f} kB/s each",
            f"P50 {age['p50'] / 1e3:,.1f} ms, P99 {age['p99'] / 1e3:,.1f} ms",
            f"{share:.1%} of {figures['sent']:,} frames came, {figures['lost']} connections lost",
        )
        say(
            "    of the relay",
            f"{figures['cpuCores']:.2f} cores, {memory:,.0f} MB",
            f"{figures['cpuMicrosecondsAFrame']:.1f} µs a frame, "
            f"{(memory - figures['idleMemory'] / 1e6) * 1000 / count:,.0f} kB a session, "
            f"sent P99 {late['p99'] / 1e3:,.1f} ms late, "
            f"drops {metric(metrics, 'drops_total')}",
        )


def metric(text, name):
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return next((words[1] for words in lines if words[0] == f"acompanya_relay_{name}"), "?")


def main():
    with tempfile.TemporaryDirectory(dir=ROOT / ".build") as folder:
        key = pathlib.Path(folder) / "relay.key"
        key.write_text(os.urandom(32).hex() + "\n")
        key.chmod(0o600)
        parts = sys.argv[1:] or ["pipes", "sessions"]
        if "pipes" in parts:
            pipes(key)
        if "sessions" in parts:
            sessions(key)


if __name__ == "__main__":
    sys.exit(main())

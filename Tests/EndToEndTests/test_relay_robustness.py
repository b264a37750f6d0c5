"""What a hostile or slow participant can do to the relay: nothing to the others."""

import re
import threading
import time

import pytest
import requests

import program
import relaying
from relaying import BINARY, DELTA, KEY, TEXT, Client, Session, frame, picture

KIND_OF_SECRET = ("used", "expired", "another session's", "forged")


@pytest.fixture
def relay(tmp_path):
    """A relay by itself, and its key."""
    key, *options = key_file(tmp_path)
    server = program.Serving("relay", tmp_path / "relay", *options)
    yield server, key
    server.stop()


def key_file(folder):
    """A key, and the options with which a relay is told it."""
    (folder / "relay").mkdir()
    file, key = folder / "relay" / "relay.key", bytes(range(32))
    file.write_text(key.hex() + "\n")
    file.chmod(0o600)
    return key, "--key-file", file


@pytest.fixture
def session(relay):
    session = Session(*relay, "s")
    yield session
    session.close()


def metric(server, name):
    text = requests.get(f"{server.url}/metrics", timeout=20).text
    return float(re.search(rf"^acompanya_relay_{re.escape(name)} ([\d.e+-]+)$", text, re.M)[1])


@pytest.mark.parametrize(
    ("bytes_", "code"),
    [
        (frame(TEXT, b"{}", masked=False), 1002),
        (frame(BINARY, b"x" * 40, first=0xC0), 1002),
        (frame(BINARY, b"x" * 40, first=0xA0), 1002),
        (frame(TEXT, b'{"type":"\xff\xfe"}'), 1007),
        (frame(TEXT, b"\xed\xa0\x80"), 1007),
        (frame(BINARY, bytes(1_048_577)), 1009),
        (frame(9, b"x" * 126), 1002),
        (frame(9, b"x", first=0), 1002),
        (frame(3, b"x"), 1002),
        (frame(8, b"\x03"), 1002),
        (frame(8, b"\x03\xed"), 1002),
    ],
    ids=[
        *("unmasked", "RSV1", "RSV2", "no UTF-8", "a surrogate", "oversized", "a long ping"),
        *("half a ping", "an unknown opcode", "half a close code", "a code that may not travel"),
    ],
)
def test_a_frame_against_the_rfc_closes_as_it_says(session, bytes_, code):
    viewer = session.view()
    # The answer may come before the last of too many bytes has gone.
    threading.Thread(target=_push, args=(viewer.socket, bytes_), daemon=True).start()
    assert viewer.closed() == code
    session.sharer.hear("away")


def _push(connection, data):
    try:
        connection.sendall(data)
    except OSError:
        pass


@pytest.mark.parametrize(("kind", "status"), list(zip(KIND_OF_SECRET, (410, 410, 401, 401))))
def test_a_ticket_is_for_one_session_once_and_soon(session, kind, status):
    match kind:
        case "used":
            secret = session.ticket("agent", 1)
            session.connect(secret)
        case "expired":
            secret = session.ticket("agent", 1, age=61)
        case "another session's":
            secret = "ticket." + relaying.ticket(session.key, "t", "agent", 1)
        case "forged":
            secret = "ticket." + relaying.ticket(bytes(32), "s", "agent", 1)
    before = metric(session.server, "refusals_total")
    assert session.connect(secret).status == status
    assert metric(session.server, "refusals_total") == before + 1


@pytest.mark.parametrize("origin", ["http://evil.example", None, "null"])
def test_a_foreign_page_is_refused_and_doesnt_use_the_ticket_up(session, origin):
    secret = session.ticket("agent", 1)
    assert session.connect(secret, origin=origin).status == 403
    assert session.connect(secret).status == 101


class Slow:
    """A viewer who reads 20 kB a second and no more."""

    def __init__(self, viewer):
        self.viewer = viewer
        self.ends = threading.Event()
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        try:
            while not self.ends.wait(0.1):
                self.viewer.socket.recv(2_000)
        except OSError:
            pass


def test_a_slow_viewer_changes_nothing_for_a_fast_one_and_memory_stays_flat(session):
    fast = session.view()
    slow = Slow(session.view(2, "interpreter", buffer=8_192))
    session.share()
    session.sharer.send(BINARY, picture(KEY, 0, 20_000))
    assert fast.see()[24] == 0
    memory = []
    # Six seconds at 2 MB/s: a hundred times what the slow one reads.
    for number in range(1, 601):
        due = time.monotonic() + 0.01
        session.sharer.send(BINARY, picture(DELTA, number, 20_000, mark=number % 251))
        seen = fast.see()
        assert seen[24] == number % 251, "a frame is missing for the fast one"
        memory.append(session.server.resident_megabytes)
        time.sleep(max(0, due - time.monotonic()))
    slow.ends.set()
    assert metric(session.server, "drops_total") > 300
    assert max(memory[300:]) - min(memory[100:300]) < 4, "memory grows"


def test_a_storm_of_wishes_for_key_frames_becomes_one_a_second(session):
    viewers = [session.view(), *(session.view(n, "interpreter") for n in range(2, 5))]
    session.share()
    session.sharer.hear("key-request")
    began, asked = time.monotonic(), []
    heard = threading.Thread(target=_hear_requests, args=(session.sharer, asked), daemon=True)
    heard.start()
    while time.monotonic() < began + 3:
        for viewer in viewers:
            viewer.say(type="key-request")
        time.sleep(0.02)
    session.sharer.socket.settimeout(0.1)
    heard.join(5)
    gaps = [after - before for before, after in zip(asked, asked[1:])]
    assert 2 <= len(asked) <= 4
    # The reading thread may be late, never the relay early.
    assert all(gap > 0.9 for gap in gaps), gaps


def _hear_requests(sharer, asked):
    try:
        while True:
            sharer.hear("key-request")
            asked.append(time.monotonic())
    except (OSError, relaying.Ended):
        pass


def test_an_end_by_the_sharer_closes_everybody_and_nothing_follows(session):
    viewers = [session.view(), session.view(2, "interpreter")]
    session.share()
    session.sharer.send(BINARY, picture(KEY, 1))
    for viewer in viewers:
        viewer.see()
    # Frames right behind the end, in the same breath.
    end = frame(TEXT, b'{"type":"end"}')
    session.sharer.socket.sendall(end + frame(BINARY, picture(DELTA, 2)) * 50)
    for viewer in viewers:
        assert viewer.hear("ended")["reason"] == "stopped"
        opcodes = []
        try:
            while True:
                opcodes.append(viewer.next()[0])
        except relaying.Ended as ended:
            assert ended.args[0] == 4000
        assert BINARY not in opcodes
    assert session.connect(session.ticket("agent", 9)).status == 410


def test_a_relay_that_stops_says_so_to_everybody(relay):
    server, key = relay
    sessions = [Session(server, key, name) for name in ("a", "b")]
    clients = [session.view() for session in sessions] + [each.sharer for each in sessions]
    # Somebody at the door, who hasn't said hello.
    clients.append(sessions[0].connect(sessions[0].ticket("interpreter", 5)))
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 5
    assert [client.closed() for client in clients] == [1001] * 5


def test_the_ninth_viewer_and_a_session_too_many_are_told_to_come_back(tmp_path):
    key, *options = key_file(tmp_path)
    server = program.Serving("relay", tmp_path / "relay", *options, "--sessions", 1)
    try:
        session = Session(server, key, "s")
        for number in range(1, 9):
            session.enter("interpreter", number)
        ninth = session.connect(session.ticket("agent", 9))
        ninth.say(type="hello")
        assert ninth.closed() == 1013
        other = "ticket." + relaying.ticket(key, "t", "sharer")
        assert Client(server, "t", other).status == 503
    finally:
        server.stop()


def test_who_says_no_hello_has_to_go(session):
    silent = session.connect(session.ticket("agent", 1))
    began = time.monotonic()
    assert silent.closed() == 4005
    assert 4 < time.monotonic() - began < 15


def test_the_metrics_tell_sessions_bytes_drops_and_added_latency(session):
    viewer = session.view()
    session.share()
    before = metric(session.server, "bytes_total")
    for number in range(10):
        session.sharer.send(BINARY, picture(KEY, number, 1_000))
        viewer.see()
    assert metric(session.server, "sessions") == 1
    assert metric(session.server, "connections") == 2
    assert metric(session.server, "bytes_total") - before == 10 * 1_004
    assert metric(session.server, "drops_total") == 0
    text = requests.get(f"{session.server.url}/metrics", timeout=20).text
    buckets = re.findall(r'added_latency_seconds_bucket\{le="(.*?)"\} (\d+)', text)
    counts = [int(count) for _, count in buckets]
    assert buckets[-1][0] == "+Inf" and counts == sorted(counts) and counts[-1] >= 10


def test_a_desk_that_stops_says_so_to_those_of_its_own_relay(data, serve):
    server = serve(data)
    session = Session(server, bytes.fromhex((data / "relay.key").read_text()), "s")
    viewer = session.view()
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 5
    assert [viewer.closed(), session.sharer.closed()] == [1001, 1001]

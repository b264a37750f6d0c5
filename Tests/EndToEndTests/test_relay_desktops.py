"""Strangers and hostile viewers at the listener for shared computers."""

import os
import socket
import threading
import time

import pytest
import requests

import program
from relaying import BINARY, Session

VERSION = b"RFB 003.008\n"
KEY_A = bytes([4, 1, 0, 0, 0, 0, 0, 65])
WISH = bytes([3, 1, 0, 0, 0, 0, 1, 0, 1, 0])


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Relay(program.Serving):
    """A relay by itself that takes computers."""

    def __init__(self, folder):
        folder.mkdir()
        self.key = bytes(range(32))
        (folder / "relay.key").write_text(self.key.hex() + "\n")
        (folder / "relay.key").chmod(0o600)
        self.door = free_port()
        options = ("--key-file", folder / "relay.key", "--rfb", f"127.0.0.1:{self.door}")
        super().__init__("relay", folder, *options)

    def call(self):
        computer = socket.create_connection(("127.0.0.1", self.door), 20)
        computer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return computer


@pytest.fixture
def relay(tmp_path):
    relay = Relay(tmp_path / "relay")
    yield relay
    relay.stop()


@pytest.fixture
def session(relay):
    session = Session(relay, relay.key, "s")
    yield session
    session.close()


def hello(session):
    """What the computer of a session says first."""
    session.sharer.say(type="invite-desktop")
    name = session.sharer.hear("desktop-invited")["id"]
    return f"ID:{name}".encode().ljust(250, b"\0")


def is_let_go(computer):
    """Whether the other side closes without a word."""
    try:
        return computer.recv(1) == b""
    except ConnectionResetError:
        return True


def watch(session):
    """A viewer of the computer, past the handshake, and what the computer is asked first."""
    screen = session.connect(session.ticket("agent", 1), path="/relay/rfb/")
    assert screen.status == 101 and screen.see() == VERSION
    return screen


def shake_hands(screen, computer):
    for said, answer in ((VERSION, b"\1\1"), (b"\1", bytes(4)), (b"\1", b"")):
        screen.send(BINARY, said)
        assert computer.recv(len(said)) == said
        if answer:
            computer.sendall(answer)
            assert screen.see() == answer


def shown(session):
    """A computer whose screen is shared, and its viewer."""
    viewer = session.view()
    session.share("vnc")
    computer = session.server.call()
    computer.sendall(hello(session) + VERSION)
    assert viewer.hear("desktop")["there"]
    screen = watch(session)
    shake_hands(screen, computer)
    return viewer, computer, screen


def test_a_hello_of_250_segments_is_a_hello(session):
    viewer = session.view()
    session.share("vnc")
    with session.server.call() as computer:
        for byte in hello(session):
            computer.sendall(bytes([byte]))
        computer.sendall(VERSION)
        assert viewer.hear("desktop")["there"]
        assert watch(session)


@pytest.mark.parametrize("said", [b"ID:", b""])
def test_who_begins_and_falls_silent_is_let_go_after_five_seconds(relay, said):
    with relay.call() as computer:
        computer.sendall(said)
        began = time.monotonic()
        assert is_let_go(computer)
        assert 4 < time.monotonic() - began < 15


def test_ten_thousand_strangers_keep_nobody_out_and_fill_nothing(session):
    server = session.server
    viewer = session.view()
    session.share("vnc")
    words = hello(session) + VERSION
    before = server.resident_megabytes
    strangers = []
    for number in range(10_000):
        strangers.append(server.call())
        strangers[-1].send(b"ID:")
        if number % 2_500 == 0:
            assert requests.get(f"{server.url}/healthz", timeout=20).status_code == 200
    # Whoever means it comes in among them.
    computer = server.call()
    computer.sendall(words)
    assert viewer.hear("desktop")["there"]
    assert server.resident_megabytes - before < 20
    program.until(lambda: descriptors(server) < 200, what="the strangers' end")
    for stranger in strangers:
        stranger.close()
    computer.close()


def descriptors(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def test_looking_passes_no_key_and_control_passes_them(session):
    viewer, computer, screen = shown(session)
    screen.send(BINARY, KEY_A + WISH)
    assert computer.recv(100) == WISH
    session.sharer.say(type="grant", right="control")
    while not viewer.hear("rights")["rights"]["control"]:
        pass
    screen.send(BINARY, KEY_A + WISH)
    assert receive(computer, len(KEY_A + WISH)) == KEY_A + WISH
    # What is pressed when control ends is let go, without a word of the viewer.
    session.sharer.say(type="revoke", right="control")
    assert receive(computer, 8) == bytes([4, 0, 0, 0, 0, 0, 0, 65])
    computer.close()


def receive(connection, count):
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        assert piece
        data += piece
    return data


def test_pictures_of_any_size_come_whole_and_a_pause_holds_them(session):
    _, computer, screen = shown(session)
    picture = bytes(range(256)) * 4_000
    threading.Thread(target=computer.sendall, args=(picture,), daemon=True).start()
    seen = b""
    while len(seen) < len(picture):
        seen += screen.see()
    assert seen == picture
    session.sharer.say(type="pause")
    session.sharer.hear("rights")
    computer.sendall(b"hidden")
    screen.socket.settimeout(0.5)
    with pytest.raises(TimeoutError):
        screen.see()
    computer.close()


def test_an_unknown_message_of_a_viewer_ends_its_view(session):
    _, computer, screen = shown(session)
    screen.send(BINARY, bytes([7, 0, 0]))
    assert screen.closed() == 1008
    assert is_let_go(computer)


def test_a_relay_that_stops_lets_viewers_and_computers_go(session):
    _, computer, screen = shown(session)
    session.server.stop()
    assert screen.closed() == 1001
    assert is_let_go(computer)
    assert session.sharer.closed() == 1001

"""Thousands of clients who hold a connection and do little with it."""

import contextlib
import os
import resource
import socket
import threading
import time

import pytest

import wire
from desk import Caller

IDLE = 10_000
SLOW = 500


def open_files():
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


@contextlib.contextmanager
def connections(server, count):
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(wire.connect(server)) for _ in range(count)]


def test_slow_clients_hold_nobody_else_up(data, serve):
    server = serve(data)
    ends = threading.Event()

    def drip(clients):
        request = wire.head("POST", "/api/v1/session", "Content-Length: 1000")
        for index in range(len(request) + 1000):
            for client in clients:
                with contextlib.suppress(OSError):
                    client.send(request[index : index + 1] or b" ")
            if ends.wait(0.02):
                return

    with connections(server, SLOW) as clients:
        drips = threading.Thread(target=drip, args=[clients])
        drips.start()
        caller = Caller(server)
        began = time.monotonic()
        for _ in range(200):
            assert caller.get("/vilaclara").status_code == 200
        window = caller.windows("vilaclara", kind="slot")[-1]["id"]
        assert caller.book("vilaclara", window).status_code == 201
        seconds = time.monotonic() - began
        ends.set()
        drips.join()
    assert seconds < 30


def test_slow_readers_hold_nobody_else_up(data, serve):
    server = serve(data)
    request = wire.head("GET", "/api/openapi.json") * 50
    with connections(server, 100) as clients:
        for client in clients:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(request)
        caller = Caller(server)
        for _ in range(50):
            assert caller.get("/vilaclara").status_code == 200
        assert server.resident_megabytes < 200


def test_ten_thousand_idle_connections_cost_little(data, serve):
    server = serve(data)
    count = min(IDLE, open_files() - 500)
    assert count >= 500, "Too few files may be open: raise `ulimit -n`."
    Caller(server).get("/vilaclara")
    before = server.resident_megabytes
    with connections(server, count) as clients:
        for client in clients[:: count // 100]:
            client.sendall(wire.head("GET", "/healthz"))
            assert client.recv(1000).startswith(b"HTTP/1.1 200 ")
        assert Caller(server).get("/vilaclara").status_code == 200
        kilobytes = (server.resident_megabytes - before) * 1000 / count
    print(f"{count} idle connections: {kilobytes:.1f} kB each")
    assert kilobytes < 16
    assert Caller(server).get("/vilaclara").status_code == 200


@pytest.mark.parametrize("times", [2000])
def test_clients_who_come_and_go_leave_nothing_behind(data, serve, times):
    server = serve(data)
    files = f"/proc/{server.process.pid}/fd"

    def count():
        return len(os.listdir(files))

    Caller(server).get("/vilaclara")
    before = count()
    for index in range(times):
        with wire.connect(server) as client:
            if index % 2:
                client.send(b"GET /vilaclara HTTP/1.1\r\nHo")
            if index % 3 == 0:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    deadline = time.monotonic() + 20
    while count() > before + 5 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert count() <= before + 5

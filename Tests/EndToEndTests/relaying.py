"""The relay's protocol as a client speaks it, byte by byte (Sources/Relay/PROTOCOL.md)."""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import socket
import struct
import time

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
CONFIG, KEY, DELTA, CHUNK = 1, 2, 3, 18
ORIGIN = "http://desk.example"


def written(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def ticket(key, session, role, staff=None, origin=ORIGIN, age=0):
    """A ticket as the core would sign it (§ 1)."""
    now = int(time.time()) - age
    claims = {
        "s": session,
        "r": role,
        "n": role,
        "u": staff,
        "i": written(os.urandom(12)),
        "x": now + 60,
        "o": origin,
        "a": now,
    }
    body = "v1." + written(json.dumps(claims).encode())
    seal = hmac.new(key, b"acompanya.relay.ticket " + body.encode(), hashlib.sha256).digest()
    return f"{body}.{written(seal)}"


def frame(opcode, payload, first=0x80, masked=True):
    """A client's frame."""
    bit = 0x80 if masked else 0
    head = bytes([first | opcode])
    if len(payload) < 126:
        head += bytes([bit | len(payload)])
    elif len(payload) < 65_536:
        head += struct.pack(">BH", bit | 126, len(payload))
    else:
        head += struct.pack(">BQ", bit | 127, len(payload))
    # A mask of zeros leaves the payload as it is.
    return head + (bytes(4) if masked else b"") + payload


def picture(kind, number, size=64, sender=0, to=255, mark=0):
    """A binary message (§ 5)."""
    head = struct.pack(">BBBBIQQ", kind, 0, sender, to, 1, number, time.monotonic_ns() // 1000)
    return head + bytes([mark]) * (size - 24)


class Ended(Exception):
    """The other side has closed, with this code."""


class Client:
    """A WebSocket to the relay."""

    def __init__(self, server, session, secret, origin=ORIGIN, path="/relay/", buffer=None):
        self.number, self.token = None, None
        self.socket = socket.socket()
        if buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.settimeout(20)
        self.socket.connect(("127.0.0.1", server.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        protocol = "binary" if "rfb" in path else "acompanya.relay.v1"
        lines = [
            f"GET {path}{session} HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            f"Sec-WebSocket-Protocol: {protocol}, {secret}",
            *([f"Origin: {origin}"] if origin else []),
        ]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = self.socket.recv(1)
            if not byte:
                break
            head += byte
        self.status = int(head.split(b" ")[1])

    def send(self, opcode, payload):
        self.socket.sendall(frame(opcode, payload))

    def say(self, **message):
        self.send(TEXT, json.dumps(message).encode())

    def _take(self, count):
        data = b""
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            if not piece:
                raise Ended(None)
            data += piece
        return data

    def next(self):
        """The next frame; pings are answered."""
        while True:
            first, second = self._take(2)
            length = second & 0x7F
            if length == 126:
                (length,) = struct.unpack(">H", self._take(2))
            elif length == 127:
                (length,) = struct.unpack(">Q", self._take(8))
            payload = self._take(length)
            match first & 0x0F:
                case 9:
                    self.send(PONG, payload)
                case 8:
                    raise Ended(int.from_bytes(payload[:2]) or None)
                case opcode:
                    return opcode, payload

    def hear(self, kind):
        """The next text of a type; all else is passed over."""
        while True:
            opcode, payload = self.next()
            if opcode == TEXT and (message := json.loads(payload))["type"] == kind:
                return message

    def see(self):
        """The next binary message; texts are passed over."""
        while True:
            opcode, payload = self.next()
            if opcode == BINARY:
                return payload

    def closed(self):
        """Reads to the end and returns the code of the close frame; None without one."""
        try:
            while True:
                self.next()
        except Ended as ended:
            return ended.args[0]
        except ConnectionError:
            return None

    def enter(self):
        self.say(type="hello")
        welcome = self.hear("welcome")
        self.number, self.token = welcome["you"], welcome["resume"]
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self.socket.close()


class Session:
    """One session on a relay whose key is known."""

    def __init__(self, server, key, name, origin=ORIGIN):
        self.server, self.key, self.name, self.origin = server, key, name, origin
        self.clients = []
        self.sharer = self.enter("sharer")

    def ticket(self, role, staff=None, **more):
        more.setdefault("origin", self.origin)
        return "ticket." + ticket(self.key, self.name, role, staff, **more)

    def connect(self, secret, **more):
        more.setdefault("origin", self.origin)
        self.clients.append(Client(self.server, self.name, secret, **more))
        return self.clients[-1]

    def enter(self, role, staff=None, **more):
        return self.connect(self.ticket(role, staff), **more).enter()

    def view(self, staff=1, role="agent", **more):
        """A viewer whom the citizen has let in."""
        viewer = self.enter(role, staff, **more)
        self.sharer.say(type="accept", viewer=viewer.number)
        self.sharer.say(type="compared", **{"with": viewer.number, "same": True})
        viewer.hear("accept")
        viewer.say(type="compared", **{"with": 0, "same": True})
        viewer.hear("cleared")
        self.sharer.hear("cleared")
        return viewer

    def share(self, what="tab"):
        self.sharer.say(type="sharing", what=what, codec="vp8")
        self.sharer.hear("rights")

    def close(self):
        for client in self.clients:
            client.socket.close()

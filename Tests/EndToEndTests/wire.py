"""Requests as bytes on a socket, for what no well-behaved client sends."""

import re
import socket


class Answer:
    def __init__(self, head, body):
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split(" ")[1])
        self.fields = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.fields.setdefault(name.strip().lower(), value.strip())
        self.body = body

    def __repr__(self):
        return f"{self.status} {self.fields} {self.body[:200]!r}"


def connect(server, timeout=20):
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=timeout)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def parse(data, methods=()):
    """All answers in a stream; `methods` tells which were to HEAD."""
    answers = []
    while data:
        head, found, rest = data.partition(b"\r\n\r\n")
        assert found, f"Half an answer: {data[:200]!r}"
        answer = Answer(head, b"")
        to_head = len(answers) < len(methods) and methods[len(answers)] == "HEAD"
        if answer.status in (204, 304) or answer.status < 200 or to_head:
            length = 0
        elif "content-length" in answer.fields:
            length = int(answer.fields["content-length"])
        elif answer.fields.get("transfer-encoding") == "chunked":
            answer.body, rest = _chunks(rest)
            length = 0
        else:
            length = len(rest)
        answer.body = answer.body or rest[:length]
        assert to_head or len(rest) >= length, "The answer is shorter than it says."
        data = rest[length:]
        answers.append(answer)
    return answers


def _chunks(data):
    body = b""
    while True:
        size, _, data = data.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if length == 0:
            return body, data.partition(b"\r\n")[2]
        body += data[:length]
        data = data[length + 2 :]


def receive_all(connection):
    """Everything until the other side closes or falls silent."""
    data = b""
    try:
        while piece := connection.recv(65_536):
            data += piece
    except (TimeoutError, ConnectionResetError):
        pass
    return data


def exchange(server, request, timeout=20, half_close=True):
    """Sends bytes, reads to the end, and returns the answers."""
    with connect(server, timeout) as connection:
        try:
            connection.sendall(request)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return parse(receive_all(connection), re.findall(r"^[A-Z]+", request.decode("latin-1")))


def one(server, request, **more):
    """The only answer to some bytes."""
    answers = exchange(server, request, **more)
    assert len(answers) == 1, answers
    return answers[0]


def head(method, target, *fields, host="localhost"):
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *fields]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()

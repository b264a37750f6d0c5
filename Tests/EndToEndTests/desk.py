"""The JSON interface as a citizen, an agent or a script calls it."""

import itertools
import os

import requests

_numbers = itertools.count(10_000_000 + os.getpid() % 1000 * 10_000)


def new_phone():
    """A mobile number that nobody has used in this run."""
    return f"6{next(_numbers)}"


def booking(window, **changes):
    """A citizen's wish to be called."""
    body = {
        "window": window,
        "name": "Rosa Ferrer",
        "phone": new_phone(),
        "matter": "No puc signar la sol·licitud",
        "language": "ca",
        "consent": True,
    }
    body |= changes
    return {name: value for name, value in body.items() if value is not None}


class Caller(requests.Session):
    """Somebody who calls the interface of one server."""

    def __init__(self, server, token=None):
        super().__init__()
        self.base = server if isinstance(server, str) else server.url
        self.trust_env = False
        # Each call asks for a connection of its own unless it runs in a loop.
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def request(self, method, url, **more):
        more.setdefault("timeout", 60)
        more.setdefault("allow_redirects", False)
        if url.startswith("/"):
            url = self.base + url
        return super().request(method, url, **more)

    def sign_in(self, user, password=None):
        answer = self.post(
            "/api/v1/session", json={"user": user, "password": password or f"acompanya-{user}"}
        )
        assert answer.status_code == 200, answer.text
        self.headers["X-CSRF-Token"] = answer.json()["csrf"]
        return self

    def windows(self, council, days=14, **filters):
        answer = self.get(f"/api/v1/organisations/{council}/callback-windows?days={days}")
        assert answer.status_code == 200, answer.text
        windows = answer.json()["windows"]
        return [w for w in windows if all(w[name] == value for name, value in filters.items())]

    def book(self, council, window, **changes):
        return self.post(
            f"/api/v1/organisations/{council}/callbacks", json=booking(window, **changes)
        )

    def everything(self, path, **query):
        """All pages of a list."""
        items, cursor = [], None
        while True:
            page = self.get(
                path, params={**query, "limit": 100, **({"cursor": cursor} if cursor else {})}
            )
            assert page.status_code == 200, page.text
            items += page.json()["items"]
            cursor = page.json()["cursor"]
            if cursor is None:
                return items


def problem(answer, status, kind):
    """Expects an RFC 9457 problem and returns it."""
    assert answer.status_code == status, f"{answer.status_code}: {answer.text}"
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    body = answer.json()
    assert body["type"].endswith(f"/{kind}"), body
    assert body["status"] == status
    assert body["title"]
    return body


def faults(answer):
    """The fields that a 422 names, with the codes of what is wrong."""
    body = problem(answer, 422, "invalid")
    assert all(fault["reason"] for fault in body["errors"])
    return {fault["field"]: fault["code"] for fault in body["errors"]}

"""A relay on a machine of its own, without a database: what happens there reaches the desk."""

import shutil

import pytest

import office
import program
import screen
import sharing
from desk import Caller, problem
from office import free_port


class Relay(program.Serving):
    """A process of `relay`, with nothing but a copy of the key."""

    def __init__(self, folder, key, *options):
        self.folder = folder
        folder.mkdir()
        shutil.copy(key, folder / "relay.key")
        super().__init__("relay", folder, "--key-file", folder / "relay.key", *options)


@pytest.fixture
def apart(data, serve, tmp_path):
    """A desk, a relay elsewhere, and where computers dial in there."""
    web, relay, repeater = free_port(), free_port(), f"127.0.0.1:{free_port()}"
    options = [
        *("--listen", f"127.0.0.1:{web}", "--relay", f"ws://127.0.0.1:{relay}"),
        *("--rfb-public", repeater),
    ]
    server = serve(data, *options)
    relays = []

    def start():
        folder = tmp_path / f"relay-{len(relays)}"
        place = ["--listen", f"127.0.0.1:{relay}", "--core", server.url, "--rfb", repeater]
        relays.append(Relay(folder, data / "relay.key", *place))
        return relays[-1]

    start.desk = lambda: serve(data, *options)
    yield server, start(), start
    for each in relays:
        each.stop()


@pytest.fixture
def capturing(playwright):
    with sharing.chromium(playwright, "--auto-accept-this-tab-capture") as browser:
        yield browser


def test_the_audit_is_complete_after_the_desk_was_away(apart, capturing):
    server, elsewhere, again = apart
    with sharing.pair(capturing, server.url) as pair:
        pair.meet()
        pair.agent.page.wait_for_selector("[data-screen]:visible")
        name = pair.agent.page.url.rsplit("/", 1)[1]
        caller = Caller(server).sign_in("anna")
        path = f"/api/v1/remote-sessions/{name}"
        program.until(lambda: caller.get(path).json()["state"] == "sharing", what="the news")

        server.stop()
        pair.in_panel("[data-act=stop]", "click")
        pair.agent.page.wait_for_function(
            "document.querySelector('[data-empty]').textContent.trim() !== ''"
        )
        program.until(lambda: "core-not-told" in elsewhere.log, what="a letter that comes back")
        again.desk()
        caller = Caller(server).sign_in("anna")
        program.until(
            lambda: caller.get(path).json()["state"] == "ended", seconds=40, what="the end"
        )
        session = caller.get(path).json()
        steps = [event["step"] for event in session["events"]]
        for step in ("opened", "joined", "accepted", "compared", "cleared", "shared", "ended"):
            assert step in steps, step
        assert steps.count("ended") == 1
        assert session["reason"] == "stopped"
        assert session["bytes"] > 0 and session["receipt"]["people"]
        # Nothing came twice, although a letter went out more than once.
        assert len(steps) == len({(e["at"], e["step"], e["who"], e["viewer"]) for e in session["events"]})


def test_what_a_supervisor_ends_at_the_desk_ends_at_the_relay(apart, capturing):
    server, _, _ = apart
    with sharing.pair(capturing, server.url) as pair:
        pair.meet()
        name = pair.agent.page.url.rsplit("/", 1)[1]
        supervisor = Caller(server).sign_in("pere")
        assert supervisor.delete(f"/api/v1/remote-sessions/{name}").status_code == 204
        pair.citizen.page.wait_for_selector("[data-part=ended]:visible", timeout=30_000)


def test_a_letter_without_the_right_seal_changes_nothing(apart):
    server, _, _ = apart
    answer = Caller(server).post(
        "/api/v1/relay/letters",
        data='{"relay":"x","sentAt":0,"first":1,"reports":[],"live":[]}',
        headers={"Content-Type": "application/json", "Acompanya-Seal": "v1=AAAA"},
    )
    problem(answer, 401, "signed-out")


def test_an_office_computer_comes_by_the_relay_too(apart, data, tmp_path, browser):
    server, _, _ = apart
    secret = office.register(data)
    with (
        screen.opened(tmp_path) as display,
        office.working(server, tmp_path, display, secret) as computer,
        office.seen(browser, server) as window,
    ):
        program.until(lambda: window.evaluate(office.READ) == office.RED, what="the red screen")
        owner = Caller(server).sign_in("anna")
        window.click("[data-leave]")
        program.until(lambda: not computer.sharers(), what="the end of x11vnc")
        program.until(lambda: office.steps(owner)[-1] == "ended", what="the news")
        assert office.steps(owner)[-4:] == ["opened", "dialled", "connected", "ended"]


def test_a_relay_that_falls_leaves_nobody_connected(apart, data, tmp_path, browser):
    server, elsewhere, again = apart
    secret = office.register(data)
    with (
        screen.opened(tmp_path) as display,
        office.working(server, tmp_path, display, secret) as computer,
        office.seen(browser, server) as window,
    ):
        program.until(lambda: window.evaluate(office.READ) == office.RED, what="the red screen")
        owner = Caller(server).sign_in("anna")
        program.until(lambda: office.state(owner) == "in-use", what="the news")
        elsewhere.kill()
        program.until(lambda: not computer.sharers(), what="the end of x11vnc")
        window.wait_for_selector("[data-again]:visible")
        again()
        program.until(lambda: office.state(owner) == "online", what="the computer on the line")
        assert office.steps(owner)[-1] == "ended"

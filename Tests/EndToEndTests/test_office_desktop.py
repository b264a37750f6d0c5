"""An office computer that its own user reaches from home: the printed script, x11vnc and noVNC."""

import datetime
import zoneinfo

import pytest

import browsing
import program
import screen
from desk import Caller, problem
from office import GREEN, READ, RED, TunnelMouth, connect, free_port, register, seen, state, steps, working


@pytest.fixture
def display(tmp_path):
    with screen.opened(tmp_path) as display:
        yield display


@pytest.fixture
def server(data, serve):
    return serve(data, "--rfb", f"127.0.0.1:{free_port()}")


def test_the_owner_sees_and_uses_it_and_who_sits_there_is_told(
    server, data, tmp_path, display, browser, pictures
):
    secret = register(data)
    owner = Caller(server).sign_in("anna")
    assert state(owner) == "never-seen"
    with (
        working(server, tmp_path, display, secret) as office,
        browsing.window(browser, server.url, browsing.DESK) as window,
    ):
        program.until(lambda: state(owner) == "online", what="the computer on the line")
        window.sign_in("anna")
        window.open("/agent/desktops")
        window.page.screenshot(path=pictures / "office-desktops.png", full_page=True)
        first = connect(window)
        page = window.page
        page.wait_for_selector("[data-desktop] canvas")
        program.until(lambda: page.evaluate(READ) == RED, what="the red screen")
        program.until(lambda: office.has_banner, what="the notice on the screen")
        assert state(owner) == "in-use"
        assert "data-desktop-in-use" in owner.get("/agent").text

        page.click("[data-desktop] canvas", position={"x": 5, "y": 5})
        display.do("search", "--onlyvisible", "--name", "Event Tester", "windowfocus")
        page.keyboard.type("hola")
        program.until(lambda: "keysym 0x68, h" in office.heard.read_text(), what="a key")
        office.paint("#00a000")
        program.until(lambda: page.evaluate(READ) == GREEN, what="the green screen")
        page.screenshot(path=pictures / "office-desktop.png")

        page.click("[data-leave]")
        program.until(lambda: not office.sharers(), what="the end of x11vnc")
        program.until(lambda: not office.has_banner, what="the end of the notice")
        program.until(lambda: state(owner) == "online", what="the computer on the line again")
        # Another connection is another one: name, id and ticket are new; the old page is dead.
        assert connect(window) != first
        program.until(lambda: page.evaluate(READ) == GREEN, what="the screen again")
        old = first.replace("/agent/desktops", "/api/v1/office-desktops") + "/ticket"
        problem(owner.post(old), 404, "not-found")
        page.click("[data-leave]")
        program.until(lambda: state(owner) == "online", what="the end")

        ident = owner.get("/api/v1/office-desktops").json()["items"][0]["id"]
        events = owner.get(f"/api/v1/office-desktops/{ident}").json()["events"]
        steps = [event["step"] for event in reversed(events)]
        once = ["opened", "dialled", "connected", "ended"]
        assert steps == ["registered", "seen", *once, *once]
        assert {e["who"] for e in events if e["step"] in ("opened", "connected")} == {"Anna Serra"}
        window.check()


def test_nobody_else_reaches_it_and_a_wrong_password_is_noted(
    server, data, tmp_path, display, browser
):
    secret = register(data)
    with (
        working(server, tmp_path, display, secret) as office,
        browsing.window(browser, server.url, browsing.DESK) as window,
    ):
        owner = Caller(server).sign_in("anna")
        program.until(lambda: state(owner) == "online", what="the computer on the line")
        ident = owner.get("/api/v1/office-desktops").json()["items"][0]["id"]
        path = f"/api/v1/office-desktops/{ident}"
        colleague = Caller(server).sign_in("joan")
        assert colleague.get("/api/v1/office-desktops").json()["items"] == []
        problem(colleague.get(path), 404, "not-found")
        own = {"password": "acompanya-joan"}
        problem(colleague.post(f"{path}/connections", json=own), 404, "not-found")
        problem(colleague.delete(path), 404, "not-found")
        # An administrator may see that it is there, and not what is on it.
        administrator = Caller(server).sign_in("marta")
        assert state(administrator) == "online"
        own = {"password": "acompanya-marta"}
        problem(administrator.post(f"{path}/connections", json=own), 404, "not-found")

        window.sign_in("anna")
        connect(window, password="wrong")
        assert window.path == f"/agent/desktops/{ident}/connections"
        assert window.page.locator("[role=alert]").count() == 1
        problem(owner.post(f"{path}/connections", json={"password": "wrong"}), 401, "wrong-credentials")
        assert state(owner) == "online"
        assert office.sharers() == []
        steps = [event["step"] for event in owner.get(path).json()["events"]]
        assert steps.count("mistyped") == 2 and "opened" not in steps


def test_a_revoked_computer_is_cut_and_calls_no_more(
    server, data, tmp_path, display, browser, pictures
):
    secret = register(data)
    with (
        working(server, tmp_path, display, secret) as office,
        browsing.window(browser, server.url, browsing.DESK) as window,
    ):
        owner = Caller(server).sign_in("anna")
        program.until(lambda: state(owner) == "online", what="the computer on the line")
        window.sign_in("anna")
        connect(window)
        program.until(lambda: window.page.evaluate(READ) == RED, what="the screen")
        with browsing.window(browser, server.url, browsing.DESK) as other:
            other.sign_in("marta")
            other.open("/agent/desktops")
            with other.page.expect_navigation():
                other.page.click("form[action$=revocation] button")
            other.page.screenshot(path=pictures / "office-desktops-administration.png", full_page=True)
            other.check()
        window.page.wait_for_selector("[data-again]:visible")
        program.until(lambda: not office.sharers(), what="the end of x11vnc")
        assert owner.get("/api/v1/office-desktops").json()["items"] == []
        answer = Caller(server, token=secret).post("/api/v1/office-desktops/calls")
        assert answer.status_code == 401


def test_the_hours_keep_it_shut_and_cut_it(data, serve, tmp_path, display, browser, pictures):
    # The desk's calendar runs so that its next full minute, the end, is some seconds away.
    now = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Madrid"))
    ahead = 3 * 60
    end = (now + datetime.timedelta(seconds=ahead)).replace(second=0, microsecond=0)
    ahead += 40 - (now + datetime.timedelta(seconds=ahead)).second
    end += datetime.timedelta(minutes=1)
    if end.hour == 0:
        pytest.fail("This test needs a day that isn't ending.")
    secret = register(data, hours=f"mon-sun 00:00-{end:%H:%M}")
    server = serve(data, "--rfb", f"127.0.0.1:{free_port()}", ahead_seconds=ahead)
    with (
        working(server, tmp_path, display, secret) as office,
        browsing.window(browser, server.url, browsing.DESK) as window,
    ):
        owner = Caller(server).sign_in("anna")
        program.until(lambda: state(owner) == "online", what="the computer on the line")
        window.sign_in("anna")
        connect(window)
        page = window.page
        program.until(lambda: page.evaluate(READ) == RED, what="the screen")
        page.wait_for_selector("[data-warning]:visible")
        page.screenshot(path=pictures / "office-desktop-warning.png")
        page.set_default_timeout(60_000)
        page.wait_for_selector("[data-again]:visible")
        program.until(lambda: not office.sharers(), what="the end of x11vnc")
        assert state(owner) == "closed"
        ident = owner.get("/api/v1/office-desktops").json()["items"][0]["id"]
        path = f"/api/v1/office-desktops/{ident}"
        assert owner.get(path).json()["events"][0]["detail"] == "hours"
        answer = owner.post(f"{path}/connections", json={"password": "acompanya-anna"})
        problem(answer, 409, "desktop-closed")
        window.open("/agent/desktops")
        assert page.locator("input[type=password]").count() == 0


def test_a_desk_that_falls_leaves_nobody_connected(data, serve, tmp_path, display, browser):
    options = ["--listen", f"127.0.0.1:{free_port()}", "--rfb", f"127.0.0.1:{free_port()}"]
    server = serve(data, *options)
    secret = register(data)
    with (
        working(server, tmp_path, display, secret) as office,
        seen(browser, server) as page,
    ):
        program.until(lambda: page.evaluate(READ) == RED, what="the screen")
        server.kill()
        program.until(lambda: not office.sharers(), what="the end of x11vnc")
        page.wait_for_selector("[data-again]:visible")
        server = serve(data, *options)
        owner = Caller(server).sign_in("anna")
        program.until(lambda: state(owner) == "online", what="the computer on the line again")
        assert steps(owner)[-1] == "ended"


def test_the_way_to_the_relay_goes_by_tls(data, serve, tmp_path, display, browser):
    repeater = f"127.0.0.1:{free_port()}"
    mouth = TunnelMouth(tmp_path / "nginx", repeater)
    try:
        server = serve(data, "--rfb", repeater, "--rfb-tls", f"localhost:{mouth.port}")
        env = {"ACOMPANYA_CA": str(mouth.certificate), "ACOMPANYA_TUNNEL_PORT": str(free_port())}
        secret = register(data)
        with (
            working(server, tmp_path, display, secret, **env) as office,
            seen(browser, server) as page,
        ):
            program.until(lambda: page.evaluate(READ) == RED, what="the screen")
            page.click("[data-leave]")
            program.until(lambda: not office.sharers(), what="the end of x11vnc")
    finally:
        mouth.close()


def test_a_relay_with_another_certificate_is_not_dialled(data, serve, tmp_path, display, browser):
    repeater = f"127.0.0.1:{free_port()}"
    mouth = TunnelMouth(tmp_path / "nginx", repeater)
    try:
        server = serve(data, "--rfb", repeater, "--rfb-tls", f"localhost:{mouth.port}")
        env = {"ACOMPANYA_TUNNEL_PORT": str(free_port())}
        secret = register(data)
        with (
            working(server, tmp_path, display, secret, **env) as office,
            seen(browser, server) as page,
        ):
            program.until(lambda: "verify failed" in office.said, what="the refusal")
            assert page.evaluate(READ) != RED
            owner = Caller(server).sign_in("anna")
            ident = owner.get("/api/v1/office-desktops").json()["items"][0]["id"]
            events = owner.get(f"/api/v1/office-desktops/{ident}").json()["events"]
            assert "dialled" not in [event["step"] for event in events]
    finally:
        mouth.close()

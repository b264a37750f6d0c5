"""Who tries codes, and who asks whether the caller is one of ours."""

import contextlib
import itertools
import re

import pytest

import browsing
from desk import Caller
from test_nginx import Proxy


@pytest.fixture
def guarded(data, serve):
    """A server that believes what a proxy on this machine says of who calls, and limits it."""
    return serve(data, "--behind-proxy", "--rate-limits", "on")


def from_address(server, number):
    caller = Caller(server)
    caller.headers["X-Forwarded-For"] = f"198.51.{number // 250}.{number % 250 + 1}"
    return caller


def guess(caller, code):
    return caller.post("/api/v1/remote-sessions/join", json={"code": f"{code:09}"})


def metric(server, name):
    text = Caller(server).get("/metrics").text
    return int(re.search(rf"^acompanya_{name} (\d+)$", text, re.M)[1])


def opened(server, user="anna"):
    agent = from_address(server, 60_000)
    agent.headers["Origin"] = server.url.replace("http:", "https:")
    agent.sign_in(user)
    # The cookie is for TLS only, which is the proxy's part.
    for cookie in agent.cookies:
        cookie.secure = False
    ticket = agent.post(
        "/api/v1/tickets",
        json={"organisation": "vilaclara", "subject": "Padró", "level": "assisted"},
    ).json()["reference"]
    return agent, agent.post(f"/api/v1/tickets/{ticket}/remote-sessions").json()


def test_one_address_waits_longer_and_longer(guarded):
    caller = from_address(guarded, 1)
    assert [guess(caller, code).status_code for code in range(5)] == [404] * 5
    refused = guess(caller, 6)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 60
    # Nobody else is punished for it.
    assert guess(from_address(guarded, 2), 7).status_code == 404


def test_a_code_that_is_nearly_hit_five_times_is_burnt(guarded):
    agent, session = opened(guarded)
    code = int(session["code"])
    near = [code // 1000 * 1000 + (code + step) % 1000 for step in range(1, 6)]
    for number, wrong in enumerate(near):
        assert guess(from_address(guarded, 10 + number), wrong).status_code == 404
    assert guess(from_address(guarded, 30), code).status_code == 404


def test_guessing_at_scale_sounds_an_alarm_that_is_seen(guarded, browser, tmp_path, pictures):
    assert metric(guarded, "code_alarm") == 0
    numbers = itertools.count(100)
    with (
        contextlib.closing(Proxy(tmp_path / "nginx", guarded)) as proxy,
        browsing.window(browser, proxy.url, browsing.DESK, ignore_https_errors=True) as desk,
    ):
        desk.sign_in("pere")
        desk.open("/agent")
        assert desk.page.locator("[data-desk-news] [role=alert]").count() == 0
        statuses = [guess(from_address(guarded, next(numbers)), 0).status_code for _ in range(100)]
        assert set(statuses) == {404}
        desk.page.wait_for_selector("[data-desk-news] [role=alert] >> text=codis de sessió")
        desk.page.screenshot(path=pictures / "desk-alarm.png")
        # Agents have other things to do.
        desk.page.context.clear_cookies()
        desk.sign_in("anna")
        desk.open("/agent")
        assert desk.page.locator("[data-desk-news] [role=alert]").count() == 0
    assert '"codes-under-attack"' in guarded.log
    assert "198.51." not in guarded.log
    assert metric(guarded, "code_alarm") == 1
    assert metric(guarded, "code_alarms_total") == 1
    assert metric(guarded, "code_misses_total") == 100
    # Who has missed before waits now; a citizen with a good code comes in.
    assert guess(from_address(guarded, 100), 1).status_code == 429
    agent, session = opened(guarded)
    assert guess(from_address(guarded, 40_000), int(session["code"])).status_code == 200


def test_the_whole_service_has_a_limit_however_many_addresses_try(guarded):
    # Only what is let through within one minute counts; a slow machine may need two.
    statuses = [guess(from_address(guarded, 1_000 + n), n).status_code for n in range(2_200)]
    assert statuses.count(404) <= 2 * 1_000
    assert 429 in statuses
    assert metric(guarded, "code_refusals_total") > 0


def test_a_code_or_a_number_tells_who_it_is_and_nothing_else(shared, browser, pictures):
    agent = Caller(shared).sign_in("anna")
    ticket = agent.post(
        "/api/v1/tickets",
        json={"organisation": "vilaclara", "subject": "Padró", "level": "assisted"},
    ).json()["reference"]
    session = agent.post(f"/api/v1/tickets/{ticket}/remote-sessions").json()
    page = agent.get("/agent").text
    number = re.search(r'class="agent-number".*?(\d{3} \d{3})', page, re.S)[1]
    with browsing.window(browser, shared.url) as citizen:
        citizen.open("/assist")
        citizen.page.click("text=Comproveu que qui us truca")
        for asked in (session["code"], session["joinURL"], number):
            citizen.page.fill("#code", asked)
            citizen.submit()
            told = citizen.page.inner_text("[role=status]")
            assert "Anna" in told and "Vilaclara" in told
            assert "Serra" not in told
        citizen.page.screenshot(path=pictures / "verify-yes.png", full_page=True)
        citizen.page.fill("#code", "000 000")
        citizen.submit()
        assert citizen.page.locator("[role=alert]").count() == 1
        citizen.page.screenshot(path=pictures / "verify-no.png", full_page=True)
        # It was only looked at: the code still works.
        citizen.open("/assist")
        citizen.page.fill("#code", session["joinURL"])
        citizen.submit()
        assert citizen.path == f"/assist/{session['code']}"
        assert "Mai no us demanarem" in citizen.page.inner_text("main")
        citizen.check()


def test_asking_who_calls_is_limited_like_trying_codes(guarded):
    caller = from_address(guarded, 5_000)
    statuses = [
        caller.post("/verify", data={"code": f"{number:06}"}).status_code for number in range(7)
    ]
    assert statuses[:5] == [404] * 5
    assert set(statuses[5:]) == {429}

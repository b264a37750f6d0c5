"""The whole service once: a citizen asks, an agent calls, the month counts it."""

import csv
import datetime
import zoneinfo

import pytest

import browsing
import program
from desk import Caller, new_phone

MADRID = zoneinfo.ZoneInfo("Europe/Madrid")


def seconds_until(days, hour, minute):
    now = datetime.datetime.now(MADRID)
    then = (now + datetime.timedelta(days=days)).replace(hour=hour, minute=minute, second=0)
    return int(then.timestamp() - now.timestamp())


class Town:
    """A sample whose clock stands at an hour of a working day."""

    def __init__(self, folder, hour, minute):
        for days in range(1, 10):
            self.ahead = seconds_until(days, hour, minute)
            self.day = datetime.datetime.now(MADRID) + datetime.timedelta(days=days)
            if self.day.weekday() > 4:
                continue
            self.server = program.Serving(
                "demo", folder / str(days), "--contacts", 150, "--json", ahead_seconds=self.ahead
            )
            calendar = Caller(self.server).windows("vilaclara", days=1)
            if hour > 19 or calendar:
                return
            self.server.stop()
        raise AssertionError("No working day within ten")

    @property
    def month(self):
        now = datetime.datetime.now(MADRID) + datetime.timedelta(seconds=self.ahead)
        return f"{now:%Y-%m}"

    def report(self, out):
        """The running month as the program counts it, and its file."""
        program.run(
            *("report", "--month", self.month, "--organisation", "vilaclara"),
            *("--data", self.server.data, "--out", out),
            ahead_seconds=self.ahead,
        )
        bytes = (out / "indicators.csv").read_bytes()
        rows = csv.DictReader(bytes.decode().splitlines())
        return {(r["indicator"], r["dimension"], r["category"]): r for r in rows}, bytes


@pytest.fixture(scope="module", params=[(10, 5), (21, 30)], ids=["by day", "in the evening"])
def town(request, tmp_path_factory):
    town = Town(tmp_path_factory.mktemp("town"), *request.param)
    town.is_open = request.param[0] < 20
    yield town
    town.server.stop()


def grown(before, after, column, indicator, dimension="_T", category="_T"):
    key = (indicator, dimension, category)
    return int(after[key][column] or 0) - int(before[key][column] or 0)


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_promise_is_made_kept_rated_and_counted(town, browser, pictures, tmp_path, script):
    before, _ = town.report(tmp_path / "before")
    name = f"Rosa Ferrer {'Amb' if script else 'Sense'}"
    label = f"{'day' if town.is_open else 'evening'}-{'script' if script else 'plain'}"
    base = town.server.url
    with (
        browsing.window(browser, base, browsing.DESK) as agent,
        browsing.window(browser, base, java_script_enabled=script) as citizen,
    ):
        agent.sign_in("anna")
        agent.page.evaluate("window.sameDocument = true")
        asks_to_be_called(citizen, name, pictures, label)
        line = agent.page.locator(".line", has_text=name)
        line.wait_for()
        assert agent.page.evaluate("window.sameDocument"), "The page was loaded again."
        agent.page.screenshot(path=pictures / f"desk-{label}.png")
        rating = calls_and_closes(agent, line, pictures, label)
        rates(citizen, rating, pictures, label)
        agent.check()
        citizen.check()

    after, file = town.report(tmp_path / "after")
    expected = 1
    assert grown(before, after, "value", "assistances_total") == expected
    assert grown(before, after, "value", "callme_requests") == expected
    assert grown(before, after, "value", "ratings_received") == expected
    assert grown(before, after, "value", "ratings_received", "stars", "5") == expected
    assert grown(before, after, "numerator", "callme_contact_rate") == expected
    assert grown(before, after, "denominator", "callme_contact_rate") == expected
    # In the evening the window is tomorrow's, and a call before it isn't in time.
    assert grown(before, after, "numerator", "callme_on_time_rate") == int(town.is_open)
    assert grown(before, after, "denominator", "callme_on_time_rate") == expected

    published = Caller(town.server).get(f"/opendata/vilaclara/{town.month}/v0/indicators.csv")
    assert published.status_code == 200
    assert published.content == file


def asks_to_be_called(citizen, name, pictures, label):
    citizen.open("/vilaclara")
    citizen.page.click("a[href='/vilaclara/call-me']")
    phone = new_phone()
    citizen.fill_call_me(phone, name)
    citizen.page.screenshot(path=pictures / f"call-me-{label}.png", full_page=True)
    citizen.submit()
    assert citizen.path.startswith("/request/")
    spoken = f"{phone[:3]} {phone[3:6]} {phone[6:]}"
    assert spoken in citizen.page.inner_text("main")
    citizen.page.screenshot(path=pictures / f"request-{label}.png", full_page=True)


def calls_and_closes(agent, line, pictures, label):
    page = agent.page
    with page.expect_navigation():
        line.locator("button[type=submit]").click()
    assert page.locator(".ticket-number").is_visible()
    with page.expect_navigation():
        page.click("button[name=result][value=reached]")
    page.click(".ticket-acts summary")
    agent.choose("channel-callme")
    page.fill("#note", "Ha pogut signar la sol·licitud")
    with page.expect_navigation():
        page.click("button[name=outcome][value=resolved]")
    page.select_option("select[name=outcome]", "resolved")
    with page.expect_navigation():
        page.click(".ticket-close button[type=submit]")
    page.screenshot(path=pictures / f"ticket-{label}.png")
    return page.get_attribute(".ticket-rating a", "href")


def rates(citizen, path, pictures, label):
    citizen.open(path)
    citizen.choose("score-5")
    citizen.page.fill("#comment", "Molta paciència")
    citizen.submit()
    assert "5" in citizen.page.inner_text("main")
    citizen.page.screenshot(path=pictures / f"rated-{label}.png", full_page=True)

"""What only time brings: the citizen is asked again, rights lapse, silence ends it."""

import pytest

import program
import sharing
from sharing import BLUE, GREEN, RED, YELLOW

WHOLE = (RED, GREEN, BLUE, YELLOW)


@pytest.fixture(scope="module")
def capturing(playwright):
    with sharing.chromium(playwright, "--auto-accept-this-tab-capture") as browser:
        yield browser


@pytest.fixture
def calendar(tmp_path):
    return program.Calendar(tmp_path / "calendar")


@pytest.fixture
def pair(capturing, data, serve, calendar):
    server = serve(data, calendar=calendar)
    with sharing.pair(capturing, server.url) as pair:
        pair.meet()
        yield pair


@pytest.fixture
def met(pair):
    pair.citizen.page.evaluate(sharing.DRAW)
    assert pair.sees(*WHOLE), pair.colours
    return pair


def let_pass(met, calendar, minutes):
    """Lets time pass in steps in which something happens, as it does where people work."""
    while minutes > 0:
        step = min(8, minutes)
        calendar.pass_(step * 60)
        minutes -= step
        met.agent.page.fill("#talk-text", f"Encara falten {minutes} minuts")
        met.agent.page.press("#talk-text", "Enter")
        met.agent.page.wait_for_timeout(700)


def test_after_thirty_minutes_the_citizen_is_asked_again_and_goes_on(met, calendar, pictures):
    let_pass(met, calendar, 29)
    assert met.panel("panel.querySelectorAll('.question-box').length") == 0
    let_pass(met, calendar, 2)
    met.until_panel("panel.querySelector('.question-box')?.textContent.includes('Voleu continuar')")
    assert "Voleu continuar" in met.citizen.page.title()
    # The box is where the citizen looks: in the panel that stays on top.
    met.land()
    met.citizen.page.wait_for_selector(".question-box >> text=Voleu continuar")
    met.citizen.page.evaluate("document.querySelector('#pattern').hidden = true")
    met.citizen.page.screenshot(path=pictures / "session-reconfirm.png")
    met.citizen.page.evaluate("document.querySelector('#pattern').hidden = false")
    met.answer("Voleu continuar")
    met.citizen.page.wait_for_selector(".question-box", state="detached")
    let_pass(met, calendar, 6)
    assert met.sees(*WHOLE)
    assert not met.citizen.page.is_visible("[data-part=ended]")


def test_who_reloads_is_asked_all_the_same(met, calendar):
    let_pass(met, calendar, 31)
    met.until_panel("panel.querySelector('.question-box')?.textContent.includes('Voleu continuar')")
    met.citizen.page.reload()
    met.citizen.page.wait_for_selector(".question-box >> text=Voleu continuar")


def test_without_an_answer_it_is_cut_five_minutes_later(met, calendar):
    let_pass(met, calendar, 31)
    met.until_panel("panel.querySelector('.question-box')?.textContent.includes('Voleu continuar')")
    let_pass(met, calendar, 5)
    for page in (met.citizen.page, met.agent.page):
        page.wait_for_selector("text=No s'ha confirmat")
    assert met.citizen.page.evaluate("tracks.every((track) => track.readyState === 'ended')")
    met.citizen.page.click("[data-part=ended] a")
    met.citizen.page.wait_for_selector("text=No es va confirmar que volguéssiu continuar")


def test_ten_minutes_of_silence_end_it(capturing, data, serve, calendar):
    server = serve(data, calendar=calendar)
    with sharing.pair(capturing, server.url) as pair:
        pair.join(pair.open())
        pair.compare()
        pair.citizen.page.wait_for_selector("[data-part=choose]:visible")
        calendar.pass_(11 * 60)
        for page in (pair.citizen.page, pair.agent.page):
            page.wait_for_selector("text=Feia deu minuts que no passava res")


def test_a_code_that_nobody_used_stops_working(capturing, data, serve, calendar):
    server = serve(data, calendar=calendar)
    with sharing.pair(capturing, server.url) as pair:
        code = pair.open()
        calendar.pass_(11 * 60)
        pair.citizen.open("/assist")
        pair.citizen.page.fill("#code", code)
        pair.citizen.page.click("main button[type=submit]")
        assert pair.citizen.page.locator("#code").get_attribute("aria-invalid") == "true"

"""Several people at one screen: each with the citizen's own yes, and one who takes over."""

import contextlib

import pytest

import browsing
import sharing
from sharing import BLUE, GREEN, RED, YELLOW

WHOLE = (RED, GREEN, BLUE, YELLOW)


@pytest.fixture(scope="module")
def capturing(playwright):
    with sharing.chromium(playwright, "--auto-accept-this-tab-capture") as browser:
        yield browser


@pytest.fixture
def met(capturing, shared):
    with sharing.pair(capturing, shared.url) as pair:
        pair.meet()
        pair.citizen.page.evaluate(sharing.DRAW)
        assert pair.sees(*WHOLE), pair.colours
        yield pair


@contextlib.contextmanager
def colleague(capturing, shared, met, user, role=None):
    """Somebody of the staff at their desk, asked in by the agent if with a role."""
    with browsing.window(capturing, shared.url, browsing.DESK) as window:
        window.sign_in(user)
        window.open("/agent")
        if role:
            met.agent.page.select_option("[data-ask-in] [name=user]", user)
            met.agent.page.select_option("[data-ask-in] [name=role]", role)
            met.agent.page.click("[data-ask-in] button")
            met.agent.page.wait_for_selector("[data-ask-in-news]:not(:empty)")
        yield sharing.Pair(met.citizen, window)


def compare(pair):
    """The words of this viewer alone, compared by both; returns them."""
    pages = [pair.citizen.page, pair.agent.page]
    for page in pages:
        page.wait_for_selector("[data-pair]:visible")
        page.wait_for_function("() => document.querySelector('[data-pair]').textContent")
    words = [page.inner_text("[data-pair]") for page in pages]
    for page in pages:
        page.click("[data-act=same]")
    assert words[0] == words[1] and len(words[0].split()) == 2
    return words[0]


def test_an_interpreter_is_asked_in_and_has_own_consent_and_words(capturing, shared, met):
    with colleague(capturing, shared, met, "joan", "interpreter") as other:
        # The desk that stands open hears of it.
        other.agent.page.wait_for_selector("[data-desk-news] a[href^='/agent/sessions/']")
        other.agent.page.click("[data-desk-news] a[href^='/agent/sessions/']")
        met.answer("Joan Riera (interpretació)")
        compare(other)
        assert other.sees(*WHOLE)
        assert met.sees(*WHOLE)
        assert "interpretació" in met.agent.page.inner_text("[data-people]")
        # Who interprets doesn't lead: nothing to end, but a way out.
        assert not other.agent.page.is_visible("[data-act=stop]")
        other.agent.page.click("[data-act=leave]")
        other.agent.page.wait_for_selector("text=Heu sortit de la sessió")
        met.agent.page.wait_for_function(
            "() => !document.querySelector('[data-people]').textContent.includes('Joan')"
        )
        assert met.sees(*WHOLE)
        other.agent.check()


def test_nobody_comes_in_as_interpreter_without_being_asked(capturing, shared, met):
    with browsing.window(capturing, shared.url, browsing.DESK) as window:
        window.sign_in("laia")
        window.open(met.agent.path)
        status = window.page.evaluate(
            """async () => {
              const {session, csrf} = document.querySelector("[data-session]").dataset;
              const answer = await fetch(`/api/v1/remote-sessions/${session}/tickets`, {method: "POST",
                headers: {"Content-Type": "application/json", "X-CSRF-Token": csrf},
                body: JSON.stringify({role: "interpreter"})});
              return answer.status;
            }"""
        )
        assert status == 404


def test_the_citizen_says_no_to_a_second_viewer_and_the_first_goes_on(capturing, shared, met):
    with browsing.window(capturing, shared.url, browsing.DESK) as window:
        window.sign_in("pere")
        window.open("/agent")
        # A supervisor's desk lists the sessions that go on.
        window.page.click("[data-desk-news] summary")
        window.page.click(f"[data-desk-news] a[href='{met.agent.path}']")
        met.answer("Pere Vidal (supervisió)", yes=False)
        window.page.wait_for_selector("text=No s'ha acceptat")
        assert not window.page.is_visible("[data-screen]")
        assert met.sees(*WHOLE)


def test_another_agent_takes_over_and_the_picture_goes_on(capturing, shared, met, pictures):
    with colleague(capturing, shared, met, "laia", "agent") as other:
        other.agent.page.wait_for_selector("[data-desk-news] a[href^='/agent/sessions/']")
        other.agent.page.click("[data-desk-news] a[href^='/agent/sessions/']")
        met.answer("Laia Camps (agent)")
        compare(other)
        assert other.sees(*WHOLE)
        met.agent.page.screenshot(path=pictures / "session-hand-over.png")
        met.agent.page.click("[data-people] button")
        other.agent.page.wait_for_function(
            """() => [...document.querySelectorAll("[data-people] li")].some((line) =>
              line.textContent.includes("Laia Camps") && line.textContent.includes("porta la sessió"))"""
        )
        met.agent.page.click("[data-act=leave]")
        met.agent.page.wait_for_selector("text=Heu sortit de la sessió")
        assert other.sees(*WHOLE, (255, 255, 255))
        assert other.sees(*WHOLE, (0, 0, 0))
        assert met.citizen.page.evaluate("tracks.every((track) => track.readyState === 'live')")
        other.agent.page.click("[data-act=stop]")
        met.citizen.page.wait_for_selector("[data-part=ended]:visible")
        other.agent.page.click(".watch-head a")
        past = other.agent.page.inner_text(".timeline")
        assert "Traspassa la sessió" in past
        assert "Laia Camps" in past

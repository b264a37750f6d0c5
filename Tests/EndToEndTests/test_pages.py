"""Every page in every state: for everybody, on every screen, and nothing broken in it."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

import browsing
import program
from desk import Caller
from states import STATES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WORDS = json.loads((program.ROOT / "Web/locales/ca.json").read_text())
# The name of a text in place of the text, such as `topics.folder`.
MISSING = re.compile(
    rf"\b(?:{'|'.join(WORDS)})\.[a-zA-Z][\w.-]*\b|{{{{|}}}}|\w\{{[a-z]+\}}|\bnil\b|Optional\("
)

# The first elements that reach beyond the screen.
WIDE = """[...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.right > innerWidth + 1 && box.width > 0 && !each.closest(".scroll, .aloud, .unseen");
  }).slice(0, 3).map((each) => each.outerHTML.slice(0, 120))"""
LINKS = """[...document.querySelectorAll("a[href]:not([href^='#']), link[href], script[src], img[src]")]
  .map((each) => each.href || each.src)"""
ANCHORS = """[...document.querySelectorAll('a[href^="#"]')].map((each) => each.hash)
  .filter((hash) => !document.querySelector(hash))"""


@pytest.fixture(params=sorted(STATES))
def window(request, browser, shared):
    """The window of somebody who has come to a state."""
    way = STATES[request.param]
    with browsing.window(
        browser, shared.url, browsing.DESK if way.staff else browsing.PHONE
    ) as window:
        if way.staff:
            window.sign_in("anna")
        way(window, shared)
        window.state = request.param.replace(" ", "-")
        yield window


def test_everybody_can_use_it(window, pictures):
    page, axe = window.page, Axe()
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = {}
    for scheme in ["light", "dark"]:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=pictures / f"{window.state}-{scheme}.png", full_page=True)
        found |= {
            f"{scheme}: {each['id']} ({each['impact']}): {each['help']}": each["nodes"][0]["html"]
            for each in axe.run(page, options=options).response["violations"]
        }
    assert found == {}


def test_it_is_whole(window):
    page = window.page
    window.check()
    assert page.evaluate("window.policyViolations") == []
    assert page.title().strip() not in ("", "–")
    assert page.locator("h1:visible").count() == 1
    assert MISSING.findall(page.title() + "\n" + page.inner_text("body")) == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))


def test_it_fits_a_narrow_screen(window):
    page, sideways = window.page, {}
    for width in [360, 320]:
        page.set_viewport_size({"width": width, "height": 780})
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            sideways[width] = page.evaluate(WIDE)
    assert sideways == {}


def test_its_links_lead_somewhere(window, shared):
    page, caller, broken = window.page, Caller(shared), {}
    for cookie in page.context.cookies():
        caller.cookies.set(cookie["name"], cookie["value"])
    assert page.evaluate(ANCHORS) == []
    for link in {link.split("#")[0] for link in page.evaluate(LINKS)}:
        if window.state == "not-found" and re.search(r"/nowhere\?lang=..$", link):
            continue
        if not link.startswith(shared.url):
            assert re.match(r"(https|tel|mailto):", link), link
        elif (status := caller.get(link).status_code) >= 400:
            broken[link.removeprefix(shared.url)] = status
    assert broken == {}

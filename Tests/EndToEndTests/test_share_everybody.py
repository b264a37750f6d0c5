"""Remote assistance for everybody: on a narrow screen, by keyboard alone, with hostile names."""

import pytest

import browsing
import sharing

NARROW = {"width": 360, "height": 740}
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def capturing(playwright):
    with sharing.chromium(playwright, "--auto-accept-this-tab-capture") as browser:
        yield browser


def test_every_state_fits_a_narrow_screen(capturing, shared, pictures, tmp_path):
    document = tmp_path / ("W" * 100 + ".txt")
    document.write_text("a")
    with (
        browsing.window(capturing, shared.url, NARROW) as agent,
        browsing.window(capturing, shared.url, NARROW) as citizen,
    ):
        citizen.page.add_init_script(sharing.OWN_TAB)
        pair, seen = sharing.Pair(citizen, agent), {}

        def look(state):
            for who, window in (("citizen", citizen), ("agent", agent)):
                window.page.screenshot(
                    path=pictures / f"narrow-{state}-{who}.png", full_page=True
                )
                if (by := window.page.evaluate(TOO_WIDE)) > 0:
                    seen[state, who] = by

        code = pair.open()
        citizen.open(f"/assist/{code.replace(' ', '')}")
        look("invited")
        citizen.page.fill("#name", "Rosa " + "W" * 70)
        citizen.page.click("[data-join-form] button[type=submit]")
        citizen.page.wait_for_selector("[data-part=compare]:visible")
        agent.page.wait_for_selector("[data-compare]:visible")
        look("compare")
        pair.compare()
        citizen.page.wait_for_selector("[data-part=choose]:visible")
        look("choose")
        pair.share()
        pair.land()
        agent.page.wait_for_selector("[data-screen]:visible")
        agent.page.click("[data-ask=files]")
        citizen.page.wait_for_selector(".question-box")
        with citizen.page.expect_file_chooser() as chooser:
            citizen.page.click("[data-act=attach]")
        chooser.value.set_files(document)
        agent.page.wait_for_selector("[data-talk-log] button")
        look("sharing")
        citizen.page.click("[data-act=stop]")
        citizen.page.wait_for_selector("[data-part=ended]:visible")
        look("ended")
        citizen.page.click("[data-part=ended] a")
        citizen.page.wait_for_selector("main .receipt")
        look("receipt")
        assert seen == {}


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page):
        self.page = page

    def to(self, selector, most=80):
        """Goes on with the tabulator until something has the focus, and it shows."""
        for _ in range(most):
            if self.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                box = self.page.evaluate(
                    "() => document.activeElement.getBoundingClientRect().height"
                )
                assert box > 0
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} can't be reached by keyboard")

    def press(self, selector, key="Enter"):
        self.to(selector)
        self.page.keyboard.press(key)


def test_a_whole_session_by_keyboard_alone(capturing, shared):
    with sharing.pair(capturing, shared.url) as pair:
        code = pair.open()
        citizen, agent = pair.citizen.page, pair.agent.page
        at, desk = Keys(citizen), Keys(agent)
        pair.citizen.open("/assist")
        at.to("#code")
        citizen.keyboard.type(code)
        citizen.keyboard.press("Enter")
        citizen.wait_for_selector("[data-join-form]")
        at.press("[data-join-form] button[type=submit]")
        for page in (citizen, agent):
            page.wait_for_selector("[data-pair]:visible")
        at.press("[data-act=same]")
        desk.press("[data-act=same]")
        citizen.wait_for_selector("[data-part=choose]:visible")
        at.press("[data-share=window]")
        citizen.wait_for_selector("[data-part=sharing]:visible")
        pair.land()
        agent.wait_for_selector("[data-screen]:visible")
        desk.press("[data-ask=files]")
        # A question takes the focus: the yes is the next thing.
        citizen.wait_for_selector(".question-box")
        at.press(".question-box .button")
        agent.wait_for_selector("[data-rung=files][data-given]")
        desk.to("#talk-text")
        agent.keyboard.type("Premeu Continua")
        agent.keyboard.press("Enter")
        citizen.wait_for_selector("[data-talk-log] >> text=Premeu Continua")
        at.press("[data-act=stop]")
        citizen.wait_for_selector("[data-part=ended]:visible")
        agent.wait_for_selector("text=La persona l'ha aturada")


def test_hostile_names_stay_text_on_both_sides(capturing, shared):
    attack = "<img src=x onerror=document.title='taken'>"
    with sharing.pair(capturing, shared.url) as pair:
        pair.join(pair.open(), name=attack)
        pair.compare()
        citizen, agent = pair.citizen.page, pair.agent.page
        citizen.wait_for_selector("#talk-text:visible")
        citizen.fill("#talk-text", attack + "\u202e")
        citizen.press("#talk-text", "Enter")
        agent.wait_for_selector("[data-talk-log] >> text=onerror")
        assert attack[:40] in agent.inner_text("[data-people]")
        for page in (citizen, agent):
            assert page.locator("[data-talk-log] img, [data-people] img").count() == 0
            assert "taken" not in page.title()
        citizen.click("[data-act=stop]")
        citizen.wait_for_selector("[data-part=ended]:visible")
        citizen.click("[data-part=ended] a")
        citizen.wait_for_selector("main .receipt")
        assert citizen.locator("main img").count() == 0
        pair.agent.check()

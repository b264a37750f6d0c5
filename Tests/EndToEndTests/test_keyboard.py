"""Everything by keyboard alone: no pointer, no script needed for the citizen."""

import pytest

import browsing
from desk import Caller, new_phone

STOPS_MAX = 80


def tab_to(page, selector):
    """Presses Tab until the focus is where it should be; it must be seen there."""
    for _ in range(STOPS_MAX):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            seen = page.evaluate(
                """() => {
                  const box = document.activeElement.getBoundingClientRect();
                  return box.bottom > 0 && box.top < innerHeight;
                }"""
            )
            assert seen, f"{selector} has the focus out of sight."
            return
    raise AssertionError(f"Tab never came to {selector}")


def test_the_first_stop_leads_past_the_head(browser, shared):
    with browsing.window(browser, shared.url) as citizen:
        citizen.open("/vilaclara/call-me")
        citizen.page.keyboard.press("Tab")
        assert citizen.page.evaluate("document.activeElement.matches('.skip')")
        citizen.page.keyboard.press("Enter")
        assert citizen.page.evaluate("document.activeElement.id || location.hash") in (
            "content",
            "#content",
        )


def test_a_citizen_asks_for_a_call(browser, shared):
    phone = new_phone()
    with browsing.window(browser, shared.url) as citizen:
        citizen.open("/vilaclara/call-me")
        page = citizen.page
        tab_to(page, "[name=matter]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        tab_to(page, "[name=window]")
        page.keyboard.press("Space")
        tab_to(page, "#phone")
        page.keyboard.type(phone)
        tab_to(page, "#name")
        page.keyboard.type("Rosa Ferrer")
        tab_to(page, "#consent")
        page.keyboard.press("Space")
        tab_to(page, "main form button[type=submit]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert citizen.path.startswith("/request/")
        citizen.check()


def test_a_form_that_came_back_leads_to_its_first_fault(browser, shared):
    with browsing.window(browser, shared.url) as citizen:
        citizen.open("/vilaclara/call-me")
        page = citizen.page
        tab_to(page, "#phone")
        page.keyboard.type("803 123 456")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.matches('.summary')")
        tab_to(page, ".summary a[href='#phone']")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.id === 'phone'")
        assert page.input_value("#phone") == "803 123 456"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_always_seen(browser, shared, scheme):
    with browsing.window(browser, shared.url, color_scheme=scheme) as citizen:
        citizen.open("/vilaclara/call-me")
        page, plain = citizen.page, []
        for _ in range(STOPS_MAX):
            page.keyboard.press("Tab")
            mark = page.evaluate(
                """() => {
                  const element = document.activeElement;
                  if (element === document.body) return null;
                  // A choice shows its focus on its label.
                  return [element, element.labels?.[0], element.parentElement].some((each) => {
                    const style = each && getComputedStyle(each);
                    return style && (parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none"
                      || style.boxShadow !== "none");
                  }) || element.outerHTML.slice(0, 80);
                }"""
            )
            if mark is None:
                break
            if mark is not True:
                plain.append(mark)
        assert plain == []


def test_an_agent_claims_calls_and_closes(browser, shared):
    citizen, name = Caller(shared), "Teresa Tecla"
    window = citizen.windows("vilaclara")[0]["id"]
    assert citizen.book("vilaclara", window, name=name).status_code == 201
    with browsing.window(browser, shared.url, browsing.DESK) as agent:
        agent.sign_in("anna")
        page, press = agent.page, agent.page.keyboard.press
        page.wait_for_selector("body[data-attached~=keys]")
        for _ in range(STOPS_MAX):
            press("j")
            if page.evaluate("document.activeElement.textContent") == name:
                break
        with page.expect_navigation():
            press("Enter")
        assert page.inner_text(".ticket-name") == name
        page.wait_for_selector("body[data-attached~=keys]")
        with page.expect_navigation():
            press("g")
        page.wait_for_selector("body[data-attached~=keys]")
        with page.expect_navigation():
            press("1")
        page.wait_for_selector("body[data-attached~=keys]")
        press("t")
        assert page.evaluate("document.activeElement.matches('select[name=outcome]')")
        press("Tab")
        with page.expect_navigation():
            press("Enter")
        assert page.locator(".ticket-rating a").count() == 1
        page.wait_for_selector("body[data-attached~=keys]")
        press("?")
        assert page.locator("dialog[open]").is_visible()
        press("Escape")
        assert not page.locator("dialog[open]").is_visible()
        with page.expect_navigation():
            press("n")
        assert agent.path.startswith("/agent/contacts/new")
        agent.check()


def test_new_arrivals_move_nothing_under_the_hand(browser, shared):
    citizen = Caller(shared)
    with browsing.window(browser, shared.url, browsing.DESK) as agent:
        agent.sign_in("anna")
        page = agent.page
        page.wait_for_selector("body[data-attached~=keys]")
        with page.expect_request("**/agent/list*", timeout=15_000):
            pass
        page.wait_for_timeout(300)
        page.keyboard.press("j")
        held = page.evaluate("document.activeElement.textContent")
        top = page.evaluate("document.activeElement.getBoundingClientRect().top")
        before = page.locator(".line").count()
        window = citizen.windows("vilaclara", kind="slot")[0]["id"]
        assert citizen.book("vilaclara", window, name="Nova Arribada").status_code == 201
        page.wait_for_selector("[data-live-news] button")
        assert page.evaluate("document.activeElement.textContent") == held
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") == pytest.approx(
            top, abs=60
        )
        assert page.locator(".line").count() == before
        assert page.locator("[data-live-news]").get_attribute("aria-live") == "polite"
        page.click("[data-live-news] button")
        page.locator(".line", has_text="Nova Arribada").wait_for()

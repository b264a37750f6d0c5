"""Of a half day and an exact time, the one chosen last is what is asked for."""

import browsing


def choose_a_time(page):
    page.click("details.fold summary")
    page.select_option("[name=time]", index=3)


def test_the_choice_made_last_counts(shared, browser):
    context = browser.new_context(viewport=browsing.PHONE)
    window = browsing.Window(context.new_page(), shared.url)
    window.open("/vilaclara/call-me")
    window.page.wait_for_selector("form[data-attached~=one-window]")
    window.choose("window-1")
    choose_a_time(window.page)
    assert window.page.locator("[name=window]:checked").count() == 0
    assert window.page.input_value("[name=time]") != ""
    window.choose("window-2")
    assert window.page.input_value("[name=time]") == ""
    assert window.page.locator("[name=window]:checked").count() == 1
    window.check()
    context.close()

"""Every page in every state that a person can meet, and how to get there."""

from desk import Caller, new_phone

STATES = {}


def state(name, staff=False):
    """Registers a way to a state; it leaves the window on the page."""

    def register(way):
        way.staff = staff
        STATES[name] = way
        return way

    return register


def page(name, path, staff=False):
    """Registers a page that an address leads to."""
    state(name, staff)(lambda window, server: window.open(path))


page("councils", "/")
page("council", "/vilaclara")
page("form", "/vilaclara/call-me")
page("form in Spanish", "/vilaclara/call-me?lang=es")
page("form in English", "/vilaclara/call-me?lang=en")
page("privacy", "/vilaclara/privacy")
page("accessibility", "/vilaclara/accessibility")
page("months", "/vilaclara/activity")
page("not found", "/vilaclara/nowhere")
page("problem explained", "/problems/window-full")
page("sign-in", "/agent/sign-in")
page("desk", "/agent", staff=True)
page("own queue", "/agent?queue=mine", staff=True)
page("open tickets", "/agent?queue=open", staff=True)
page("new contact", "/agent/contacts/new", staff=True)


@state("month")
def _(window, server):
    window.open("/vilaclara/activity")
    window.page.locator(".month-list a").first.click()
    window.page.wait_for_url("**/activity/*")


@state("form with errors")
def _(window, server):
    window.open("/vilaclara/call-me")
    window.page.fill("#phone", "803 123 456")
    window.submit()
    assert window.page.locator(".summary li").count() >= 4


@state("window filled meanwhile")
def _(window, server):
    window.open("/vilaclara/call-me")
    window.fill_call_me(new_phone())
    slot = window.page.locator("#time option").last
    window.page.click("details:has(#time) summary")
    window.page.select_option("#time", slot.get_attribute("value"))
    caller = Caller(server)
    while caller.book("vilaclara", slot.get_attribute("value")).status_code == 201:
        pass
    window.submit()
    assert window.page.locator(".summary").is_visible()
    assert window.page.input_value("#name") == "Rosa Ferrer"


@state("robot's form")
def _(window, server):
    window.open("/vilaclara/call-me")
    window.fill_call_me(new_phone())
    window.page.evaluate("document.getElementById('website').value = 'http://spam.example'")
    window.submit()


def booked(window):
    window.open("/vilaclara/call-me")
    window.fill_call_me(new_phone(), window=3)
    window.submit()
    assert "/request/" in window.page.url


@state("promise made")
def _(window, server):
    booked(window)


@state("number promised already")
def _(window, server):
    caller, phone = Caller(server), new_phone()
    caller.book("vilaclara", caller.windows("vilaclara")[-1]["id"], phone=phone)
    window.open("/vilaclara/call-me")
    window.fill_call_me(phone)
    window.submit()
    assert window.page.locator(".slip").is_visible()


@state("promise moved")
def _(window, server):
    booked(window)
    move = window.page.locator("details", has=window.page.locator("form[action$=move]"))
    move.locator("summary").first.click()
    choice = move.locator("input[name=window]").nth(1)
    window.choose(choice.get_attribute("id"))
    with window.page.expect_navigation():
        move.locator("button[type=submit]").click()
    assert "news=moved" in window.page.url


@state("promise cancelled")
def _(window, server):
    booked(window)
    cancel = window.page.locator("details", has=window.page.locator("form[action$=cancel]"))
    cancel.locator("summary").click()
    with window.page.expect_navigation():
        cancel.locator("button[type=submit]").click()
    assert window.page.locator("[data-void]").count() == 1


def at_desk(server, *results, claim=True):
    """A promise, as far as an agent has come with it; returns its token."""
    citizen, agent = Caller(server), Caller(server).sign_in("nuria")
    window = citizen.windows("vilaclara", kind="slot")[-1]["id"]
    booking = citizen.book("vilaclara", window).json()
    item = next(
        item
        for item in agent.everything("/api/v1/callbacks", organisation="vilaclara", state="waiting")
        if item["reference"] == booking["reference"]
    )
    if claim:
        agent.post(f"/api/v1/callbacks/{item['id']}/claim")
    for result in results:
        agent.post(f"/api/v1/callbacks/{item['id']}/attempts", json={"result": result})
    return booking, agent


@state("being called")
def _(window, server):
    window.open(at_desk(server)[0]["href"])


@state("not found once")
def _(window, server):
    window.open(at_desk(server, "no-answer")[0]["href"])


@state("unreached")
def _(window, server):
    window.open(at_desk(server, "wrong-number")[0]["href"])


def rating_path(server):
    booking, agent = at_desk(server, "reached")
    closed = agent.post(
        f"/api/v1/tickets/{booking['reference']}/closure", json={"outcome": "resolved"}
    )
    return closed.json()["ratingHref"], booking["href"]


@state("reached")
def _(window, server):
    window.open(rating_path(server)[1])


@state("rating")
def _(window, server):
    window.open(rating_path(server)[0])


@state("rating without a star")
def _(window, server):
    window.open(rating_path(server)[0])
    window.submit()
    assert window.page.locator(".summary").is_visible()


@state("rated")
def _(window, server):
    window.open(rating_path(server)[0])
    window.choose("score-4")
    window.submit()
    assert window.page.locator(".slip-score").is_visible()


@state("wrong password")
def _(window, server):
    window.open("/agent/sign-in")
    window.page.fill("#user", "anna")
    window.page.fill("#password", "wrong")
    window.submit()
    assert window.page.locator(".summary").is_visible()


def ticket(window, server, *results, claim=True):
    booking, agent = at_desk(server, *results, claim=claim)
    window.open(f"/agent/tickets/{booking['reference']}?queue=due")
    return booking, agent


@state("ticket to claim", staff=True)
def _(window, server):
    ticket(window, server, claim=False)


@state("ticket of a colleague", staff=True)
def _(window, server):
    ticket(window, server)


@state("own ticket", staff=True)
def _(window, server):
    ticket(window, server, claim=False)
    with window.page.expect_navigation():
        window.page.click("form[action$=claim] button[data-key=g]")
    window.page.click(".ticket-acts summary")


@state("closed ticket", staff=True)
def _(window, server):
    booking, agent = ticket(window, server, "reached")
    path = f"/api/v1/tickets/{booking['reference']}/closure"
    assert agent.post(path, json={"outcome": "resolved"}).status_code == 200
    window.page.reload()


@state("contact with errors", staff=True)
def _(window, server):
    window.open("/agent/contacts/new")
    window.page.fill("#phone", "803 123 456")
    with window.page.expect_navigation():
        window.page.locator("button[name=outcome]").first.click()
    assert window.page.locator(".summary").is_visible()


@state("keys", staff=True)
def _(window, server):
    window.open("/agent")
    window.page.click("[data-opens=keys-help]")
    assert window.page.locator("dialog[open]").is_visible()


page("code for assistance", "/assist")


@state("wrong code")
def _(window, server):
    window.open("/assist")
    window.page.fill("[name=code]", "000 000 000")
    window.submit()
    assert "aria-invalid" in window.page.content() or window.page.locator("[role=alert]").count()


def invited(server):
    """A remote session that an agent has just opened."""
    booking, agent = at_desk(server)
    opened = agent.post(f"/api/v1/tickets/{booking['reference']}/remote-sessions")
    assert opened.status_code == 201, opened.text
    return opened.json()


@state("invited to share")
def _(window, server):
    window.open(f"/assist/{invited(server)['code']}")


@state("agent waits for the citizen", staff=True)
def _(window, server):
    booking, _ = at_desk(server, claim=False)
    window.open(f"/agent/tickets/{booking['reference']}")
    with window.page.expect_navigation():
        window.page.locator("form[action$=remote-sessions] button").first.click()


page("asking who calls", "/verify")


@state("caller known")
def _(window, server):
    window.open("/verify")
    window.page.fill("#code", invited(server)["code"])
    window.submit()
    assert window.page.locator("[role=status]").is_visible()


@state("caller unknown")
def _(window, server):
    window.open("/verify")
    window.page.fill("#code", "000 000")
    window.submit()
    assert window.page.locator("[role=alert]").is_visible()


@state("receipt of a session")
def _(window, server):
    opened = invited(server)
    joined = Caller(server).post("/api/v1/remote-sessions/join", json={"code": opened["code"]})
    window.page.context.add_cookies(
        [{"name": "assist", "value": joined.cookies["assist"], "url": server.url}]
    )
    agent = Caller(server).sign_in("nuria")
    assert agent.delete(f"/api/v1/remote-sessions/{opened['id']}").status_code == 204
    window.open("/assist/receipt")
    assert window.page.locator(".receipt").is_visible()


@state("ticket with documents", staff=True)
def _(window, server):
    booking, agent = at_desk(server)
    answer = agent.post(
        f"/api/v1/tickets/{booking['reference']}/attachments",
        data=b"%PDF-1.7 prova",
        headers={"Content-Type": "application/pdf", "Slug": "W" * 110 + ".pdf"},
    )
    assert answer.status_code == 201, answer.text
    window.open(f"/agent/tickets/{booking['reference']}")
    assert window.page.locator(".document").is_visible()


@state("asked into a session", staff=True)
def _(window, server):
    opened = invited(server)
    agent = Caller(server).sign_in("nuria")
    answer = agent.post(
        f"/api/v1/remote-sessions/{opened['id']}/invitations",
        json={"user": "anna", "role": "interpreter"},
    )
    assert answer.status_code == 204, answer.text
    window.open("/agent")
    assert window.page.locator("[data-desk-news] a").first.is_visible()


page("sheet without a number", "/assist/computer")
page("sheet with a number", "/assist/computer#form=id&id=482913007551&host=ajuda.cat&port=5500")
page("sheet for TigerVNC", "/assist/computer#form=port&host=ajuda.cat&port=5512")


def office_desktop(server):
    """An office computer of Anna's; returns its secret."""
    administrator = Caller(server).sign_in("marta")
    entry = {"organisation": "vilaclara", "owner": "anna", "name": "PC 14"}
    made = administrator.post(
        "/api/v1/office-desktops", json=entry | {"hours": ["mon-sun 00:00-24:00"]}
    )
    assert made.status_code == 201, made.text
    return made.json()["secret"]


@state("office computer", staff=True)
def _(window, server):
    office_desktop(server)
    window.open("/agent/desktops")
    window.page.click("[data-desktop] summary")


@state("office computers to administer")
def _(window, server):
    office_desktop(server)
    window.sign_in("marta")
    window.open("/agent/desktops")


@state("office computer registered")
def _(window, server):
    window.sign_in("marta")
    window.open("/agent/desktops")
    window.page.fill("#desktop-name", "PC 15")
    window.submit()
    assert window.page.locator("[data-secret]").is_visible()


@state("office computer without hours")
def _(window, server):
    window.sign_in("marta")
    window.open("/agent/desktops")
    window.page.fill("#desktop-name", "PC 16")
    window.page.fill("[name=from]", "20:00")
    window.page.fill("[name=to]", "08:00")
    window.submit()
    assert window.page.locator("[role=alert]").count() == 1

"""Well-formed requests that ask for what nobody may have."""

import datetime

import pytest
import requests

from desk import Caller, booking, faults, problem

CALLBACKS = "/api/v1/organisations/vilaclara/callbacks"
SESSION = "/api/v1/session"


def a_window(citizen, **filters):
    return citizen.windows("vilaclara", **filters)[-1]["id"]


@pytest.mark.parametrize(
    ("phone", "reason"),
    [
        ("803 123 456", "premium"),
        ("806123456", "premium"),
        ("+34 807 123 456", "premium"),
        ("901123456", "premium"),
        ("902 12 34 56", "premium"),
        ("0034905123456", "premium"),
        ("704123456", "premium"),
        ("112", "short"),
        ("010", "short"),
        ("+44 20 7946 0958", "foreign"),
        ("412345678", "malformed"),
        ("61234567", "malformed"),
        ("6123456789", "malformed"),
        ("612345678; ext 9", "malformed"),
        ("=cmd|' /C calc'!A0", "malformed"),
        ("", "empty"),
        ("٦١٢٣٤٥٦٧٨", "malformed"),
        ("6" * 5000, "malformed"),
    ],
)
def test_a_number_that_the_desk_must_not_call_is_refused(citizen, phone, reason):
    answer = citizen.book("vilaclara", a_window(citizen), phone=phone)
    assert faults(answer) == {"phone": reason}


@pytest.mark.parametrize(
    "phone", ["612 345 901", "+34 612-345-902", "(93) 234.59.03", "0034712345904"]
)
def test_a_number_is_read_as_people_write_it(citizen, phone):
    answer = citizen.book("vilaclara", a_window(citizen), phone=phone)
    assert answer.status_code == 201, answer.text
    assert citizen.delete(f"/api/v1/callbacks/{answer.json()['token']}").status_code == 204


def test_yesterday_and_next_year_cannot_be_promised(citizen):
    today = datetime.date.today()
    for days, code in [(-1, "past"), (-400, "past"), (400, "outside")]:
        day = today + datetime.timedelta(days=days)
        while day.weekday() > 4:
            day += datetime.timedelta(days=1 if days > 0 else -1)
        assert faults(citizen.book("vilaclara", f"{day}-morning")) == {"window": code}


@pytest.mark.parametrize(
    "window",
    [
        "",
        "nonsense",
        "2026-02-30-morning",
        "2026-13-01-0900",
        "9999-12-31-morning",
        "soon'--",
        "x" * 60_000,
        "\0",
    ],
)
def test_a_window_that_never_was_cannot_be_promised(citizen, window):
    assert set(faults(citizen.book("vilaclara", window))) == {"window"}


def test_all_faults_come_at_once(citizen):
    answer = citizen.post(CALLBACKS, json={"phone": "112", "nif": "12345678A", "email": "a@b@c"})
    named = faults(answer)
    assert set(named) >= {"phone", "nif", "email", "name", "matter", "window", "consent"}
    assert named["phone"] == "short"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'"text"',
        b"null",
        b"{",
        b'{"a":1,}',
        b'{"name":"\xff\xfe"}',
        b'{"name":"\\ud800"}',
        b"\xef\xbb\xbf{}",
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b'{"a":' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b'{"a":1e999}',
        b"{'a':1}",
        b'{"a":"\x01"}',
        b"{}{}",
    ],
    ids=lambda body: repr(body[:16]),
)
def test_a_body_that_is_no_object_is_refused(citizen, body):
    answer = citizen.post(CALLBACKS, data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("field", ["window", "name", "phone", "matter", "consent", "language"])
@pytest.mark.parametrize("value", [[], {}, 7, -1e300, [["a"]]], ids=str)
def test_a_value_of_another_type_is_named(citizen, field, value):
    body = booking(a_window(citizen))
    body[field] = value
    assert field in faults(citizen.post(CALLBACKS, json=body))


def test_a_body_of_megabytes_is_refused(citizen):
    body = booking(a_window(citizen), matter="a" * 5_000_000)
    problem(citizen.post(CALLBACKS, json=body), 413, "413")


def test_a_body_of_another_kind_is_refused(citizen):
    for kind in ["text/plain", "multipart/form-data; boundary=x", "application/xml"]:
        answer = citizen.post(CALLBACKS, data=b"{}", headers={"Content-Type": kind})
        problem(answer, 415, "415")


def test_markup_in_a_name_stays_text(citizen, shared):
    name = "<script>alert(1)</script>{{t}}\"'&"
    token = citizen.book("vilaclara", a_window(citizen), name=name, matter=name).json()["token"]
    page = citizen.get(f"/request/{token}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{t}}" in page
    calendar = citizen.get(f"/request/{token}/request.ics").text
    assert calendar.count("BEGIN:VEVENT") == 1


def test_a_line_break_in_a_name_adds_nothing_to_a_calendar(citizen):
    name = "Rosa\r\nEND:VEVENT\r\nX-EVIL:1"
    answer = citizen.book("vilaclara", a_window(citizen), name=name, matter=name)
    token = answer.json()["token"]
    lines = citizen.get(f"/request/{token}/request.ics").text.split("\r\n")
    assert not [line for line in lines if line.startswith("X-EVIL")]


class TestOrigin:
    """A page of another site can't make a citizen's or an agent's browser change anything."""

    @pytest.fixture
    def token(self, citizen):
        return citizen.book("vilaclara", a_window(citizen)).json()["token"]

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1"},
            {"Origin": "http://127.0.0.1:1"},
            {"Origin": ""},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
        ids=str,
    )
    def test_a_change_from_elsewhere_is_refused(self, citizen, token, headers):
        problem(
            citizen.delete(f"/api/v1/callbacks/{token}", headers=headers), 403, "forbidden-origin"
        )
        form = citizen.post(f"/request/{token}/cancel", data={"form": ""}, headers=headers)
        assert form.status_code == 403
        assert citizen.get(f"/api/v1/callbacks/{token}").json()["state"] == "waiting"

    def test_a_change_from_here_is_let_through(self, citizen, token, shared):
        answer = citizen.delete(f"/api/v1/callbacks/{token}", headers={"Origin": shared.url})
        assert answer.status_code == 204

    def test_no_answer_may_be_read_from_elsewhere(self, citizen, token):
        answer = citizen.get(
            f"/api/v1/callbacks/{token}", headers={"Origin": "https://evil.example"}
        )
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert (
            "private" in answer.headers["Cache-Control"]
            or "no-store" in answer.headers["Cache-Control"]
        )


class TestForgery:
    """What comes with a browser's session must also carry the session's word."""

    @pytest.fixture
    def agent(self, shared):
        return Caller(shared).sign_in("anna")

    @pytest.mark.parametrize("word", [None, "", "x", "null"])
    def test_a_change_without_the_word_is_refused(self, agent, word):
        agent.headers.pop("X-CSRF-Token")
        if word is not None:
            agent.headers["X-CSRF-Token"] = word
        body = {"organisation": "vilaclara", "subject": "Prova", "level": "informative"}
        problem(agent.post("/api/v1/tickets", json=body), 403, "csrf")
        problem(agent.delete(SESSION), 403, "csrf")

    def test_a_form_without_the_word_is_refused(self, agent):
        callback = agent.everything("/api/v1/callbacks", state="waiting")[0]
        path = f"/agent/callbacks/{callback['id']}/claim"
        assert agent.post(path, data={"csrf": "x"}).status_code == 403
        assert agent.post(path, data={"return": "/agent"}).status_code == 403
        assert agent.post("/agent/sign-out", data={"csrf": ""}).status_code == 403

    def test_the_word_of_another_session_is_refused(self, agent, shared):
        agent.headers["X-CSRF-Token"] = Caller(shared).sign_in("joan").headers["X-CSRF-Token"]
        problem(agent.delete(SESSION), 403, "csrf")

    def test_a_browsers_secret_is_no_scripts_token(self, agent, shared):
        thief = Caller(shared, token=agent.cookies["acompanya"])
        problem(thief.get("/api/v1/tickets"), 401, "signed-out")


class TestOtherCouncils:
    """Joan works for Vilaclara alone; Montalba's people are not his to see."""

    @pytest.fixture
    def joan(self, shared):
        return Caller(shared).sign_in("joan")

    @pytest.fixture
    def theirs(self, script):
        items = script.everything("/api/v1/callbacks", organisation="montalba", state="waiting")
        return items[0]

    def test_they_are_in_no_list(self, joan):
        for path in ["callbacks", "tickets", "contacts", "procedures"]:
            items = joan.everything(f"/api/v1/{path}")
            assert items
            assert {item["organisation"] for item in items} == {"vilaclara"}
            problem(joan.get(f"/api/v1/{path}?organisation=montalba"), 404, "not-found")

    def test_they_can_neither_be_read_nor_changed(self, joan, theirs):
        ticket, callback = theirs["reference"], theirs["id"]
        for answer in [
            joan.get(f"/api/v1/tickets/{ticket}"),
            joan.post(f"/api/v1/tickets/{ticket}/closure", json={"outcome": "resolved"}),
            joan.delete(f"/api/v1/tickets/{ticket}/closure"),
            joan.post(f"/api/v1/callbacks/{callback}/claim"),
            joan.delete(f"/api/v1/callbacks/{callback}/claim"),
            joan.post(f"/api/v1/callbacks/{callback}/attempts", json={"result": "reached"}),
            joan.get("/api/v1/events?organisation=montalba"),
        ]:
            problem(answer, 404, "not-found")
        word = {"csrf": joan.headers["X-CSRF-Token"]}
        assert joan.get(f"/agent/tickets/{ticket}").status_code == 404
        assert joan.post(f"/agent/callbacks/{callback}/claim", data=word).status_code == 404

    def test_nothing_can_be_opened_in_their_name(self, joan):
        body = {"organisation": "montalba", "subject": "Prova", "level": "informative"}
        assert joan.post("/api/v1/tickets", json=body).status_code in (404, 422)

    def test_a_window_of_one_council_is_no_promise_of_another(self, citizen):
        slots = {w["id"] for w in citizen.windows("vilaclara", kind="slot")}
        here = {w["id"] for w in citizen.windows("montalba", kind="slot")}
        only_there = sorted(slots - here)
        answer = citizen.book("montalba", only_there[-1])
        assert answer.status_code in (409, 422)


@pytest.mark.parametrize("token", ["x", "A" * 24, "%20", "A" * 4000, "'; DROP TABLE promise"])
def test_a_guessed_token_opens_nothing(citizen, token):
    for path in ["/api/v1/callbacks/", "/request/", "/rate/"]:
        assert citizen.get(path + token).status_code in (400, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/tickets",
        "/api/v1/callbacks",
        "/api/v1/contacts",
        "/api/v1/procedures",
        "/api/v1/events",
    ],
)
def test_who_has_not_signed_in_sees_nothing(shared, path):
    stranger = Caller(shared)
    problem(stranger.get(path), 401, "signed-out")
    for header in ["Bearer x", "Bearer", "Basic YTpi", "Bearer " + "x" * 5000]:
        problem(stranger.get(path, headers={"Authorization": header}), 401, "signed-out")


@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/agent\r\nX-Evil: 1",
        "javascript:alert(1)",
        "/agent/../../x",
    ],
)
def test_signing_in_leads_to_our_own_pages_only(shared, next):
    form = {"user": "anna", "password": "acompanya-anna", "next": next}
    answer = Caller(shared).post("/agent/sign-in", data=form)
    assert answer.status_code == 303
    location = answer.headers["Location"]
    assert location.startswith("/agent") and "\\" not in location
    assert "X-Evil" not in answer.headers


def test_an_unknown_name_and_a_wrong_password_look_alike(shared):
    answers = [
        Caller(shared).post(SESSION, json={"user": user, "password": "wrong"})
        for user in ["anna", "nobody"]
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()


def test_guessing_is_slowed_down(data, serve):
    server = serve(data, "--rate-limits", "on")
    guess = {"user": "anna", "password": "wrong"}
    answers = [requests.post(server.url + SESSION, json=guess) for _ in range(40)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) >= 10
    assert int(refused[0].headers["Retry-After"]) > 0
    problem(refused[0], 429, "rate-limited")


def test_one_address_cannot_book_the_whole_week(data, serve):
    caller = Caller(serve(data, "--rate-limits", "on"))
    windows = [w["id"] for w in caller.windows("vilaclara") if w["kind"] == "slot"]
    statuses = [caller.book("vilaclara", window).status_code for window in windows[:80]]
    assert 429 in statuses


def test_every_answer_guards_itself(citizen):
    for path in [
        "/",
        "/vilaclara",
        "/nowhere",
        "/api/v1/organisations/vilaclara",
        "/agent/sign-in",
    ]:
        headers = citizen.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Server" not in headers


def test_a_form_that_is_no_text_is_refused(citizen, shared):
    for body in [b"name=%ff%fe", b"name=%zz", b"name=\xff", b"a=" + b"b" * 200_000, b"&" * 60_000]:
        answer = citizen.post(
            "/vilaclara/call-me",
            data=body,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        assert answer.status_code in (400, 413, 422), (body[:20], answer.status_code)

"""The JSON interface's bodies that outsiders rely on, as the contract writes them."""

import datetime
import re
import uuid

import pytest

from desk import Caller, booking, faults, new_phone, problem

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$")
CALLBACKS = "/api/v1/organisations/vilaclara/callbacks"


def instant(text):
    assert INSTANT.match(text), text
    return datetime.datetime.fromisoformat(text)


@pytest.fixture
def window(citizen):
    return citizen.windows("vilaclara", kind="slot")[-1]


def test_a_council_says_when_it_is_open(citizen):
    council = citizen.get("/api/v1/organisations/vilaclara").json()
    assert council["slug"] == "vilaclara"
    assert set(council["names"]) == {"ca", "es", "en"}
    assert council["timeZone"] == "Europe/Madrid"
    assert council["languages"] == ["ca", "es", "en"]
    assert council["phone"].startswith("+34")
    instant(council["until"] if council["open"] else council["opens"])


def test_windows_are_what_can_be_promised(citizen):
    monday = datetime.date.today()
    while monday.weekday() != 0:
        monday += datetime.timedelta(days=1)
    answer = citizen.get(f"/api/v1/organisations/vilaclara/callback-windows?from={monday}&days=5")
    windows = answer.json()["windows"]
    assert {w["kind"] for w in windows} >= {"slot"}
    for each in windows:
        assert set(each) == {"id", "kind", "start", "end", "free"}
        assert each["kind"] in {"morning", "afternoon", "slot", "soon"}
        assert instant(each["start"]) < instant(each["end"])
        assert each["free"] >= 1
        days = (instant(each["start"]).date() - monday).days
        assert 0 <= days < 5


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=yesterday", "from"),
        ("from=2026-02-30", "from"),
        ("days=0", "days"),
        ("days=x", "days"),
        ("days=1000", "days"),
        ("days=-1", "days"),
    ],
)
def test_a_question_about_windows_names_its_fault(citizen, query, field):
    assert field in faults(citizen.get(f"/api/v1/organisations/vilaclara/callback-windows?{query}"))


def test_a_promise_can_be_booked_seen_moved_and_cancelled(citizen, window):
    wish = booking(window["id"], nif="12345678Z", email="rosa@example.org")
    answer = citizen.post(CALLBACKS, json=wish)
    assert answer.status_code == 201
    promise = answer.json()
    assert set(promise) == {"reference", "token", "window", "href"}
    assert re.fullmatch(r"VIL-\d{4}-\d{6}", promise["reference"])
    assert promise["href"] == f"/request/{promise['token']}"
    assert promise["window"] == {n: window[n] for n in ("id", "kind", "start", "end")}
    assert answer.headers["Location"].endswith(promise["token"])
    own = f"/api/v1/callbacks/{promise['token']}"

    seen = citizen.get(own).json()
    assert seen["state"] == "waiting"
    assert seen["phone"] == f"+34{wish['phone']}"

    other = [w for w in citizen.windows("vilaclara", kind="slot") if w["id"] != window["id"]][0]
    moved = citizen.patch(own, json={"window": other["id"]})
    assert moved.status_code == 200
    assert moved.json()["window"]["start"] == other["start"]

    assert citizen.delete(own).status_code == 204
    assert citizen.delete(own).status_code == 204
    assert citizen.get(own).json()["state"] == "cancelled"
    problem(citizen.patch(own, json={"window": other["id"]}), 409, "promise-ended")


def test_the_same_number_has_one_promise(citizen, window):
    phone = new_phone()
    assert citizen.book("vilaclara", window["id"], phone=phone).status_code == 201
    again = citizen.windows("vilaclara", kind="slot")[0]["id"]
    body = problem(citizen.book("vilaclara", again, phone=f"+34 {phone}"), 409, "already-promised")
    assert "token" not in body


def test_a_repeated_booking_is_the_same_booking(citizen, window):
    wish, key = booking(window["id"]), {"Idempotency-Key": str(uuid.uuid4())}
    first = citizen.post(CALLBACKS, json=wish, headers=key)
    second = citizen.post(CALLBACKS, json=wish, headers=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    other = citizen.post(CALLBACKS, json=wish | {"name": "Another"}, headers=key)
    problem(other, 422, "idempotency-mismatch")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/organisations/nowhere",
        "/api/v1/callbacks/unknown",
        "/api/v1/organisations/nowhere/callback-windows",
        "/api/v1/no",
    ],
)
def test_what_is_not_there_is_a_problem(citizen, path):
    problem(citizen.get(path), 404, "not-found")


@pytest.mark.parametrize(("language", "word"), [("ca", "No"), ("es", "No"), ("en", "not")])
def test_a_problem_speaks_the_callers_language(citizen, language, word):
    answer = citizen.get("/api/v1/organisations/x", headers={"Accept-Language": language})
    assert answer.headers["Content-Language"] == language
    assert word.lower() in (answer.json()["title"] + answer.json()["detail"]).lower()


class TestDesk:
    @pytest.fixture
    def agent(self, shared):
        return Caller(shared).sign_in("anna")

    def test_a_promise_is_claimed_by_one(self, agent, shared, citizen, window):
        booked = citizen.book("vilaclara", window["id"]).json()
        items = agent.everything("/api/v1/callbacks", organisation="vilaclara", state="waiting")
        mine = next(item for item in items if item["reference"] == booked["reference"])
        assert set(mine) >= {
            "id",
            "reference",
            "organisation",
            "window",
            "state",
            "phone",
            "name",
            "matter",
        }
        path = f"/api/v1/callbacks/{mine['id']}"
        joan = Caller(shared).sign_in("joan")
        assert agent.post(f"{path}/claim").status_code == 200
        assert agent.post(f"{path}/claim").status_code == 200
        problem(joan.post(f"{path}/claim"), 409, "already-claimed")
        problem(joan.post(f"{path}/attempts", json={"result": "reached"}), 409, "already-claimed")
        assert agent.delete(f"{path}/claim").status_code == 200
        assert joan.post(f"{path}/claim").status_code == 200
        answer = joan.post(f"{path}/attempts", json={"result": "no-answer"})
        assert answer.status_code == 200
        assert answer.json()["state"] == "waiting"

    @pytest.mark.parametrize("result", ["reached", "wrong-number"])
    def test_a_call_ends_a_promise(self, agent, citizen, window, result):
        token = citizen.book("vilaclara", window["id"]).json()["token"]
        reference = citizen.get(f"/api/v1/callbacks/{token}").json()["reference"]
        item = next(
            item
            for item in agent.everything("/api/v1/callbacks", state="waiting")
            if item["reference"] == reference
        )
        path = f"/api/v1/callbacks/{item['id']}/attempts"
        assert agent.post(path, json={"result": result}).status_code == 200
        problem(agent.post(path, json={"result": result}), 409, "promise-ended")
        ended = {"reached": "reached", "wrong-number": "unreached"}[result]
        assert citizen.get(f"/api/v1/callbacks/{token}").json()["state"] == ended

    def test_an_unknown_result_is_named(self, agent):
        item = agent.everything("/api/v1/callbacks", state="waiting")[0]
        answer = agent.post(f"/api/v1/callbacks/{item['id']}/attempts", json={"result": "perhaps"})
        assert faults(answer) == {"result": "unknown"}

    def test_a_ticket_lives_from_opening_to_rating(self, agent, citizen):
        opened = agent.post(
            "/api/v1/tickets",
            json={
                "organisation": "vilaclara",
                "subject": "Alta al padró",
                "level": "assisted",
                "citizen": {"name": "Pau Roca", "phone": new_phone()},
            },
        )
        assert opened.status_code == 201
        path = f"/api/v1/tickets/{opened.json()['reference']}"
        assert agent.get(path).json()["subject"] == "Alta al padró"

        now = datetime.datetime.now(datetime.UTC)
        contact = {
            "organisation": "vilaclara",
            "channel": "phone",
            "direction": "in",
            "matter": "Alta al padró",
            "outcome": "resolved",
            "waitedSeconds": 12,
            "startedAt": (now - datetime.timedelta(minutes=5)).isoformat(),
            "endedAt": now.isoformat(),
            "ticket": opened.json()["reference"],
        }
        assert agent.post("/api/v1/contacts", json=contact).status_code == 201
        assert len(agent.get(path).json()["contacts"]) == 1

        closed = agent.post(f"{path}/closure", json={"outcome": "resolved"})
        assert closed.status_code == 200
        href = closed.json()["ratingHref"]
        assert href.startswith("/rate/")
        again = agent.post(f"{path}/closure", json={"outcome": "resolved"})
        assert again.json()["ratingHref"] == href
        problem(agent.post(f"{path}/closure", json={"outcome": "duplicate"}), 409, "already-closed")

        rating = citizen.post(f"/api/v1/ratings/{href[6:]}", json={"score": 4, "comment": "Bé"})
        assert rating.status_code == 200
        assert rating.json()["score"] == 4
        instant(rating.json()["changeableUntil"])
        changed = citizen.post(f"/api/v1/ratings/{href[6:]}", json={"score": 5})
        assert changed.json()["score"] == 5

        assert agent.delete(f"{path}/closure").status_code == 200
        problem(agent.delete(f"{path}/closure"), 409, "not-closed")

    @pytest.mark.parametrize("score", [0, 6, -1, 3.5, "5", None, True])
    def test_a_rating_is_a_whole_number_from_one_to_five(self, agent, citizen, score):
        body = {"organisation": "vilaclara", "subject": "Prova", "level": "informative"}
        reference = agent.post("/api/v1/tickets", json=body).json()["reference"]
        closed = agent.post(f"/api/v1/tickets/{reference}/closure", json={"outcome": "resolved"})
        token = closed.json()["ratingHref"][6:]
        assert "score" in faults(citizen.post(f"/api/v1/ratings/{token}", json={"score": score}))

    def test_a_contact_names_its_faults(self, agent):
        body = {
            "organisation": "vilaclara",
            "channel": "pigeon",
            "direction": "up",
            "outcome": "perhaps",
            "startedAt": "now",
            "endedAt": "2026-01-01",
        }
        named = faults(agent.post("/api/v1/contacts", json=body))
        assert set(named) >= {"channel", "direction", "outcome", "startedAt", "endedAt", "matter"}

    @pytest.mark.parametrize("path", ["callbacks", "tickets", "contacts"])
    def test_a_list_comes_page_by_page(self, agent, path):
        whole = agent.everything(f"/api/v1/{path}", organisation="vilaclara")
        pages, cursor = [], None
        for _ in range(3):
            query = {"organisation": "vilaclara", "limit": 7} | (
                {"cursor": cursor} if cursor else {}
            )
            page = agent.get(f"/api/v1/{path}", params=query).json()
            assert len(page["items"]) == 7
            pages += page["items"]
            cursor = page["cursor"]
        assert pages == whole[:21]
        for query in ["limit=0", "limit=101", "limit=x", "cursor=x"]:
            assert agent.get(f"/api/v1/{path}?{query}").status_code == 422

    def test_a_list_is_filtered_by_its_fields(self, agent):
        items = agent.everything("/api/v1/contacts", channel="email", direction="in")
        assert items
        assert {(item["channel"], item["direction"]) for item in items} == {("email", "in")}
        assert agent.get("/api/v1/contacts?channel=pigeon").status_code == 422

    def test_signing_out_ends_the_session(self, agent):
        cookie = agent.cookies["acompanya"]
        assert agent.delete("/api/v1/session").status_code == 204
        agent.cookies.clear()
        agent.cookies["acompanya"] = cookie
        problem(agent.get("/api/v1/tickets"), 401, "signed-out")

    def test_live_events_come_as_they_happen(self, agent, citizen, window):
        with agent.get("/api/v1/events", stream=True) as stream:
            assert stream.headers["Content-Type"].startswith("text/event-stream")
            lines = stream.iter_lines(chunk_size=1, decode_unicode=True)
            assert next(line for line in lines if line.startswith("event:")) == "event: ready"
            booked = citizen.book("vilaclara", window["id"]).json()
            told = next(line for line in lines if booked["reference"] in line)
            assert told.startswith("data:")
            assert "Rosa" not in told

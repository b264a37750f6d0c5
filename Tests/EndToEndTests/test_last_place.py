"""The last place of a window goes to one caller, whatever happens meanwhile."""

import threading
import time

import pytest

from conftest import staff_token
from desk import Caller, booking, problem

COUNCIL = "vilaclara"


def leave_one_place(citizen):
    """A half-hour with one place left."""
    slot = citizen.windows(COUNCIL, kind="slot")[-1]
    for _ in range(slot["free"] - 1):
        assert citizen.book(COUNCIL, slot["id"]).status_code == 201
    assert [w["free"] for w in citizen.windows(COUNCIL, id=slot["id"])] == [1]
    return slot


def all_at_once(server, slot, count, during=lambda: None):
    """The answers to many callers who press the button together; None for the unanswered."""
    answers = [None] * count
    barrier = threading.Barrier(count + 1, timeout=60)

    def call(index):
        with Caller(server) as caller:
            caller.get("/healthz")
            body = booking(slot["id"])
            barrier.wait()
            try:
                answers[index] = caller.post(
                    f"/api/v1/organisations/{COUNCIL}/callbacks", json=body
                )
            except OSError:
                pass

    threads = [threading.Thread(target=call, args=[index]) for index in range(count)]
    for thread in threads:
        thread.start()
    barrier.wait()
    during()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize("count", [10, 200])
def test_it_goes_to_exactly_one(server, count):
    citizen = Caller(server)
    slot = leave_one_place(citizen)
    answers = all_at_once(server, slot, count)
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (count - 1)
    for answer in answers:
        if answer.status_code == 409:
            body = problem(answer, 409, "window-full")
            assert body["next"] and slot["id"] not in {w["id"] for w in body["next"]}
    assert citizen.windows(COUNCIL, id=slot["id"]) == []


def promised(server, token, slot):
    """The references of the promises made for a half-hour."""
    waiting = Caller(server, token=token).everything("/api/v1/callbacks", state="waiting")
    return {each["reference"] for each in waiting if each["window"]["id"] == slot["id"]}


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03, 0.08])
def test_it_goes_to_exactly_one_when_the_power_fails(data, serve, delay):
    token = staff_token(data, "anna")
    server = serve(data)
    slot = leave_one_place(Caller(server))
    before = promised(server, token, slot)

    def power_cut():
        time.sleep(delay)
        server.kill()

    first = all_at_once(server, slot, 200, during=power_cut)
    server = serve(data)
    second = all_at_once(server, slot, 200)
    winners = [a.json() for a in first + second if a is not None and a.status_code == 201]
    new = promised(server, token, slot) - before
    # One who got no answer before the cut may have the place, but nobody who got one loses it.
    assert len(new) == 1
    assert len(winners) <= 1
    assert {winner["reference"] for winner in winners} <= new


def test_a_cancelled_place_is_free_again(server):
    citizen = Caller(server)
    slot = leave_one_place(citizen)
    token = citizen.book(COUNCIL, slot["id"]).json()["token"]
    problem(citizen.book(COUNCIL, slot["id"]), 409, "window-full")
    citizen.delete(f"/api/v1/callbacks/{token}")
    assert citizen.book(COUNCIL, slot["id"]).status_code == 201


def test_moving_away_frees_a_place_and_moving_in_takes_it(server):
    citizen = Caller(server)
    slot = leave_one_place(citizen)
    token = citizen.book(COUNCIL, slot["id"]).json()["token"]
    elsewhere = citizen.windows(COUNCIL, kind="slot")[0]["id"]
    own = f"/api/v1/callbacks/{token}"
    assert citizen.patch(own, json={"window": elsewhere}).status_code == 200
    assert citizen.book(COUNCIL, slot["id"]).status_code == 201
    problem(citizen.patch(own, json={"window": slot["id"]}), 409, "window-full")
    assert citizen.get(own).json()["window"]["id"] == elsewhere

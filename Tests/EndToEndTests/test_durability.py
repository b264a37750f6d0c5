"""What was promised stays promised: through power cuts and a full disk."""

import contextlib
import random
import resource
import sqlite3
import subprocess
import time

import pytest

import program
from conftest import DATABASE
from desk import Caller, problem
from load import BookingLoad

COUNCIL = "granvila"
CUTS = 20


@pytest.fixture
def large(tmp_path):
    """A council whose staff can promise as many calls as anybody asks for."""
    return large_council(tmp_path / "large")


def large_council(folder):
    program.run(
        *("organisation", "add", COUNCIL, "--code", "GRA", "--name", "ca=Gran Vila"),
        *("--calls-per-slot", 1000, "--data", folder),
    )
    return folder


def windows_of(server):
    return [window["id"] for window in Caller(server).windows(COUNCIL, kind="slot")]


def kept_tokens(folder):
    with contextlib.closing(sqlite3.connect(folder / DATABASE)) as database:
        return {token for (token,) in database.execute("SELECT token FROM promise")}


def test_no_promise_is_lost_in_twenty_power_cuts(large, serve):
    promised, rounds = [], []
    for _ in range(CUTS):
        server = serve(large)
        with Caller(server) as caller:
            # All of the round before are there for the citizens who hold their addresses.
            for token in rounds[-1] if rounds else []:
                assert caller.get(f"/api/v1/callbacks/{token}").status_code == 200
        with BookingLoad(server, COUNCIL, windows_of(server)) as load:
            time.sleep(random.uniform(0.05, 0.4))
            server.kill()
        assert load.refusals == []
        rounds.append(load.tokens)
        promised += load.tokens
    assert len(promised) > CUTS
    done = program.run("check", "--data", large)
    assert "well" in done.stdout
    assert set(promised) <= kept_tokens(large)


@contextlib.contextmanager
def small_disk(folder, megabytes):
    """A disk of its own that can be made larger; None where this machine forbids to mount one."""
    folder.mkdir()
    options = f"size={megabytes}m,mode=0700"
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True
    )
    if mount.returncode != 0:
        yield None
        return

    def enlarge():
        subprocess.run(["mount", "-o", "remount,size=256m", folder], check=True)

    try:
        yield enlarge
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_on_a_full_disk_reading_goes_on_and_nothing_is_lost(tmp_path, serve):
    disk = tmp_path / "disk"
    with small_disk(disk, megabytes=6) as enlarge:
        folder = large_council(disk / "data")
        if enlarge:
            server = serve(folder)
        else:
            # As good as a full disk: no file may grow beyond a limit that is raised later.
            size = (6 << 20, resource.RLIM_INFINITY)
            server = serve(folder, prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, size))

            def enlarge():
                unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
                resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, unlimited)

        caller, windows = Caller(server), windows_of(server)
        with BookingLoad(server, COUNCIL, windows) as load:
            program.until(lambda: len(load.refusals) > 20, seconds=60, what="A full disk")
            program.until(lambda: caller.get("/readyz").status_code == 503, what="The word of it")
        assert len(load.tokens) > 10
        for refusal in load.refusals:
            problem(refusal, 503, "unavailable")
            assert int(refusal.headers["Retry-After"]) > 0

        problem(caller.book(COUNCIL, windows[0]), 503, "unavailable")
        assert caller.get("/healthz").status_code == 200
        assert caller.get(f"/{COUNCIL}").status_code == 200
        for token in load.tokens[-20:]:
            assert caller.get(f"/api/v1/callbacks/{token}").status_code == 200

        enlarge()
        program.until(lambda: caller.get("/readyz").status_code == 200, what="Room on the disk")
        after = caller.book(COUNCIL, windows[0])
        assert after.status_code == 201, after.text
        server.stop()
        program.run("check", "--data", folder)
        assert {*load.tokens, after.json()["token"]} <= kept_tokens(folder)

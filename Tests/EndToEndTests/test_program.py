"""The program at the command line: what it says, refuses and keeps."""

import json
import os
import signal
import sqlite3
import time

import pytest

import program
from conftest import DATABASE
from desk import Caller, booking, new_phone
from load import BookingLoad

COMMANDS = [
    "demo",
    "serve",
    "report",
    "publish",
    "organisation add",
    "organisation change",
    "staff add",
    "staff token",
    "backup",
    "restore",
    "check",
    "config nginx",
    "config systemd",
    "version",
]


class TestHelp:
    def test_the_overview_names_every_command(self):
        overview = program.run("--help").stdout
        for command in COMMANDS:
            assert f"\n  {command} " in overview
        assert program.run("help").stdout == overview

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_explains_itself(self, command):
        text = program.run(*command.split(), "--help").stdout
        assert f"acompanya {command}" in text

    @pytest.mark.parametrize(
        "words",
        [
            ["sreve"],
            ["serve", "--lisetn", "127.0.0.1:0"],
            ["serve", "--listen"],
            ["report", "--month"],
            ["report", "--month", "October"],
            ["backup"],
            ["staff", "token"],
            ["serve", "extra"],
            ["organisation", "add", "Not A Slug"],
            ["serve", "--rate-limits", "perhaps"],
            ["config", "apache"],
        ],
        ids=" ".join,
    )
    def test_a_wrong_call_is_told_in_one_line(self, words, tmp_path):
        done = program.run(*words, expect=2, cwd=tmp_path)
        assert done.stdout == ""
        assert len(done.stderr.strip().splitlines()) <= 3
        assert os.listdir(tmp_path) == []

    def test_the_version_is_told(self):
        assert program.run("version").stdout.startswith("acompanya ")


class TestRefusals:
    """`serve` rather doesn't start than lose data or let somebody in."""

    def refused(self, data, *options, code=3):
        done = program.run("serve", "--data", data, *options, expect=code, timeout=20)
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        return done.stderr

    @pytest.mark.parametrize("host", ["0.0.0.0:0", "[::]:0"])
    def test_a_public_address_without_a_proxy(self, data, host):
        assert "--behind-proxy" in self.refused(data, "--listen", host)

    def test_limits_off_in_public(self, data):
        options = ("--listen", "0.0.0.0:0", "--insecure", "--rate-limits", "off")
        assert "--rate-limits" in self.refused(data, *options)

    def test_a_second_server_on_the_same_data(self, data, serve):
        server = serve(data)
        assert str(server.process.pid) in self.refused(data, "--listen", "127.0.0.1:0")

    def test_an_address_in_use(self, data, sample, serve, tmp_path):
        server = serve(data)
        other = sample.copy(tmp_path / "other")
        assert "127.0.0.1" in self.refused(other, "--listen", f"127.0.0.1:{server.port}")

    def test_a_newer_database(self, data):
        with sqlite3.connect(data / DATABASE) as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            database.execute(f"PRAGMA user_version = {version + 1}")
        assert "newer" in self.refused(data, "--listen", "127.0.0.1:0")

    def test_a_file_that_is_no_database(self, data):
        (data / DATABASE).write_bytes(os.urandom(8192))
        self.refused(data, "--listen", "127.0.0.1:0")

    def test_another_programs_database(self, data):
        (data / DATABASE).unlink()
        with sqlite3.connect(data / DATABASE) as database:
            database.execute("CREATE TABLE t (a)")
        os.chmod(data / DATABASE, 0o600)
        self.refused(data, "--listen", "127.0.0.1:0")

    def test_a_directory_that_others_can_write(self, data):
        data.chmod(0o777)
        assert "chmod" in self.refused(data, "--listen", "127.0.0.1:0")

    def test_a_database_that_others_can_read(self, data):
        (data / DATABASE).chmod(0o644)
        assert "chmod" in self.refused(data, "--listen", "127.0.0.1:0")

    def test_a_directory_that_is_not_there(self, tmp_path):
        self.refused(tmp_path / "nowhere", "--listen", "127.0.0.1:0")

    def test_a_demo_over_a_real_desk(self, tmp_path):
        folder = tmp_path / "real"
        program.run(
            "organisation", "add", "vila", "--code", "VIA", "--name", "ca=Vila", "--data", folder
        )
        done = program.run("demo", "--data", folder, expect=3, timeout=20)
        assert "--data" in done.stderr


class TestOptions:
    def test_the_command_line_wins_over_environment_and_file(self, data, tmp_path):
        file = tmp_path / "acompanya.json"
        file.write_text(json.dumps({"data": "/nowhere/file"}))
        env = {"ACOMPANYA_DATA": "/nowhere/environment"}
        done = program.run("check", "--config", file, env=env, expect=3)
        assert "/nowhere/environment" in done.stderr
        assert "/nowhere/file" in program.run("check", "--config", file, expect=3).stderr
        program.run("check", "--config", file, "--data", data, env=env)

    @pytest.mark.parametrize("text", ["{", "[]", '{"lisetn": "127.0.0.1:0"}', '{"listen": 5}'])
    def test_a_wrong_file_is_refused(self, tmp_path, text):
        file = tmp_path / "acompanya.json"
        file.write_text(text)
        program.run("serve", "--config", file, expect=2, timeout=20)


class TestStopping:
    @pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT])
    def test_running_requests_are_finished_first(self, data, serve, signal_):
        server = serve(data)
        slots = [w["id"] for w in Caller(server).windows("vilaclara", kind="slot")]
        with BookingLoad(server, "vilaclara", slots, threads=4) as load:
            program.until(lambda: len(load.tokens) > 5)
            server.process.send_signal(signal_)
            assert server.process.wait(20) == 0
        server.ended = True
        assert all(answer.status_code == 409 for answer in load.refusals)
        with Caller(serve(data)) as caller:
            for token in load.tokens:
                assert caller.get(f"/api/v1/callbacks/{token}").status_code == 200

    def test_open_event_streams_hold_nothing_up(self, data, serve):
        server = serve(data)
        with Caller(server).sign_in("anna").get("/api/v1/events", stream=True) as stream:
            assert stream.status_code == 200
            began = time.monotonic()
            server.stop()
        assert time.monotonic() - began < 8


def test_the_log_is_json_without_anything_of_a_person(data, serve):
    server = serve(data)
    citizen, phone = Caller(server), new_phone()
    window = citizen.windows("vilaclara", kind="slot")[-1]["id"]
    wish = booking(
        window,
        name="Eulàlia Rocafort",
        phone=phone,
        nif="12345678Z",
        email="eulalia@example.org",
        matter="El meu secret",
    )
    booked = citizen.post("/api/v1/organisations/vilaclara/callbacks", json=wish).json()
    agent = Caller(server).sign_in("anna")
    agent.get("/api/v1/tickets/" + booked["reference"])
    citizen.get(f"/request/{booked['token']}?news=made")
    citizen.get("/request/Rocafort/unknown?phone=" + phone)
    citizen.post("/api/v1/session", json={"user": "Rocafort", "password": phone})
    citizen.post(
        "/api/v1/organisations/vilaclara/callbacks",
        data=b'{"name": "Rocafort"',
        headers={"Content-Type": "application/json"},
    )
    citizen.delete(f"/api/v1/callbacks/{booked['token']}")
    secrets = [
        "Rocafort",
        "Eul",
        phone,
        "12345678Z",
        "eulalia",
        "secret",
        booked["token"],
        agent.cookies["acompanya"],
        agent.headers["X-CSRF-Token"],
        "acompanya-anna",
    ]
    server.stop()
    lines = server.log.splitlines()
    assert len(lines) >= 2
    for line in lines:
        entry = json.loads(line)
        assert {"time", "level", "event"} <= set(entry)
        assert not [secret for secret in secrets if secret in line]


def test_metrics_tell_figures_and_nobodys_name(data, serve):
    server = serve(data)
    caller = Caller(server)
    caller.book("vilaclara", caller.windows("vilaclara")[-1]["id"])
    text = caller.get("/metrics").text
    names = {line.split()[0] for line in text.splitlines() if not line.startswith("#")}
    assert names and all(name.startswith("acompanya_") for name in names)
    assert "Rosa" not in text

"""What keeps a desk: back-ups, staff, councils, reports, and the sample to try it with."""

import hashlib
import os
import sqlite3

import program
from conftest import DATABASE, staff_token
from desk import Caller, problem
from load import BookingLoad


class TestBackup:
    def fingerprint(self, database):
        with sqlite3.connect(database) as connection:
            return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()

    def test_a_backup_made_while_serving_brings_the_desk_back(self, data, serve, tmp_path):
        server, file = serve(data), tmp_path / "desk.backup"
        slots = [w["id"] for w in Caller(server).windows("vilaclara", kind="slot")]
        with BookingLoad(server, "vilaclara", slots, threads=2) as load:
            program.until(lambda: len(load.tokens) > 3)
            promised = list(load.tokens)
            program.run("backup", file, "--data", data)
        server.stop()
        assert file.stat().st_mode & 0o077 == 0

        restored = tmp_path / "restored"
        program.run("restore", file, "--data", restored)
        program.run("check", "--data", restored)
        assert self.fingerprint(file) == self.fingerprint(restored / DATABASE)
        with Caller(serve(restored)) as caller:
            for token in promised:
                assert caller.get(f"/api/v1/callbacks/{token}").status_code == 200
            caller.sign_in("anna")
            assert caller.everything("/api/v1/tickets", state="open")

    def test_nothing_is_overwritten_unasked(self, data, tmp_path):
        file = tmp_path / "desk.backup"
        program.run("backup", file, "--data", data)
        program.run("restore", file, "--data", data, expect=2)
        program.run("restore", file, "--data", data, "--force")
        assert list(data.glob(f"{DATABASE}.before-restore-*"))
        program.run("check", "--data", data)

    def test_a_served_desk_is_not_replaced(self, data, serve, tmp_path):
        file = tmp_path / "desk.backup"
        program.run("backup", file, "--data", data)
        serve(data)
        program.run("restore", file, "--data", data, "--force", expect=3)

    def test_a_damaged_backup_is_refused(self, data, tmp_path):
        file = tmp_path / "desk.backup"
        program.run("backup", file, "--data", data)
        bytes = bytearray(file.read_bytes())
        bytes[20_000:60_000] = os.urandom(40_000)
        file.write_bytes(bytes)
        program.run("restore", file, "--data", tmp_path / "restored", expect=1)
        assert not (tmp_path / "restored" / DATABASE).exists()

    def test_a_damaged_database_is_found(self, data):
        program.run("check", "--data", data)
        with open(data / DATABASE, "r+b") as file:
            file.seek(40_960)
            file.write(os.urandom(40_960))
        program.run("check", "--data", data, expect=1)


class TestStaff:
    def test_somebody_comes_and_goes(self, data, serve):
        server = serve(data)
        made = program.run(
            *("staff", "add", "pau", "--name", "Pau Roca", "--role", "vilaclara=agent"),
            *("--generate", "--data", data),
        )
        password = made.stdout.split()[-1]
        pau = Caller(server)
        program.until(
            lambda: pau.post("/api/v1/session", json={"user": "pau", "password": password}).ok
        )
        pau.sign_in("pau", password)
        assert pau.get("/api/v1/tickets").status_code == 200
        script = Caller(server, token=staff_token(data, "pau"))
        assert script.get("/api/v1/tickets").status_code == 200

        program.run("staff", "disable", "pau", "--data", data)
        problem(pau.get("/api/v1/tickets"), 401, "signed-out")
        problem(script.get("/api/v1/tickets"), 401, "signed-out")
        credentials = {"user": "pau", "password": password}
        problem(Caller(server).post("/api/v1/session", json=credentials), 401, "wrong-credentials")

        program.run("staff", "enable", "pau", "--data", data)
        assert Caller(server).post("/api/v1/session", json=credentials).status_code == 200

    def test_a_new_password_ends_the_sessions(self, data, serve):
        server = serve(data)
        anna = Caller(server).sign_in("anna")
        program.run("staff", "password", "anna", "--data", data, stdin="molt-llarga-i-nova\n")
        problem(anna.get("/api/v1/tickets"), 401, "signed-out")
        Caller(server).sign_in("anna", "molt-llarga-i-nova")

    def test_a_role_taken_away_takes_the_council_away(self, data, serve):
        server = serve(data)
        anna = Caller(server).sign_in("anna")
        program.run("staff", "role", "anna", "montalba", "none", "--data", data)
        program.until(lambda: anna.get("/api/v1/tickets?organisation=montalba").status_code == 404)

    def test_the_list_tells_roles_but_no_secret(self, data):
        text = program.run("staff", "list", "--data", data).stdout
        assert "anna" in text and "agent" in text
        assert "$y$" not in text


def test_a_council_with_its_own_calendar_is_there_at_once(data, serve):
    server = serve(data)
    slug = "santpere"
    program.run(
        *("organisation", "add", slug, "--code", "SPE", "--name", "ca=Sant Pere de Dalt"),
        *("--phone", "900101404", "--hours", "mon-sun 09:00-14:00", "--data", data),
    )
    caller = Caller(server)
    program.until(lambda: caller.get(f"/{slug}").status_code == 200, what="The council's page")
    assert "Sant Pere de Dalt" in caller.get(f"/{slug}").text
    windows = caller.windows(slug)
    closed = windows[-1]["start"][:10]
    program.run(
        "organisation", "exception", slug, closed, "closed", "--name", "Festa", "--data", data
    )
    program.until(
        lambda: not [w for w in caller.windows(slug) if w["start"].startswith(closed)],
        what="The closed day",
    )
    assert caller.book(slug, windows[0]["id"]).status_code == 201


class TestSample:
    def make(self, folder, seed):
        server = program.Serving(
            "demo", folder, "--contacts", 200, "--seed", seed, "--json", ahead_seconds=1
        )
        server.stop()
        return server.sample

    def test_the_same_seed_makes_the_same_year(self, tmp_path):
        # Today's calls depend on the minute: the past months don't.
        def past(folder):
            with sqlite3.connect(folder / DATABASE) as database:
                return database.execute(
                    "SELECT organisation, month, version, name, bytes FROM publication_file"
                    " ORDER BY 1, 2, 3, 4"
                ).fetchall()

        for name, seed in [("one", 7), ("same", 7), ("other", 8)]:
            self.make(tmp_path / name, seed)
        assert past(tmp_path / "one")
        assert past(tmp_path / "one") == past(tmp_path / "same")
        assert past(tmp_path / "one") != past(tmp_path / "other")

    def test_it_goes_on_where_it_was(self, tmp_path, data, sample):
        token = staff_token(data, "anna")
        (data / "demo.json").write_bytes((sample.folder / "demo.json").read_bytes())
        server = program.Serving("demo", data, "--json")
        before = Caller(server, token=token).everything("/api/v1/contacts")
        server.stop()
        assert server.sample["logins"] == sample.sample["logins"]
        server = program.Serving("demo", data, "--json")
        after = Caller(server, token=token).everything("/api/v1/contacts")
        server.stop()
        assert {c["id"] for c in before} <= {c["id"] for c in after}

    def test_its_addresses_and_log_ins_are_printed(self, tmp_path):
        server = program.Serving("demo", tmp_path / "data", "--contacts", 50)
        text = program.until(lambda: "".join(server.lines) if "ends it" in server.lines[-1] else "")
        caller = Caller(server)
        for line in text.splitlines():
            if line.startswith("login "):
                _, role, user, password = line.split()
                caller.sign_in(user, password)
        assert caller.get("/agent").status_code == 200
        server.stop()


def test_a_report_made_twice_has_the_same_bytes(data, tmp_path):
    months = {}
    with sqlite3.connect(data / DATABASE) as database:
        for slug, month in database.execute(
            "SELECT slug, month FROM publication JOIN organisation ON id = organisation"
        ):
            months.setdefault(slug, set()).add(month)
    assert set(months) == {"vilaclara", "montalba"}
    for out in ["one", "two"]:
        for month in sorted(months["vilaclara"])[-3:]:
            program.run("report", "--month", month, "--out", tmp_path / out / month, "--data", data)
    one = sorted(f for f in (tmp_path / "one").rglob("*") if f.is_file())
    assert len(one) >= 18
    for file in one:
        assert (
            file.read_bytes()
            == (tmp_path / "two" / file.relative_to(tmp_path / "one")).read_bytes()
        )

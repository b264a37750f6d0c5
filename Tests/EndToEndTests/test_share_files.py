"""Documents from one to the other while they look at a screen, and into the ticket."""

import contextlib
import os
import re

import pytest

import program
import sharing
from desk import Caller

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 700


@pytest.fixture(scope="module")
def capturing(playwright):
    with sharing.chromium(playwright, "--auto-accept-this-tab-capture") as browser:
        yield browser


@contextlib.contextmanager
def compared(capturing, base):
    """A pair that may talk, with the citizen's panel in the page."""
    with sharing.pair(capturing, base) as pair:
        pair.join(pair.open())
        pair.compare()
        pair.citizen.page.wait_for_selector("[data-act=attach]:visible")
        yield pair


@pytest.fixture
def pair(capturing, shared):
    with compared(capturing, shared.url) as pair:
        yield pair


def choose(page, *files):
    with page.expect_file_chooser() as chooser:
        page.click("[data-act=attach]")
    chooser.value.set_files(list(files))


def says(page, text, seconds=15):
    page.wait_for_function(
        "(text) => document.querySelector('[data-talk-log]').textContent.includes(text)",
        arg=text,
        timeout=seconds * 1000,
    )


def take(page):
    page.click("[data-talk-log] button >> nth=0")


def ticket(pair, user="anna"):
    """What the service says of the pair's ticket."""
    caller = Caller(pair.agent.base).sign_in(user)
    reference = pair.agent.page.get_attribute("[data-ticket]", "data-ticket")
    return caller, caller.get(f"/api/v1/tickets/{reference}").json()


def test_a_citizens_document_goes_into_the_ticket(pair, tmp_path, pictures):
    document = tmp_path / "resguard.pdf"
    document.write_bytes(PDF)
    agent, citizen = pair.agent.page, pair.citizen.page
    choose(citizen, document)
    says(agent, "resguard.pdf")
    take(agent)
    says(agent, "ja és al tiquet")
    says(citizen, "ja és amb el vostre cas")
    agent.screenshot(path=pictures / "session-document.png")

    caller, known = ticket(pair)
    [kept] = known["attachments"]
    assert (kept["name"], kept["type"], kept["from"]) == ("resguard.pdf", "application/pdf", "citizen")
    assert any(event["kind"] == "attached" for event in known["events"])
    answer = caller.get(kept["href"])
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert Caller(pair.agent.base).get(kept["href"]).status_code == 401
    assert Caller(pair.agent.base).sign_in("oriol").get(kept["href"]).status_code == 404

    agent.click(".watch-head a")
    agent.wait_for_selector(".document-name >> text=resguard.pdf")
    assert "La persona envia un document" in agent.inner_text(".timeline")
    with agent.expect_download() as download:
        agent.click(".document-name")
    assert download.value.path().read_bytes() == PDF
    agent.screenshot(path=pictures / "ticket-documents.png", full_page=True)
    for window in (pair.agent, pair.citizen):
        window.check()


def test_a_guide_goes_to_the_citizen_only_by_consent(pair, tmp_path):
    guide = tmp_path / "guia.txt"
    guide.write_text("Primer, entreu a la seu.\n" * 40)
    agent, citizen = pair.agent.page, pair.citizen.page
    assert not agent.is_visible("[data-act=attach]")
    agent.click("[data-ask=files]")
    pair.answer("us pugueu passar fitxers")
    choose(agent, guide)
    says(citizen, "guia.txt")
    take(citizen)
    with citizen.expect_download() as download:
        citizen.click("[data-talk-log] a[download]")
    assert download.value.path().read_bytes() == guide.read_bytes()
    says(agent, "ha arribat bé")


def test_what_may_not_be_sent_is_said_before_it_leaves(pair, tmp_path):
    citizen = pair.citizen.page
    for name, content, sentence in [
        ("setup.exe", b"MZ" + bytes(100), "no és d'un tipus"),
        ("gran.pdf", b"%PDF-1.7" + bytes(21 * 1024 * 1024), "fa més de 20 MB"),
        ("foto.jpg", b"MZ" + bytes(100), "no és el que diu el seu nom"),
        ("text.txt", bytes(range(256)), "no és el que diu el seu nom"),
        ("buit.pdf", b"", "és buit"),
    ]:
        (tmp_path / name).write_bytes(content)
        choose(citizen, tmp_path / name)
        says(citizen, sentence)
    assert pair.agent.page.locator("[data-talk-log] button").count() == 0




@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "..\\..\\x.pdf",
        "factura\u202efdp.exe",
        "x" * 300 + ".pdf",
        "<img src=x onerror=document.title='taken'>.pdf",
        "CON.pdf",
        "a\u0000b\r\nSet-Cookie: x=1.pdf",
        "",
    ],
)
def test_a_hostile_name_is_only_a_name(shared, name):
    caller = Caller(shared).sign_in("anna")
    reference = caller.post(
        "/api/v1/tickets",
        json={"organisation": "vilaclara", "subject": "Padró", "level": "assisted"},
    ).json()["reference"]
    from urllib.parse import quote

    answer = caller.post(
        f"/api/v1/tickets/{reference}/attachments",
        data=PDF,
        headers={"Content-Type": "application/pdf", "Slug": quote(name, safe="")},
    )
    assert answer.status_code == 201, answer.text
    kept = answer.json()["name"]
    assert re.fullmatch(r"[^/\\<>:\"|?*\x00-\x1f\u202e]{1,116}\.pdf", kept), kept
    assert not kept.startswith(".")
    told = caller.get(answer.json()["href"]).headers["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename=\"[^\"\\]+\"; filename\*=UTF-8''[\w.%-]+", told)


def test_hostile_names_in_the_chat_stay_text(pair, tmp_path):
    hostile = tmp_path / "<img src=x onerror=document.title='taken'>.pdf"
    hostile.write_bytes(PDF)
    choose(pair.citizen.page, hostile)
    says(pair.agent.page, "img src=x")
    take(pair.agent.page)
    says(pair.agent.page, "ja és al tiquet")
    for page in (pair.agent.page, pair.citizen.page):
        assert page.locator("[data-talk-log] img").count() == 0
        assert "taken" not in page.title()


def test_content_of_another_type_or_a_wrong_hash_is_not_kept(shared):
    caller = Caller(shared).sign_in("anna")
    reference = caller.post(
        "/api/v1/tickets",
        json={"organisation": "vilaclara", "subject": "Padró", "level": "assisted"},
    ).json()["reference"]
    path = f"/api/v1/tickets/{reference}/attachments"

    def send(content, kind="application/pdf", **more):
        return caller.post(path, data=content, headers={"Content-Type": kind, "Slug": "a", **more})

    assert send(b"MZ" + bytes(99)).status_code == 422
    assert send(PDF, "text/html").status_code == 415
    assert send(PDF, "image/png").status_code == 422
    assert send(b"%PDF-1.7" + bytes(21 << 20)).status_code == 413
    wrong = "sha-256=:" + "A" * 43 + "=:"
    assert send(PDF, **{"Content-Digest": wrong}).status_code == 422
    assert caller.get(f"/api/v1/tickets/{reference}").json()["attachments"] == []
    assert send(PDF).status_code == 201


def test_a_lost_line_in_the_middle_is_taken_up_again(capturing, shared, tmp_path):
    document = tmp_path / "llarg.pdf"
    document.write_bytes(b"%PDF-1.7\n" + os.urandom(12 << 20))
    with sharing.Cable(shared.port) as cable, compared(capturing, cable.url) as pair:
        choose(pair.citizen.page, document)
        says(pair.agent.page, "llarg.pdf")
        take(pair.agent.page)
        for _ in range(2):
            pair.agent.page.wait_for_timeout(150)
            cable.cut()
            assert "ja és al tiquet" not in pair.agent.page.inner_text("[data-talk-log]")
        says(pair.agent.page, "ja és al tiquet", seconds=60)
        says(pair.citizen.page, "ja és amb el vostre cas")
        caller, known = ticket(pair)
        [kept] = known["attachments"]
        assert kept["bytes"] == document.stat().st_size
        assert caller.get(kept["href"]).content == document.read_bytes()


def test_a_page_that_was_loaded_anew_fails_clearly(pair, tmp_path):
    document = tmp_path / "llarg.pdf"
    document.write_bytes(b"%PDF-1.7\n" + os.urandom(15 << 20))
    choose(pair.citizen.page, document)
    says(pair.agent.page, "llarg.pdf")
    take(pair.agent.page)
    pair.agent.page.reload()
    says(pair.citizen.page, "no ha arribat")


def test_each_side_can_stop_what_is_on_its_way(pair, tmp_path):
    document = tmp_path / "llarg.pdf"
    document.write_bytes(b"%PDF-1.7\n" + os.urandom(15 << 20))
    agent, citizen = pair.agent.page, pair.citizen.page
    choose(citizen, document)
    says(agent, "llarg.pdf")
    citizen.click("[data-talk-log] button >> text=Atura")
    says(agent, "S'ha aturat")
    says(citizen, "S'ha aturat")
    assert ticket(pair)[1]["attachments"] == []


def test_taking_the_right_back_stops_what_is_on_its_way(pair, tmp_path):
    document = tmp_path / "llarg.pdf"
    document.write_bytes(b"%PDF-1.7\n" + os.urandom(18 << 20))
    agent, citizen = pair.agent.page, pair.citizen.page
    choose(citizen, document)
    says(agent, "llarg.pdf")
    take(agent)
    citizen.click(".allow summary")
    citizen.click('label[for="right-files"]')
    for page in (agent, citizen):
        says(page, "no ha arribat")
    agent.wait_for_selector("[data-act=attach]", state="hidden")
    assert ticket(pair)[1]["attachments"] == []


def test_a_full_disk_is_said_and_loses_nothing(capturing, data, serve, tmp_path):
    import resource

    size = (40 << 20, resource.RLIM_INFINITY)
    server = serve(data, prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, size))
    document = tmp_path / "resguard.pdf"
    document.write_bytes(b"%PDF-1.7\n" + os.urandom(3 << 20))
    with compared(capturing, server.url) as pair:
        limits = (1 << 20, resource.RLIM_INFINITY)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, limits)
        agent = pair.agent.page
        choose(pair.citizen.page, document)
        says(agent, "resguard.pdf")
        take(agent)
        says(agent, "no s'ha pogut desar al tiquet")
        with agent.expect_download() as download:
            agent.click("[data-talk-log] a[download]")
        assert download.value.path().read_bytes() == document.read_bytes()
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, unlimited)
        agent.click("[data-talk-log] button >> text=Torna-ho a provar")
        says(agent, "ja és al tiquet")
        caller, known = ticket(pair)
        assert caller.get(known["attachments"][0]["href"]).content == document.read_bytes()
    server.stop()
    program.run("check", "--data", data)


def test_documents_are_in_a_back_up_and_a_damaged_one_is_found(data, serve, tmp_path):
    import sqlite3

    server = serve(data)
    caller = Caller(server).sign_in("anna")
    reference = caller.post(
        "/api/v1/tickets",
        json={"organisation": "vilaclara", "subject": "Padró", "level": "assisted"},
    ).json()["reference"]
    kept = caller.post(
        f"/api/v1/tickets/{reference}/attachments",
        data=PDF * 3,
        headers={"Content-Type": "application/pdf", "Slug": "a.pdf"},
    ).json()
    copy = tmp_path / "copy.db"
    program.run("backup", copy, "--data", data)
    server.stop()
    other = tmp_path / "other"
    program.run("restore", copy, "--data", other)
    again = serve(other)
    assert Caller(again).sign_in("anna").get(kept["href"]).content == PDF * 3
    again.stop()
    with sqlite3.connect(other / "acompanya.db") as base:
        base.execute("UPDATE attachment_part SET bytes = zeroblob(length(bytes)) WHERE number = 1")
    base.close()
    assert "document" in program.run("check", "--data", other, expect=1).stdout


def test_an_agent_adds_a_document_from_the_ticket(pair, tmp_path):
    sheet = tmp_path / "llista.csv"
    sheet.write_text("nom;import\nRosa;12,50\n")
    agent = pair.agent.page
    agent.click(".watch-head a")
    agent.set_input_files("#document", sheet)
    agent.click("[data-document-form] button")
    agent.wait_for_selector(".document-name >> text=llista.csv")
    agent.reload()
    assert "llista.csv" in agent.inner_text(".document-list")
    assert "Adjunta un document" in agent.inner_text(".timeline")

"""A real nginx in front, with the configuration that the program prints."""

import re
import shutil
import socket
import subprocess
import time

import pytest

import browsing
import program
from desk import Caller, new_phone

# Browsers look for every name under localhost on this machine.
HOST = "ajuda.localhost"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Proxy:
    """nginx in the foreground, with all it writes in a folder of its own."""

    def __init__(self, folder, server, more=""):
        folder.mkdir()
        self.folder, self.port, plain = folder, free_port(), free_port()
        subprocess.run(
            [
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                f"/CN={HOST}",
                "-addext",
                f"subjectAltName=DNS:{HOST},IP:127.0.0.1",
                "-keyout",
                folder / "key.pem",
                "-out",
                folder / "certificate.pem",
            ],
            check=True,
            capture_output=True,
        )
        text = program.run(
            "config", "nginx", "--host", HOST, "--listen", f"127.0.0.1:{server.port}"
        ).stdout
        # Other ports than a machine's own, and a certificate that nobody else signed.
        text = re.sub(r"listen \[::\]:\d+.*\n", "\n", text)
        text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};")
        text = text.replace("listen 443 ", f"listen 127.0.0.1:{self.port} ")
        text = re.sub(r"/etc/letsencrypt/\S+/fullchain.pem", f"{folder}/certificate.pem", text)
        text = re.sub(r"/etc/letsencrypt/\S+/privkey.pem", f"{folder}/key.pem", text)
        assert "letsencrypt" not in text
        temporary = "".join(
            f"  {kind}_temp_path {folder}/{kind};\n"
            for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        )
        (folder / "nginx.conf").write_text(
            f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
            "worker_processes 1;\nevents { worker_connections 512; }\n"
            f"http {{\n  include /etc/nginx/mime.types;\n  access_log {folder}/access.log;\n{temporary}{more}{text}}}\n"
        )
        command = [shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder, "-c", "nginx.conf"]
        check = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert check.returncode == 0, check.stderr
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        self.url = f"https://{HOST}:{self.port}"
        program.until(self._answers, what="nginx")

    def _answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def caller(self, **options):
        """A client that trusts the certificate and finds the host here."""
        caller = Caller(f"https://127.0.0.1:{self.port}", **options)
        caller.headers["Host"] = f"{HOST}:{self.port}"
        caller.verify = str(self.folder / "certificate.pem")
        return caller

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    close = stop


@pytest.fixture
def behind(data, serve):
    return serve(data, "--behind-proxy")


@pytest.fixture
def proxy(tmp_path, behind):
    proxy = Proxy(tmp_path / "nginx", behind)
    yield proxy
    proxy.stop()


def test_the_printed_configuration_serves_pages(proxy):
    answer = proxy.caller().get("/vilaclara", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Ajuntament de Vilaclara" in answer.text
    assert proxy.caller().get("/metrics").status_code == 404


def test_no_code_and_no_token_is_in_the_access_log(proxy, browser):
    caller = proxy.caller()
    for path in ["/assist/482913007", "/request/secretsecret", "/rate/secretsecret", "/vilaclara"]:
        caller.get(path)
    with browsing.window(browser, proxy.url, ignore_https_errors=True) as citizen:
        # What a page loads says where it was loaded from.
        citizen.open("/assist/482913007")
        citizen.page.wait_for_load_state("networkidle")
    program.until(lambda: "/web/" in (proxy.folder / "access.log").read_text(), what="a line")
    log = (proxy.folder / "access.log").read_text()
    assert "/vilaclara" in log
    assert "482913007" not in log
    assert "secretsecret" not in log


def test_a_session_behind_tls_has_a_secure_cookie(proxy):
    caller = proxy.caller()
    answer = caller.post(
        "/api/v1/session",
        json={"user": "anna", "password": "acompanya-anna"},
        headers={"Origin": proxy.url},
    )
    assert answer.status_code == 200, answer.text
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_citizen_books_through_it(proxy, browser):
    # The browser finds the host here and takes the certificate that we made ourselves.
    with browsing.window(browser, proxy.url, ignore_https_errors=True) as citizen:
        citizen.open("/vilaclara/call-me")
        citizen.fill_call_me(new_phone())
        citizen.submit()
        assert citizen.path.startswith("/request/")
        citizen.page.click("summary:has-text('Anul·leu')")
        citizen.submit()
        assert citizen.page.locator("[data-void]").count() == 1
        citizen.check()


def test_live_events_come_through_at_once(proxy, behind):
    agent = proxy.caller()
    agent.headers["Origin"] = proxy.url
    agent.sign_in("anna")
    with agent.get("/api/v1/events", stream=True) as stream:
        lines = stream.iter_lines(chunk_size=1, decode_unicode=True)
        assert next(line for line in lines if line.startswith("event:")) == "event: ready"
        began = time.monotonic()
        window = agent.windows("vilaclara", kind="slot")[-1]["id"]
        reference = agent.book("vilaclara", window).json()["reference"]
        assert next(line for line in lines if reference in line)
        assert time.monotonic() - began < 5


def test_the_last_forwarded_address_is_the_one_that_counts(data, serve, tmp_path):
    server = serve(data, "--behind-proxy", "--rate-limits", "on")
    proxy = Proxy(tmp_path / "nginx", server)
    try:
        caller = proxy.caller()
        guess = {"user": "anna", "password": "wrong"}
        # Whatever a client writes there itself, it stays one client.
        statuses = [
            caller.post(
                "/api/v1/session",
                json=guess | {"user": f"nobody{index}"},
                headers={"X-Forwarded-For": f"198.51.100.{index}"},
            ).status_code
            for index in range(40)
        ]
        assert 429 in statuses
    finally:
        proxy.stop()

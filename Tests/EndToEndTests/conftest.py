"""What every test may ask for: data directories, servers, a browser."""

import resource
import shutil

import pytest
from playwright.sync_api import sync_playwright

import program
from desk import Caller

DATABASE = "acompanya.db"
CONTACTS = 600


def pytest_configure():
    assert program.BINARY.exists(), f"Build {program.BINARY} first: swift build -c release"
    # For thousands of connections; the programs that are started inherit it.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where the rest runs nothing may be missing: a skipped test fails."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


class Data:
    """A data directory of the sample, made once and copied for each who changes it."""

    def __init__(self, folder, sample):
        self.folder = folder
        self.sample = sample

    def copy(self, to):
        to.mkdir(mode=0o700)
        for file in self.folder.glob(f"{DATABASE}*"):
            shutil.copy2(file, to / file.name)
        return to


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Two councils with a small year behind them."""
    folder = tmp_path_factory.mktemp("sample") / "data"
    server = program.Serving("demo", folder, "--contacts", CONTACTS, "--json")
    server.stop()
    assert server.sample, server.lines
    return Data(folder, server.sample)


@pytest.fixture
def data(sample, tmp_path):
    """A copy of the sample that the test may change."""
    return sample.copy(tmp_path / "data")


@pytest.fixture
def serve():
    """Starts servers; those that still run at the end are stopped and must end well."""
    servers = []

    def start(folder, *options, **more):
        if "--rate-limits" not in options:
            options = (*options, "--rate-limits", "off")
        servers.append(program.Serving("serve", folder, *options, **more))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server(data, serve):
    """A server of the test's own copy of the sample."""
    return serve(data)


@pytest.fixture(scope="module")
def shared(sample, tmp_path_factory):
    """A server for the tests of one module, which leave each other room."""
    folder = sample.copy(tmp_path_factory.mktemp("shared") / "data")
    server = program.Serving("serve", folder, "--rate-limits", "off")
    yield server
    server.stop()


@pytest.fixture
def citizen(shared):
    return Caller(shared)


@pytest.fixture(scope="module")
def script(shared):
    """A script with the token of an agent of both councils."""
    return Caller(shared, token=staff_token(shared.data, "anna"))


def staff_token(data, user):
    return program.run("staff", "token", user, "--data", data).stdout.split()[-1]


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    executable = next(
        path
        for name in ("chromium-headless-shell", "chromium")
        if (path := shutil.which(name)) is not None
    )
    chromium = playwright.chromium.launch(
        executable_path=executable, args=["--no-sandbox", "--disable-dev-shm-usage"]
    )
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def pictures():
    folder = program.ROOT / ".build/screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder

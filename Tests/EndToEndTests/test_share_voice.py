"""Voice and camera beside a shared screen: two browsers, and a real TURN server between them."""

import contextlib
import pathlib
import signal
import socket
import subprocess
import time

import pytest
from axe_playwright_python.sync_playwright import Axe

import browsing
import program
import sharing

SECRET = "el secret del servidor de veu"
# Nothing goes straight from browser to browser: what arrives has come through the TURN server.
ONLY_BY_RELAY = """
  const Connection = RTCPeerConnection;
  window.connections = [];
  window.RTCPeerConnection = class extends Connection {
    constructor(configuration) {
      super({...configuration, iceTransportPolicy: "relay"});
      connections.push(this);
    }
  };
"""
# How loud what comes from the other side has been at most in a second and a half.
LOUDNESS = """
  async () => {
    const video = WHERE.querySelector("[data-call-people] figure:not([data-who=self]) video");
    if (!video) return 0;
    const context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(new MediaStream(video.srcObject.getAudioTracks())).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let most = 0;
    for (let i = 0; i < 75; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      analyser.getFloatTimeDomainData(samples);
      most = Math.max(most, ...samples.map(Math.abs));
    }
    await context.close();
    return most;
  }
"""
# How many pictures of the other side's camera have been drawn.
FRAMES = """
  () => {
    const video = WHERE.querySelector("[data-call-people] figure:not([data-who=self]) video");
    return video ? video.getVideoPlaybackQuality().totalVideoFrames : 0;
  }
"""
HERE = "document"
PANEL = "(document.querySelector('[data-panel]') ?? documentPictureInPicture.window.document)"
PAIRS = """
  async () => {
    const found = [];
    for (const connection of connections) {
      if (connection.connectionState !== "connected") continue;
      const all = new Map([...await connection.getStats()]);
      for (const each of all.values()) {
        if (each.type === "transport" && each.selectedCandidatePairId) {
          const pair = all.get(each.selectedCandidatePairId);
          found.push(all.get(pair.localCandidateId).candidateType);
        }
      }
    }
    return found;
  }
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class TurnServer:
    """coturn on loopback, with a secret from which passwords are made."""

    def __init__(self, folder, port=None):
        folder = pathlib.Path(folder)
        self.port = port or free_port()
        self.log = folder / "turn.log"
        self.process = subprocess.Popen(
            [
                "turnserver",
                "-n",
                "--use-auth-secret",
                f"--static-auth-secret={SECRET}",
                "--realm=acompanya",
                "--listening-ip=127.0.0.1",
                "--relay-ip=127.0.0.1",
                f"--listening-port={self.port}",
                "--min-port=20000",
                "--max-port=29999",
                "--allow-loopback-peers",
                "--no-cli",
                "--no-tls",
                "--no-dtls",
                "--verbose",
                f"--log-file={self.log}",
                "--simple-log",
                f"--pidfile={folder / 'turn.pid'}",
                f"--userdb={folder / 'turn.db'}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        self._wait()

    def _wait(self):
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.05)
        raise AssertionError("coturn did not start")

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


@pytest.fixture(scope="module")
def turn(tmp_path_factory):
    server = TurnServer(tmp_path_factory.mktemp("turn"))
    yield server
    server.close()


@pytest.fixture(scope="module")
def capturing(playwright):
    with sharing.chromium(
        playwright,
        "--auto-accept-this-tab-capture",
        "--use-fake-device-for-media-stream",
        "--allow-loopback-in-peer-connection",
        "--autoplay-policy=no-user-gesture-required",
    ) as browser:
        yield browser


@pytest.fixture
def voiced(data, serve, turn, tmp_path):
    """Starts a server that knows a TURN server, and its secret."""

    def start(secret=SECRET):
        file = tmp_path / "turn.secret"
        file.write_text(secret + "\n")
        return serve(data, "--ice", f"turn:127.0.0.1:{turn.port}", "--turn-secret-file", file)

    return start


@contextlib.contextmanager
def talking(capturing, server, script=ONLY_BY_RELAY):
    """A pair that has compared and could talk."""
    with sharing.pair(capturing, server.url, script=sharing.OWN_TAB + script) as pair:
        pair.agent.page.add_init_script(script)
        for window in (pair.citizen, pair.agent):
            window.page.context.grant_permissions(["microphone", "camera"])
        pair.join(pair.open())
        pair.compare()
        pair.citizen.page.wait_for_selector("[data-part=choose]:visible")
        pair.agent.page.wait_for_selector("[data-call]:visible")
        yield pair


def act(page, name):
    page.click(f"[data-call-act={name}]")


def agree(pair):
    """The agent asks to talk and the citizen says yes."""
    act(pair.agent.page, "talk")
    pair.answer("")
    for page in (pair.agent.page, pair.citizen.page):
        page.wait_for_selector("[data-call][data-call-is=connected]")


def hears(page, where=HERE):
    """Waits until the other side is heard."""
    program.until(lambda: loudness(page, where) > 0.01, what="the voice")


def loudness(page, where=HERE):
    return page.evaluate(LOUDNESS.replace("WHERE", where))


def frames(page, where=HERE):
    return page.evaluate(FRAMES.replace("WHERE", where))


def more_frames(page, where=HERE):
    before = frames(page, where)
    page.wait_for_function(f"() => ({FRAMES.replace('WHERE', where)})() > {before} + 5")


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]


def test_both_hear_and_see_each_other_through_the_turn_server(capturing, voiced, turn, pictures):
    with talking(capturing, voiced()) as pair:
        citizen, agent = pair.citizen.page, pair.agent.page
        act(agent, "talk")
        citizen.wait_for_selector("text=us demana de parlar per aquí")
        # Before the yes nothing of the citizen's is open.
        assert citizen.evaluate("connections.length") == 0
        pair.answer("")
        for page in (agent, citizen):
            page.wait_for_selector("[data-call][data-call-is=connected]")
            hears(page)
            assert page.evaluate(PAIRS) == ["relay"]
        for page, other in ((citizen, agent), (agent, citizen)):
            act(page, "camera")
            more_frames(other)
        for window in (pair.agent, pair.citizen):
            window.check()
            assert window.page.evaluate("policyViolations") == []
        assert violations(agent) + violations(citizen) == []
        agent.screenshot(path=pictures / "session-call-agent.png")
        citizen.screenshot(path=pictures / "session-call-citizen.png")
        for page in (agent, citizen):
            page.emulate_media(color_scheme="dark")
            page.set_viewport_size(browsing.PHONE)
        assert violations(agent) + violations(citizen) == []
        agent.screenshot(path=pictures / "session-call-agent-dark.png", full_page=True)
        citizen.screenshot(path=pictures / "session-call-citizen-dark.png", full_page=True)
    assert ":acompanya>" in turn.log.read_text()


def test_who_is_silenced_is_not_heard_and_a_camera_goes_out(capturing, voiced):
    with talking(capturing, voiced()) as pair:
        citizen, agent = pair.citizen.page, pair.agent.page
        agree(pair)
        hears(agent)
        act(citizen, "mute")
        citizen.wait_for_selector("text=amb el micròfon silenciat")
        # What was on its way is still heard.
        program.until(lambda: loudness(agent) < 0.001, what="silence")
        act(citizen, "mute")
        hears(agent)
        act(citizen, "camera")
        agent.wait_for_selector("[data-call-people] figure[data-who='0']:visible")
        citizen.wait_for_selector("[data-call-people] figure[data-who=self]:visible")
        act(citizen, "camera")
        agent.wait_for_selector("[data-call-people]", state="hidden")
        hears(agent)


def test_a_call_goes_with_the_panel_into_its_own_window(capturing, voiced):
    with talking(capturing, voiced()) as pair:
        agree(pair)
        act(pair.agent.page, "camera")
        pair.share()
        pair.citizen.page.evaluate(sharing.DRAW)
        assert pair.sees(sharing.RED, sharing.GREEN, sharing.BLUE, sharing.YELLOW)
        assert pair.citizen.page.evaluate("documentPictureInPicture.window !== null")
        hears(pair.citizen.page, PANEL)
        more_frames(pair.citizen.page, PANEL)
        pair.land()
        more_frames(pair.citizen.page, PANEL)
        hears(pair.citizen.page, PANEL)


def test_a_no_is_taken_kindly(capturing, voiced):
    with talking(capturing, voiced()) as pair:
        act(pair.agent.page, "talk")
        pair.answer("", yes=False)
        pair.agent.page.wait_for_selector("text=Ara no li va bé parlar per aquí")
        assert pair.agent.page.is_visible("[data-call-act=talk]")
        assert pair.citizen.page.evaluate("connections.length") == 0


def test_the_citizen_may_call_too_and_either_hangs_up_by_keyboard(capturing, voiced):
    with talking(capturing, voiced()) as pair:
        citizen, agent = pair.citizen.page, pair.agent.page
        citizen.focus("[data-call-act=talk]")
        citizen.keyboard.press("Enter")
        agent.wait_for_selector("text=us vol parlar")
        agent.focus("[data-call-act=talk]")
        agent.keyboard.press("Space")
        for page in (agent, citizen):
            page.wait_for_selector("[data-call][data-call-is=connected]")
        agent.focus("[data-call-act=hang-up]")
        agent.keyboard.press("Enter")
        for page in (agent, citizen):
            page.wait_for_selector("[data-call][data-call-is=off]")
            assert page.is_visible("[data-call-act=talk]")
        assert agent.evaluate("document.activeElement.dataset.callAct") == "talk"
        assert citizen.evaluate("connections.every((each) => each.connectionState === 'closed')")


def test_a_call_outlives_a_lost_line_and_ends_with_the_session(capturing, voiced):
    server = voiced()
    with sharing.Cable(server.port) as cable:
        server.url = cable.url
        with talking(capturing, server) as pair:
            agree(pair)
            cable.cut()
            pair.agent.page.wait_for_function("() => performance.now() > 0")
            hears(pair.agent.page)
            pair.citizen.page.click("[data-act=stop]")
            for page in (pair.agent.page, pair.citizen.page):
                page.wait_for_selector("[data-call]", state="hidden")
                states = page.evaluate("connections.map((each) => each.connectionState)")
                assert set(states) == {"closed"}
        server.url = f"http://127.0.0.1:{server.port}"


def test_a_way_that_breaks_is_found_anew(capturing, data, serve, tmp_path):
    turn = TurnServer(tmp_path)
    try:
        secret = tmp_path / "turn.secret"
        secret.write_text(SECRET)
        server = serve(data, "--ice", f"turn:127.0.0.1:{turn.port}", "--turn-secret-file", secret)
        with talking(capturing, server) as pair:
            agree(pair)
            # The way through is gone, and what comes back knows nothing of it.
            turn.close()
            turn = TurnServer(tmp_path, turn.port)
            # Who notices first begins anew, and may be faster than the other notices.
            sides = (pair.agent.page, pair.citizen.page)
            program.until(
                lambda: any(page.locator("text=La veu es talla").count() for page in sides),
                40,
                "a side that notices",
            )
            for page in sides:
                page.wait_for_selector("[data-call][data-call-is=connected]", timeout=30_000)
                hears(page)
                assert page.evaluate("connections.length") == 1
    finally:
        turn.close()


def test_both_may_begin_anew_at_the_same_moment(capturing, voiced):
    with talking(capturing, voiced()) as pair:
        agree(pair)
        word = "connections[0].localDescription.sdp.match(/ice-ufrag:(.*)/)[1]"
        before = pair.agent.page.evaluate(word)
        for page in (pair.agent.page, pair.citizen.page):
            page.evaluate("connections[0].restartIce()")
        pair.agent.page.wait_for_function(f"(before) => {word} !== before", arg=before)
        hears(pair.agent.page)
        hears(pair.citizen.page)


def test_a_wrong_secret_is_told_and_the_rest_goes_on(capturing, voiced):
    with talking(capturing, voiced("un altre secret")) as pair:
        act(pair.agent.page, "talk")
        pair.answer("")
        pair.agent.page.wait_for_selector(
            "text=no ha acceptat la contrasenya del servei", timeout=25_000
        )
        pair.citizen.page.wait_for_selector("text=La veu no ha pogut passar per la xarxa")
        pair.citizen.page.wait_for_selector("[data-call-act=talk]:visible")
        pair.share()
        pair.citizen.page.evaluate(sharing.DRAW)
        assert pair.sees(sharing.RED, sharing.GREEN, sharing.BLUE, sharing.YELLOW)


def test_a_browser_that_refuses_the_microphone_is_met_kindly(playwright, voiced):
    with (
        sharing.chromium(playwright, "--use-fake-device-for-media-stream") as browser,
        sharing.pair(browser, voiced().url, script=ONLY_BY_RELAY) as pair,
    ):
        pair.join(pair.open())
        pair.compare()
        citizen = pair.citizen.page
        citizen.wait_for_selector("[data-call]:visible")
        act(citizen, "talk")
        citizen.wait_for_selector("text=El navegador no ha obert el micròfon. No passa res")
        assert citizen.is_visible("[data-call-act=talk]")
        assert citizen.is_visible("[data-part=choose]")


def test_an_interpreter_hears_the_citizen_and_the_agent(capturing, voiced):
    server = voiced()
    with talking(capturing, server) as pair:
        agree(pair)
        with browsing.window(capturing, server.url, browsing.DESK) as third:
            third.page.add_init_script(ONLY_BY_RELAY)
            third.page.context.grant_permissions(["microphone"])
            third.sign_in("pere")
            third.open(pair.agent.path)
            citizen = pair.citizen.page
            pair.answer("")
            other = sharing.Pair(pair.citizen, third)
            assert len(other.compare()) == 1
            third.page.wait_for_selector("[data-call]:visible")
            act(third.page, "talk")
            pair.answer("")
            for page in (third.page, pair.agent.page, citizen):
                page.wait_for_function(
                    "() => connections.filter((each) => each.connectionState === 'connected').length === 2"
                )
            hears(third.page)
            act(third.page, "hang-up")
            citizen.wait_for_function(
                "() => connections.filter((each) => each.connectionState === 'connected').length === 1"
            )
            hears(pair.agent.page)


def test_without_a_server_for_it_there_is_no_button(capturing, server):
    with sharing.pair(capturing, server.url) as pair:
        pair.join(pair.open())
        pair.compare()
        pair.citizen.page.wait_for_selector("[data-part=choose]:visible")
        pair.agent.page.wait_for_selector("[data-talk]:visible")
        for page in (pair.agent.page, pair.citizen.page):
            assert not page.is_visible("[data-call]")

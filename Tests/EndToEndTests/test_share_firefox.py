"""A citizen with Firefox: no H.264 and no track processors there, so the second ways are used."""

import contextlib

import pytest

import browsing
import firefox as firefoxes
import screen as screens
import sharing
from test_share_voice import SECRET, TurnServer, hears
from test_share_whole import shows

RED, BLUE = (192, 0, 0), (0, 0, 192)
# The page itself is covered with a colour that changes: on the whole screen it can be found again.
PAINT = """
  () => {
    const cover = document.createElement("div");
    Object.assign(cover.style, {position: "fixed", inset: 0, zIndex: 99, pointerEvents: "none"});
    document.body.append(cover);
    let turn = 0;
    setInterval(() => { cover.style.background = turn++ % 20 < 10 ? "#c00000" : "#0000c0"; }, 100);
  }
"""
NOTE = """
  window.tracks = [];
  const display = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getDisplayMedia = async (wish) => {
    const stream = await display(wish);
    tracks.push(...stream.getTracks());
    return stream;
  };
"""
# The first source there is, without the browser's own question.
WITHOUT_PICKER = {"media.navigator.permission.disabled": True}


@pytest.fixture(scope="module")
def viewing(playwright):
    with sharing.chromium(
        playwright, "--use-fake-device-for-media-stream", "--allow-loopback-in-peer-connection"
    ) as browser:
        yield browser


@contextlib.contextmanager
def meeting(viewing, server, folder, preferences):
    """A citizen with Firefox and an agent with Chromium who have compared their digits."""
    with (
        screens.opened(folder) as screen,
        firefoxes.opened(folder, screen.env, preferences) as citizen,
        browsing.window(viewing, server.url, browsing.DESK) as agent,
    ):
        citizen.add_init_script(NOTE)
        agent.page.context.grant_permissions(["microphone"])
        pair = sharing.Pair(None, agent)
        pair.firefox, pair.screen = citizen, screen
        code = pair.open()
        citizen.open(server.url + "/assist?lang=ca")
        citizen.fill("#code", code)
        citizen.click("main button[type=submit]")
        citizen.fill("#name", "Rosa")
        citizen.click("[data-join-form] button[type=submit]")
        citizen.see("[data-part=compare]")
        agent.page.wait_for_selector("[data-compare]:visible")
        citizen.until("document.querySelector('[data-digits]').textContent")
        assert citizen.text("[data-digits]") == agent.page.inner_text("[data-digits]")
        citizen.click("[data-act=same]")
        agent.page.click("[data-act=same]")
        citizen.see("[data-part=choose]")
        yield pair


@pytest.fixture
def pair(viewing, shared, tmp_path):
    with meeting(viewing, shared, tmp_path, WITHOUT_PICKER) as pair:
        yield pair


def test_the_agent_sees_what_firefox_shows(pair, pictures):
    firefox, agent = pair.firefox, pair.agent.page
    assert firefox.evaluate("() => typeof MediaStreamTrackProcessor") == "undefined"
    told = []
    agent.on("websocket", lambda each: each.on("framereceived", lambda text: told.append(text)))
    agent.reload()
    firefox.click("[data-share=screen]")
    firefox.see("[data-part=sharing]")
    firefox.evaluate(PAINT)
    for colour in (RED, BLUE, RED):
        shows(pair, colour, least=0.3)
    agent.wait_for_selector("text=tota la pantalla")
    sharing_with = [text for text in told if isinstance(text, str) and '"type":"sharing"' in text]
    assert "avc1" not in sharing_with[-1] and "still/" not in sharing_with[-1]
    agent.screenshot(path=pictures / "session-firefox-agent.png")
    pair.agent.check()


def test_stop_in_firefox_ends_it_for_both(pair):
    pair.firefox.click("[data-share=screen]")
    pair.firefox.see("[data-part=sharing]")
    pair.firefox.evaluate(PAINT)
    shows(pair, RED, least=0.3)
    pair.firefox.evaluate(
        """() => (document.querySelector("[data-act=stop]")
          ?? documentPictureInPicture.window.document.querySelector("[data-act=stop]")).click()"""
    )
    pair.firefox.see("[data-part=ended]")
    pair.agent.page.wait_for_selector("text=La persona l'ha aturada")
    assert pair.firefox.evaluate("() => tracks.length === 1 && tracks[0].readyState") == "ended"


def test_a_no_to_firefoxs_own_question_is_kind(viewing, shared, tmp_path):
    with meeting(viewing, shared, tmp_path, {}) as pair:
        firefox = pair.firefox
        for _ in range(2):
            firefox.click("[data-share=window]")
            refused = "document.querySelector('[data-news]').textContent.includes('No s\\'ha compartit res')"
            for _ in range(40):
                pair.screen.do("key", "Escape")
                if firefox.evaluate(f"() => {refused}"):
                    break
            firefox.until(refused)
            firefox.see("[data-share=window]")


def test_firefox_talks_too(viewing, data, serve, tmp_path):
    turn = TurnServer(tmp_path)
    try:
        secret = tmp_path / "turn.secret"
        secret.write_text(SECRET)
        server = serve(
            data, "--ice", f"turn:127.0.0.1:{turn.port}", "--turn-secret-file", secret
        )
        preferences = WITHOUT_PICKER | {
            "media.navigator.streams.fake": True,
            "media.peerconnection.ice.loopback": True,
            "media.peerconnection.ice.relay_only": True,
            "media.autoplay.default": 0,
        }
        with meeting(viewing, server, tmp_path, preferences) as pair:
            pair.agent.page.click("[data-call-act=talk]")
            pair.firefox.click("[data-questions] button")
            pair.agent.page.wait_for_selector("[data-call][data-call-is=connected]")
            pair.firefox.until("document.querySelector('[data-call]').dataset.callIs === 'connected'")
            hears(pair.agent.page)
    finally:
        turn.close()

"""Remote assistance from browser to browser: what is shown arrives, and only there."""

import socket
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

import browsing
import program
import sharing
from sharing import BLUE, GREEN, RED, YELLOW

WHOLE = (RED, GREEN, BLUE, YELLOW)
DARK = (23, 33, 43)


@pytest.fixture(scope="module")
def capturing(playwright):
    """A browser in which everybody agrees to show the tab that asks."""
    with sharing.chromium(playwright, "--auto-accept-this-tab-capture") as browser:
        yield browser


@pytest.fixture
def pair(capturing, shared):
    with sharing.pair(capturing, shared.url) as pair:
        yield pair


@pytest.fixture
def met(pair):
    """A pair that shares a pattern."""
    pair.meet()
    pair.citizen.page.evaluate(sharing.DRAW)
    assert pair.sees(*WHOLE), pair.colours
    return pair


def test_both_read_the_same_digits_and_the_agent_sees_a_moving_picture(met, pictures):
    assert met.sees(*WHOLE, (255, 255, 255))
    assert met.sees(*WHOLE, (0, 0, 0))
    met.agent.page.screenshot(path=pictures / "session-agent.png")
    met.agent.check()
    met.citizen.check()
    for window in (met.agent, met.citizen):
        assert window.page.evaluate("policyViolations") == []


def test_nothing_is_shown_before_both_have_compared(pair):
    pair.join(pair.open())
    citizen = pair.citizen.page
    citizen.wait_for_selector("[data-part=compare]:visible")
    citizen.click("[data-act=same]")
    citizen.wait_for_selector("[data-compare-wait]:visible")
    assert not citizen.is_visible("[data-part=choose]")
    pair.agent.page.click("[data-act=same]")
    citizen.wait_for_selector("[data-part=choose]:visible")


def test_different_digits_end_the_session(pair):
    pair.join(pair.open())
    pair.citizen.page.wait_for_selector("[data-part=compare]:visible")
    pair.citizen.page.click("[data-act=different]")
    for page in (pair.citizen.page, pair.agent.page):
        page.wait_for_selector("text=Les paraules no eren les mateixes")


def test_a_pause_shows_nothing_and_ends(met):
    met.in_panel("[data-act=pause]", "click")
    met.agent.page.wait_for_selector("[data-screen]", state="hidden")
    met.in_panel("[data-act=pause]", "click")
    assert met.sees(*WHOLE)


def test_a_mask_hides_what_is_under_it(met):
    met.citizen.page.click("[data-hide] summary")
    met.citizen.page.click("[data-band=left]")
    met.agent.page.wait_for_function(
        f"""() => {{
          const canvas = document.querySelector("[data-picture]");
          const at = (x) => [...canvas.getContext("2d").getImageData(canvas.width * x, 50, 1, 1).data];
          return Math.abs(at(.1)[0] - {DARK[0]}) < 20 && Math.abs(at(.1)[1] - {DARK[1]}) < 20 && at(.4)[0] > 150;
        }}"""
    )
    met.citizen.page.click("[data-band=none]")
    assert met.sees(*WHOLE)


def test_the_agents_pointer_and_ink_appear_in_the_panel(met):
    screen = met.agent.page.locator("[data-ink]").bounding_box()
    middle = screen["x"] + screen["width"] / 2, screen["y"] + screen["height"] / 2
    met.agent.page.mouse.move(*middle)
    met.agent.page.mouse.move(middle[0] + 5, middle[1])
    met.until_panel("inked(.5, .5) > 0")
    met.agent.page.click("[data-tool=draw]")
    met.agent.page.mouse.move(screen["x"] + 50, screen["y"] + 50)
    met.agent.page.mouse.down()
    met.agent.page.mouse.move(screen["x"] + 200, screen["y"] + 50, steps=10)
    met.agent.page.wait_for_timeout(100)
    met.agent.page.mouse.up()
    met.until_panel("inked(.16, .07) > 0")
    met.citizen.page.click(".allow summary")
    met.citizen.page.click('label[for="right-point"]')
    met.until_panel("inked(.5, .5) === 0")
    met.agent.page.wait_for_selector("[data-tool=draw]:disabled")


def test_hostile_words_stay_words(met):
    attack = "<img src=x onerror=document.title='taken'>"
    met.agent.page.fill("#talk-text", attack)
    met.agent.page.press("#talk-text", "Enter")
    met.until_panel(f"panel.querySelector('[data-talk-log]').textContent.includes({attack!r})")
    assert met.panel("panel.querySelectorAll('[data-talk-log] img').length") == 0
    assert "taken" not in met.citizen.page.title()


def test_a_document_goes_to_the_agent_whole(met, tmp_path):
    document = tmp_path / "resguard.pdf"
    document.write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 700)
    met.land()
    with met.citizen.page.expect_file_chooser() as chooser:
        met.citizen.page.click("[data-act=attach]")
    chooser.value.set_files(document)
    agent = met.agent.page
    agent.click("[data-talk-log] button >> nth=0")
    with agent.expect_download() as download:
        agent.click("[data-talk-log] a[download]")
    assert download.value.suggested_filename == "resguard.pdf"
    assert download.value.path().read_bytes() == document.read_bytes()


def test_a_program_is_not_taken_as_a_document(met, tmp_path):
    installer = tmp_path / "setup.exe"
    installer.write_bytes(b"MZ")
    met.land()
    with met.citizen.page.expect_file_chooser() as chooser:
        met.citizen.page.click("[data-act=attach]")
    chooser.value.set_files(installer)
    met.citizen.page.wait_for_selector("text=no és d'un tipus que es pugui enviar")


def test_stop_ends_it_for_both_with_a_receipt(met, pictures):
    met.citizen.page.click("[data-act=stop-here]")
    met.citizen.page.wait_for_selector("[data-part=ended]:visible")
    met.citizen.page.wait_for_selector("[data-receipt] >> text=Anna Serra")
    met.citizen.page.evaluate("document.querySelector('#pattern').remove()")
    met.citizen.page.screenshot(path=pictures / "session-receipt.png")
    met.agent.page.wait_for_selector("text=La persona l'ha aturada")
    assert not met.agent.page.is_visible("[data-screen]")
    met.agent.page.click(".watch-head a")
    past = met.agent.page.inner_text(".timeline")
    assert "Comparteix la pantalla" in past
    assert "S'acaba la sessió remota" in past


def test_the_agent_can_end_it_too(met):
    met.agent.page.click("[data-act=stop]")
    met.citizen.page.wait_for_selector("[data-part=ended]:visible")
    assert met.citizen.page.evaluate("tracks.every((track) => track.readyState === 'ended')")


def test_the_browsers_own_stop_counts(met):
    met.citizen.page.evaluate(
        "tracks.forEach((track) => { track.stop(); track.dispatchEvent(new Event('ended')); })"
    )
    met.citizen.page.wait_for_selector("[data-part=ended]:visible")
    met.agent.page.wait_for_selector("text=des del navegador")


def test_the_agent_reloads_and_goes_on(met):
    met.agent.page.reload()
    assert met.sees(*WHOLE, seconds=6)
    assert not met.agent.page.is_visible("[data-compare]")


def test_the_citizen_reloads_and_chooses_again(met):
    met.citizen.page.on("dialog", lambda dialog: dialog.accept())
    met.citizen.page.reload()
    # The same place, keys and digits: only what to show is chosen anew, as every browser demands.
    met.citizen.page.wait_for_selector("[data-part=choose]:visible", timeout=3_000)
    assert not met.agent.page.is_visible("[data-compare]")
    met.citizen.page.wait_for_selector("text=Torneu a triar-la")
    met.share()
    met.citizen.page.evaluate(sharing.DRAW)
    assert met.sees(*WHOLE)


def test_a_lost_line_comes_back_without_asking_anew(capturing, shared):
    with sharing.Cable(shared.port) as cable, sharing.pair(capturing, cable.url) as pair:
        pair.meet()
        pair.citizen.page.evaluate(sharing.DRAW)
        assert pair.sees(*WHOLE)
        pair.agent.page.evaluate("document.querySelector('[data-picture]').width = 0")
        cable.cut()
        pair.agent.page.wait_for_function(
            "() => document.querySelector('[data-picture]').width > 0", timeout=3_000
        )
        assert pair.sees(*WHOLE)
        assert pair.citizen.page.evaluate("tracks.length") == 1


ONLY = """
  const supports = VideoEncoder.isConfigSupported.bind(VideoEncoder);
  VideoEncoder.isConfigSupported = async (config) =>
    config.codec === CODEC ? supports(config) : {supported: false};
"""


@pytest.mark.parametrize("codec", ["avc1.42E028", "av01.0.05M.08", "vp09.00.31.08", "vp8", "none"])
def test_each_codec_arrives_and_stills_where_there_is_none(capturing, shared, codec):
    script = sharing.OWN_TAB + ONLY.replace("CODEC", repr(codec))
    with sharing.pair(capturing, shared.url, script=script) as pair:
        told = []
        pair.agent.page.on("websocket", lambda each: each.on("framereceived", lambda text: told.append(text)))
        pair.meet()
        pair.citizen.page.evaluate(sharing.DRAW)
        assert pair.sees(*WHOLE, seconds=15), pair.colours
        sharing_with = [text for text in told if isinstance(text, str) and '"type":"sharing"' in text]
        assert (codec if codec != "none" else "still/webp") in sharing_with[-1]


def test_a_browser_without_track_processors_shares_too(capturing, shared):
    script = sharing.OWN_TAB + "delete window.MediaStreamTrackProcessor;"
    with sharing.pair(capturing, shared.url, script=script) as pair:
        pair.meet()
        pair.citizen.page.evaluate(sharing.DRAW)
        assert pair.sees(*WHOLE, (255, 255, 255))
        assert pair.sees(*WHOLE, (0, 0, 0))


def test_where_no_window_stays_on_top_the_panel_is_in_one_beside(capturing, shared):
    script = sharing.OWN_TAB + "delete window.documentPictureInPicture;"
    with sharing.pair(capturing, shared.url, script=script) as pair:
        pair.join(pair.open())
        pair.compare()
        with pair.citizen.page.expect_popup() as opening:
            pair.share()
        panel = opening.value
        panel.wait_for_selector("[data-panel] [data-preview]:visible")
        assert not pair.citizen.page.locator("[data-panel]").count()
        panel.close()
        pair.citizen.page.wait_for_selector("[data-panel]:visible")
        with pair.citizen.page.expect_popup() as opening:
            pair.citizen.page.click("[data-act=float]")
        # The window closes under the hand that presses.
        opening.value.evaluate(
            "() => { setTimeout(() => document.querySelector('[data-act=stop]').click()); }"
        )
        pair.citizen.page.wait_for_selector("[data-part=ended]:visible")
        pair.agent.page.wait_for_selector("text=La persona l'ha aturada")


def test_a_relay_on_another_machine_carries_it_too(capturing, data, serve):
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = serve(data, "--relay", f"ws://{address}")
    relay = subprocess.Popen(
        [program.BINARY, "relay", "--key-file", data / "relay.key", "--listen", address],
        stdout=subprocess.DEVNULL, env=program.environment(),
    )
    try:
        with sharing.pair(capturing, server.url) as pair:
            sockets = []
            pair.agent.page.on("websocket", lambda each: sockets.append(each.url))
            pair.meet()
            pair.citizen.page.evaluate(sharing.DRAW)
            assert pair.sees(*WHOLE)
            assert [url.startswith(f"ws://{address}/relay/") for url in sockets] == [True]
    finally:
        relay.terminate()
        assert relay.wait(30) == 0


def test_a_second_viewer_is_asked_about_and_sees_the_same(met, capturing, shared):
    with browsing.window(capturing, shared.url, browsing.DESK) as second:
        second.sign_in("pere")
        second.open(met.agent.path)
        met.answer("Pere Vidal (supervisió)")
        other = sharing.Pair(met.citizen, second)
        assert len(other.compare()) == 1
        assert other.sees(*WHOLE)
        assert met.sees(*WHOLE)


def test_a_viewer_who_takes_less_changes_the_codec_for_all(met, capturing, shared):
    told = []
    met.agent.page.on("websocket", lambda each: each.on("framereceived", lambda text: told.append(text)))
    met.agent.page.reload()
    assert met.sees(*WHOLE)
    with browsing.window(capturing, shared.url, browsing.DESK) as second:
        second.page.add_init_script(ONLY.replace("VideoEncoder", "VideoDecoder").replace("CODEC", "'vp8'"))
        second.sign_in("pere")
        second.open(met.agent.path)
        met.answer("Pere Vidal (supervisió)")
        other = sharing.Pair(met.citizen, second)
        other.compare()
        assert other.sees(*WHOLE)
        assert met.sees(*WHOLE, (255, 255, 255))
        assert met.sees(*WHOLE, (0, 0, 0))
    sharing_with = [text for text in told if isinstance(text, str) and '"type":"sharing"' in text]
    assert '"vp8"' in sharing_with[-1]


def test_a_refusal_of_the_picker_is_kind(playwright, shared):
    with (
        sharing.chromium(playwright, "--auto-reject-this-tab-capture") as browser,
        sharing.pair(browser, shared.url) as pair,
    ):
        pair.join(pair.open())
        pair.compare()
        pair.citizen.page.wait_for_selector("[data-part=choose]:visible")
        pair.citizen.page.click("[data-share=window]")
        pair.citizen.page.wait_for_selector("text=No s'ha compartit res")
        assert pair.citizen.page.is_visible("[data-share=window]")


def test_a_no_to_the_agent_uses_no_code(pair):
    code = pair.open()
    page = pair.citizen.page
    pair.citizen.open("/assist")
    page.fill("#code", code)
    page.click("main button[type=submit]")
    page.click("[data-act=decline]")
    page.wait_for_selector("text=No s'ha compartit res")
    pair.join(code)


def test_a_wrong_code_says_what_to_do(pair):
    pair.citizen.open("/assist")
    pair.citizen.page.fill("#code", "000 000 000")
    pair.citizen.page.click("main button[type=submit]")
    assert pair.citizen.page.locator("#code").get_attribute("aria-invalid") == "true"
    assert pair.citizen.page.input_value("#code") == "000 000 000"


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ca", "es", "en"])
def test_its_pages_are_open_to_everybody(capturing, shared, pictures, scheme, language):
    with sharing.pair(capturing, shared.url) as pair:
        for window in (pair.agent, pair.citizen):
            window.page.emulate_media(color_scheme=scheme)
            window.open(f"/assist?lang={language}")
        page, agent = pair.citizen.page, pair.agent.page
        assert page.get_attribute("html", "lang") == language
        assert violations(page) == []
        code = pair.open()
        assert violations(agent) == []
        pair.join(code)
        page.wait_for_selector("[data-part=compare]:visible")
        agent.wait_for_selector("[data-compare]:visible")
        assert violations(page) + violations(agent) == []
        page.screenshot(path=pictures / f"session-compare-{language}-{scheme}.png")
        pair.compare()
        page.wait_for_selector("[data-part=choose]:visible")
        assert violations(page) == []
        pair.share()
        pair.land()
        agent.wait_for_selector("[data-screen]:visible")
        assert violations(page) + violations(agent) == []
        page.screenshot(path=pictures / f"session-citizen-{language}-{scheme}.png")
        agent.screenshot(path=pictures / f"session-agent-{language}-{scheme}.png")
        page.click("[data-act=stop]")
        page.wait_for_selector("[data-part=ended]:visible")
        assert violations(page) + violations(agent) == []
        for text in (page.inner_text("main"), agent.inner_text("main")):
            assert "{" not in text

"""A whole screen and a single window, on a screen with real windows and a real mouse."""

import contextlib

import pytest

import browsing
import screen as screens
import sharing

# Another window, as a council's own page might be, with colours that can be found again.
PATTERN = """
  () => {
    document.title = "Finestra del tràmit";
    document.body.replaceChildren();
    document.body.style.margin = 0;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, {width: innerWidth, height: innerHeight});
    document.body.append(canvas);
    const context = canvas.getContext("2d");
    let turn = 0;
    window.secret = null;
    setInterval(() => {
      context.fillStyle = window.secret ?? (turn++ % 40 < 20 ? "#c00000" : "#0000c0");
      context.fillRect(0, 0, canvas.width, canvas.height);
    }, 50);
  }
"""
ENTIRE = "--auto-select-desktop-capture-source=Entire screen"
RED, BLUE, SECRET = (192, 0, 0), (0, 0, 192), (192, 0, 192)
# How much of the agent's picture has this colour.
AREA = """
  ([red, green, blue]) => {
    const canvas = document.querySelector("[data-picture]");
    if (!canvas.width || !canvas.height || canvas.closest("[hidden]")) return 0;
    const small = new OffscreenCanvas(64, 45).getContext("2d");
    small.drawImage(canvas, 0, 0, 64, 45);
    const {data} = small.getImageData(0, 0, 64, 45);
    let found = 0;
    for (let at = 0; at < data.length; at += 4) {
      const off = Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue);
      if (off < 90) found += 1;
    }
    return found / (64 * 45);
  }
"""
# Looks at every picture that is drawn, from now on.
WATCH = f"""
  (colour) => {{
    const area = {AREA};
    const draw = CanvasRenderingContext2D.prototype.drawImage;
    window.seen = 0;
    window.pictures = 0;
    CanvasRenderingContext2D.prototype.drawImage = function (...all) {{
      draw.apply(this, all);
      pictures += 1;
      seen = Math.max(seen, area(colour));
    }};
  }}
"""
# Kinds 1 to 4 carry the picture; what a page sends is noted as its first byte.
SENT = """
  window.kinds = [];
  window.tracks = [];
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (typeof data !== "string") kinds.push(new Uint8Array(data.buffer ?? data)[0]);
    return send.call(this, data);
  };
  const display = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getDisplayMedia = async (wish) => {
    const stream = await display(wish);
    tracks.push(...stream.getTracks());
    return stream;
  };
"""


@pytest.fixture(scope="module")
def screen(tmp_path_factory):
    with screens.opened(tmp_path_factory.mktemp("screen")) as screen:
        yield screen


@pytest.fixture(scope="module")
def viewing(playwright):
    with sharing.chromium(playwright) as browser:
        yield browser


@contextlib.contextmanager
def meeting(playwright, screen, viewing, server, *flags):
    """A citizen on the screen, with another window beside the session's, and an agent elsewhere."""
    with (
        screens.chromium(playwright, screen, *flags) as browser,
        browsing.window(viewing, server.url, browsing.DESK) as agent,
        browsing.window(browser, server.url, None, no_viewport=True) as citizen,
    ):
        citizen.page.add_init_script(SENT)
        pair = sharing.Pair(citizen, agent)
        pair.join(pair.open())
        pair.compare()
        citizen.page.wait_for_selector("[data-part=choose]:visible")
        with citizen.page.expect_popup() as opening:
            citizen.page.evaluate("() => { window.open('/robots.txt', '', 'popup'); }")
        pair.window = opening.value
        screen.place(citizen.page, 0, 0, 700, 860)
        screen.place(pair.window, 760, 0, 500, 320)
        pair.window.evaluate(PATTERN)
        yield pair


def press(screen, pair, way):
    """The citizen presses a way to share, with the mouse."""
    pair.citizen.page.bring_to_front()
    screen.click(pair.citizen.page, f"[data-share={way}]")
    pair.citizen.page.wait_for_selector("[data-part=sharing]:visible")


def area(pair, colour):
    return pair.agent.page.evaluate(AREA, list(colour))


def shows(pair, colour, least=0.05):
    pair.agent.page.wait_for_function(
        f"(colour) => ({AREA})(colour) > {least}", arg=list(colour), polling=50
    )


@pytest.fixture
def whole(playwright, screen, viewing, shared):
    """A pair of whom one sees the other's whole screen."""
    with meeting(playwright, screen, viewing, shared, ENTIRE) as pair:
        press(screen, pair, "screen")
        shows(pair, RED)
        yield pair


def test_the_agent_sees_a_whole_screen_move_and_points_at_it(whole, screen, pictures):
    shows(whole, BLUE)
    shows(whole, RED)
    whole.agent.page.wait_for_selector("text=tota la pantalla")
    # The panel is a window of its own, above all others.
    citizen = whole.citizen.page
    assert citizen.evaluate("documentPictureInPicture.window !== null")
    box = whole.agent.page.locator("[data-ink]").bounding_box()
    whole.agent.page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    whole.agent.page.mouse.move(box["x"] + box["width"] / 4 + 3, box["y"] + box["height"] / 4)
    whole.until_panel("inked(.25, .25) > 0")
    whole.agent.page.screenshot(path=pictures / "session-whole-agent.png")
    whole.agent.check()
    whole.citizen.check()


def test_a_pause_lets_nothing_out(whole):
    citizen = whole.citizen.page
    whole.in_panel("[data-act=pause]", "click")
    whole.agent.page.wait_for_selector("[data-screen]", state="hidden")
    whole.agent.page.evaluate(WATCH, list(SECRET))
    sent = citizen.evaluate("kinds.length")
    whole.window.evaluate("window.secret = '#c000c0'")
    whole.window.wait_for_timeout(1_000)
    assert not [kind for kind in citizen.evaluate("kinds")[sent:] if kind <= 4]
    whole.window.evaluate("window.secret = null")
    whole.window.wait_for_timeout(300)
    whole.in_panel("[data-act=pause]", "click")
    shows(whole, RED)
    whole.agent.page.wait_for_function("() => pictures > 5")
    assert whole.agent.page.evaluate("seen") == 0


def test_what_is_masked_is_never_seen(whole, screen, pictures):
    citizen = whole.citizen.page
    # A rectangle drawn by hand on the panel's picture, over the window at the top right.
    left, top, width, height = whole.panel(
        """(() => {
          const {screenX, screenY, outerWidth, innerWidth, outerHeight, innerHeight} = panel.ownerDocument.defaultView;
          const box = panel.querySelector("[data-preview-video]").getBoundingClientRect();
          return [
            screenX + (outerWidth - innerWidth) / 2 + box.x, screenY + outerHeight - innerHeight + box.y,
            box.width, box.height,
          ];
        })()"""
    )
    screen.do("mousemove", round(left + width * 0.55), round(top + 1), "mousedown", 1)
    for part in (0.7, 0.9, 0.995):
        screen.do("mousemove", round(left + width * part), round(top + height * part / 2))
    screen.do("mouseup", 1)
    whole.agent.page.wait_for_function(f"() => ({AREA})([23, 33, 43]) > .15")
    whole.agent.page.evaluate(WATCH, list(SECRET))
    whole.window.evaluate("window.secret = '#c000c0'")
    whole.window.wait_for_timeout(500)
    # Something that isn't hidden moves on, so that there are pictures to look at.
    citizen.evaluate("() => { document.body.style.background = '#00a000'; }")
    shows(whole, (0, 160, 0), least=0.01)
    whole.agent.page.wait_for_function("() => pictures > 5")
    assert whole.agent.page.evaluate("seen") == 0
    whole.agent.page.screenshot(path=pictures / "session-whole-masked.png")


def test_stop_ends_it_for_both(whole):
    whole.in_panel("[data-act=stop]", "click")
    whole.citizen.page.wait_for_selector("[data-part=ended]:visible")
    whole.agent.page.wait_for_selector("text=La persona l'ha aturada")
    assert not whole.agent.page.is_visible("[data-screen]")
    assert whole.citizen.page.evaluate("tracks.every((each) => each.readyState === 'ended')")


def test_f5_connects_afresh_and_goes_on_showing(whole, screen):
    citizen = whole.citizen.page
    sockets = []
    citizen.on("websocket", lambda each: sockets.append(each.url))
    citizen.bring_to_front()
    citizen.evaluate("window.kept = true")
    whole.agent.page.evaluate("document.querySelector('[data-picture]').width = 0")
    screen.click(citizen, "h2:visible")
    screen.do("key", "F5")
    whole.agent.page.wait_for_function(
        "() => document.querySelector('[data-picture]').width > 0", timeout=3_000
    )
    shows(whole, BLUE)
    assert len(sockets) == 1
    assert citizen.evaluate("kept")
    assert citizen.evaluate("tracks.length") == 1


def test_closing_the_page_takes_the_picture_away_and_ends_it(whole, screen):
    citizen = whole.citizen.page
    citizen.on("dialog", lambda dialog: dialog.accept())
    citizen.bring_to_front()
    citizen.close(run_before_unload=True)
    whole.agent.page.wait_for_selector("[data-screen]", state="hidden", timeout=3_000)
    whole.agent.page.wait_for_selector("text=no ha tornat", timeout=45_000)


@pytest.mark.parametrize("kind, name", [("tab", "una pestanya"), ("window", "una finestra")])
def test_a_closed_window_ends_what_showed_it(playwright, screen, viewing, shared, kind, name):
    flag = f"--auto-select-{kind}-capture-source-by-title=Finestra del tr"
    with meeting(playwright, screen, viewing, shared, flag) as pair:
        press(screen, pair, "window")
        shows(pair, RED, least=0.7)
        pair.agent.page.wait_for_selector(f"text={name}")
        pair.window.close()
        pair.citizen.page.wait_for_selector("[data-part=ended]:visible")
        pair.agent.page.wait_for_selector("text=des del navegador")


def test_a_no_in_the_picker_is_kind_and_one_may_try_again(playwright, screen, viewing, shared):
    with meeting(
        playwright, screen, viewing, shared, ENTIRE, "--use-fake-ui-for-media-stream=deny"
    ) as pair:
        citizen = pair.citizen.page
        citizen.bring_to_front()
        screen.click(citizen, "[data-share=screen]")
        citizen.wait_for_selector("text=No s'ha compartit res")
        assert citizen.is_visible("[data-share=window]") and citizen.is_visible("[data-share=screen]")
        screen.click(citizen, "[data-share=window]")
        citizen.wait_for_selector("text=No s'ha compartit res")
        assert pair.agent.page.is_visible("text=La persona tria què ensenya.")

"""A telephone, which can't share its screen: it is told so, and offers the camera and the chat."""

import contextlib

import pytest
from axe_playwright_python.sync_playwright import Axe

import browsing
import sharing

# What a telephone's browser has not; and which camera was asked for is noted.
TELEPHONE = """
  delete MediaDevices.prototype.getDisplayMedia;
  delete window.documentPictureInPicture;
  window.wishes = [];
  const camera = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (wish) => { wishes.push(wish); return camera(wish); };
"""
HANDSET = {
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/150.0.0.0 Mobile Safari/537.36",
}
# A sum over the picture: it differs when the picture has moved.
SUM = """
  () => {
    const canvas = document.querySelector("[data-picture]");
    if (!canvas.width || canvas.closest("[hidden]")) return 0;
    const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let at = 0; at < data.length; at += 64) sum += data[at] + 2 * data[at + 1] + at % 7 * data[at + 2];
    return sum;
  }
"""




def drag(page):
    """A finger over the picture."""
    box = page.locator("[data-preview]").bounding_box()
    hand = page.context.new_cdp_session(page)
    for kind, part in (("touchStart", 0.2), ("touchMove", 0.4), ("touchMove", 0.6), ("touchEnd", None)):
        points = [] if part is None else [
            {"x": box["x"] + box["width"] * part, "y": box["y"] + box["height"] * part}
        ]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    hand.detach()


@pytest.fixture(scope="module")
def carrying(playwright):
    with sharing.chromium(playwright, "--use-fake-device-for-media-stream") as browser:
        yield browser


@contextlib.contextmanager
def meeting(browser, server, permissions):
    with (
        browsing.window(browser, server.url, browsing.DESK) as agent,
        browsing.window(
            browser, server.url, browsing.PHONE, permissions=permissions, **HANDSET
        ) as citizen,
    ):
        citizen.page.add_init_script(TELEPHONE)
        pair = sharing.Pair(citizen, agent)
        pair.join(pair.open())
        pair.compare()
        citizen.page.wait_for_selector("[data-part=choose]:visible")
        yield pair


def test_a_telephone_shows_a_paper_with_its_camera(carrying, shared, pictures):
    with meeting(carrying, shared, ["camera"]) as pair:
        page, agent = pair.citizen.page, pair.agent.page
        page.wait_for_selector("text=Aquest aparell no deixa ensenyar la pantalla")
        assert not page.is_visible("[data-share=window]")
        assert not page.is_visible("[data-share=screen]")
        page.tap("[data-share=camera]")
        page.wait_for_selector("[data-part=sharing]:visible")
        page.wait_for_selector("text=Apunteu la càmera al paper")
        assert not page.is_visible("[data-act=change]")
        # A finger that goes past the picture hides nothing, until hiding has been asked for.
        drag(page)
        assert page.locator(".panel-mask").count() == 0
        page.tap("[data-hide] summary")
        drag(page)
        page.wait_for_selector(".panel-mask")
        page.tap("[data-band=none]")
        assert page.evaluate("wishes.map((wish) => wish.video.facingMode)") == ["environment"]
        agent.wait_for_selector("text=la càmera")
        agent.wait_for_function(f"() => ({SUM})() > 0")
        first = agent.evaluate(SUM)
        agent.wait_for_function(f"(first) => ({SUM})() !== first", arg=first)
        page.screenshot(path=pictures / "session-phone.png", full_page=True)
        agent.screenshot(path=pictures / "session-phone-agent.png")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        pair.citizen.check()
        assert Axe().run(page).response["violations"] == []


def test_without_a_camera_there_is_the_chat(carrying, shared):
    with meeting(carrying, shared, []) as pair:
        page = pair.citizen.page
        page.tap("[data-share=camera]")
        page.wait_for_selector("text=No s'ha compartit res. Si voleu, torneu-ho a provar")
        assert page.is_visible("[data-share=camera]")
        page.fill("#talk-text", "No em deixa triar l'arxiu")
        page.press("#talk-text", "Enter")
        pair.agent.page.wait_for_selector("[data-talk-log] >> text=No em deixa triar l'arxiu")

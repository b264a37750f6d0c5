"""Who can't follow gets less, and more again: the rate, then the frames, then the size."""

import time
from socket import SO_RCVBUF, SOL_SOCKET

import pytest

import browsing
import sharing

# Pictures that no codec makes small.
NOISE = """
  () => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas.style, {position: "fixed", inset: 0, inlineSize: "100%", blockSize: "100%", zIndex: 99, pointerEvents: "none"});
    Object.assign(canvas, {width: 500, height: 400});
    document.body.append(canvas);
    const context = canvas.getContext("2d");
    const image = context.createImageData(500, 400);
    const words = new Uint32Array(image.data.buffer);
    let turn = 0;
    setInterval(() => {
      if (window.isCalm) {
        context.fillStyle = turn++ % 2 ? "#c00000" : "#0000c0";
        return context.fillRect(0, 0, 40, 40);
      }
      for (let i = 0; i < words.length; i += 1) words[i] = (Math.random() * 0xffffff) | 0xff000000;
      context.putImageData(image, 0, 0);
    }, 60);
  }
"""
WIDTH = "document.querySelector('[data-picture]').width"


class SlowCable(sharing.Cable):
    """A line of which so many bytes a second come from the server; None is as fast as may be."""

    bytes_a_second = None

    def _carry(self, source, sink, heard):
        if source.getpeername()[1] == self.port:
            source = Slowed(source, self)
        super()._carry(source, sink, heard)


class Slowed:
    """A socket that is read slowly, and with a small buffer in which little waits."""

    def __init__(self, socket, cable):
        self.socket = socket
        self.cable = cable
        socket.setsockopt(SOL_SOCKET, SO_RCVBUF, 8_192)

    def recv(self, count):
        rate = self.cable.bytes_a_second
        if rate is None:
            self.socket.setsockopt(SOL_SOCKET, SO_RCVBUF, 200_000)
            return self.socket.recv(count)
        data = self.socket.recv(max(1, rate // 20))
        time.sleep(len(data) / rate)
        return data

    def shutdown(self, how):
        self.socket.shutdown(how)


@pytest.fixture(scope="module")
def capturing(playwright):
    with sharing.chromium(playwright, "--auto-accept-this-tab-capture") as browser:
        yield browser


@pytest.fixture
def page(browser, shared):
    with browsing.window(browser, shared.url) as window:
        window.open("/assist")
        yield window.page


PACE = """
  async (events) => {
    const {Pace} = await import("/web/scripts/relay/pace.js");
    const pace = new Pace();
    const seen = [pace.now];
    for (const [what, at, more] of events) {
      if (what === "ack") pace.acknowledged(more, at);
      if (what === "slower") pace.slower(at);
      if (what === "frame") { pace.skips(more, at); if (pace.isOverloaded(at)) pace.slower(at); }
      if (seen.at(-1) !== pace.now) seen.push(pace.now);
    }
    return seen;
  }
"""


def test_the_rate_goes_down_first_then_the_frames_then_the_size(page):
    steps = page.evaluate(PACE, [["slower", 2_000 * turn] for turn in range(1, 9)])
    for name in ("bitrate", "framerate", "scale"):
        values = [step[name] for step in steps]
        assert values == sorted(values, reverse=True)
    scales = [step["scale"] for step in steps]
    assert scales[:4] == [1, 1, 1, scales[3]] and scales[-1] < 1
    assert steps[1]["bitrate"] < steps[0]["bitrate"]


@pytest.mark.parametrize(
    "events, count",
    [
        # One late acknowledgement is enough; a second within the same second changes nothing.
        ([["ack", 2_000, 900], ["ack", 2_500, 900]], 2),
        # Who follows gets more, but not at once.
        ([["slower", 2_000, 0], ["ack", 5_000, 50], ["ack", 9_900, 50]], 2),
        ([["slower", 2_000, 0], ["ack", 10_100, 50]], 3),
        # An encoder or a line that is full for a moment is no reason, for more than a second is.
        ([["frame", 2_000, {"queue": 3, "waitingBytes": 0}], ["frame", 2_500, {"queue": 0, "waitingBytes": 0}], ["frame", 3_500, {"queue": 3, "waitingBytes": 0}]], 1),
        ([["frame", 2_000, {"queue": 0, "waitingBytes": 400_000}], ["frame", 3_100, {"queue": 0, "waitingBytes": 400_000}]], 2),
        ([["frame", 2_000, {"queue": 3, "waitingBytes": 0}], ["frame", 3_100, {"queue": 3, "waitingBytes": 0}]], 2),
    ],
)
def test_what_changes_the_pace(page, events, count):
    assert len(page.evaluate(PACE, events)) == count


def test_a_slow_viewer_gets_a_smaller_picture_and_a_whole_one_again(capturing, shared):
    with (
        SlowCable(shared.port) as cable,
        browsing.window(capturing, cable.url, browsing.DESK) as agent,
        browsing.window(capturing, shared.url, {"width": 1000, "height": 800}) as citizen,
    ):
        citizen.page.add_init_script(sharing.OWN_TAB)
        pair = sharing.Pair(citizen, agent)
        pair.meet()
        citizen.page.evaluate(NOISE)
        agent.page.wait_for_function(f"() => {WIDTH} > 900")
        whole = agent.page.evaluate(WIDTH)
        cable.bytes_a_second = 30_000
        agent.page.wait_for_function(f"() => {WIDTH} < {whole} * .8", timeout=60_000)
        # The capture itself has been slowed down, and no picker was asked for it.
        captured = citizen.page.evaluate("tracks[0].getSettings()")
        assert captured["frameRate"] <= 6
        cable.bytes_a_second = None
        # Noise is hard work for a machine that has others; a form that is filled in is not.
        citizen.page.evaluate("() => { window.isCalm = true; }")
        agent.page.wait_for_function(f"() => {WIDTH} >= {whole} * .95", timeout=90_000)
        assert citizen.page.evaluate("tracks.length") == 1

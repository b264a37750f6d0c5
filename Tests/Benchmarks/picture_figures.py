"""How old a shared picture is when it has been decoded: text of 1280×800, 15 pictures a second.

Each picture carries its number as a row of black and white squares. `bare` is the browser's encoder
and decoder in one page; `ours` is the whole way: encrypted, through the relay, decrypted by another
browser. Both begin where the picture is drawn and end where it is drawn again.
"""

import os
import pathlib
import statistics
import sys
import tempfile

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/EndToEndTests"))

import program  # noqa: E402
import sharing  # noqa: E402

SECONDS = int(os.environ.get("SECONDS_EACH", 8))
CODECS = {
    "H.264": "avc1.42E028",
    "AV1": "av01.0.05M.08",
    "VP9": "vp09.00.31.08",
    "VP8": "vp8",
    "stills": "none",
}
# A page of text in which somebody types, or which is scrolled; `drawnAt` says when which was drawn.
SOURCE = """
  window.drawnAt = [];
  window.source = (way) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, {width: 1280, height: 800});
    const context = canvas.getContext("2d", {alpha: false});
    const line = (y) => Array.from({length: 26}, (_, x) => "tràmit " + ((y * 31 + x * 17) % 997)).join(" ");
    let typed = "";
    const draw = () => {
      const number = drawnAt.length % 65536;
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, 1280, 800);
      context.fillStyle = "#17212b";
      context.font = "14px monospace";
      const by = way === "scroll" ? number * 7 : 0;
      for (let y = 0; y < 42; y += 1) context.fillText(line(y + Math.floor(by / 18)), 8, 60 + y * 18 - by % 18);
      if (way === "type") {
        typed = (typed + "abcdefghij"[number % 10]).slice(-120);
        context.fillStyle = "#ffffff";
        context.fillRect(0, 380, 1280, 40);
        context.fillStyle = "#17212b";
        context.fillText(typed, 8, 405);
      }
      for (let bit = 0; bit < 16; bit += 1) {
        context.fillStyle = number >> bit & 1 ? "#ffffff" : "#000000";
        context.fillRect(bit * 40, 0, 40, 32);
      }
      drawnAt.push(performance.timeOrigin + performance.now());
    };
    draw();
    setInterval(draw, 1000 / 15);
    return canvas.captureStream();
  };
"""
CITIZEN = SOURCE + """
  window.mediaBytes = 0;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (typeof data !== "string" && data[0] <= 4) mediaBytes += data.length;
    return send.call(this, data);
  };
  navigator.mediaDevices.getDisplayMedia = async () => source(WAY);
  const supports = VideoEncoder.isConfigSupported.bind(VideoEncoder);
  VideoEncoder.isConfigSupported = async (config) =>
    config.codec === CODEC ? supports(config) : {supported: false};
"""
READ = """
  window.seenAt = [];
  window.look = (context) => {
    const at = performance.timeOrigin + performance.now();
    const {data} = context.getImageData(0, 16, 640, 1);
    let number = 0;
    for (let bit = 0; bit < 16; bit += 1) if (data[(bit * 40 + 20) * 4] > 127) number |= 1 << bit;
    seenAt.push([number, at]);
  };
"""
AGENT = READ + """
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...all) {
    draw.apply(this, all);
    if (this.canvas.matches?.("[data-picture]")) look(this);
  };
"""
# The same configuration as ours, and nothing between encoder and decoder.
BARE = """
  async ([codec, way]) => {
    const {encoderConfig} = await import("/web/scripts/relay/codecs.js");
    const canvas = Object.assign(document.createElement("canvas"), {width: 1280, height: 800});
    const context = canvas.getContext("2d", {alpha: false});
    const decoder = new VideoDecoder({
      output: (frame) => { context.drawImage(frame, 0, 0); look(context); frame.close(); },
      error: () => {},
    });
    decoder.configure({codec, optimizeForLatency: true});
    const encoder = new VideoEncoder({output: (chunk) => decoder.decode(chunk), error: () => {}});
    encoder.configure(encoderConfig(codec, {width: 1280, height: 800, bitrate: 1_200_000, framerate: 15}));
    const [track] = source(way).getVideoTracks();
    const reader = new MediaStreamTrackProcessor({track, maxBufferSize: 2}).readable.getReader();
    let isFirst = true;
    for (;;) {
      const {value} = await reader.read();
      if (encoder.encodeQueueSize <= 1) encoder.encode(value, {keyFrame: isFirst});
      isFirst = false;
      value.close();
    }
  }
"""


def ages(drawn, seen):
    """Milliseconds from drawn to seen, each picture once; the first ones only warm up."""
    first = {}
    for number, at in seen:
        first.setdefault(number, at)
    return sorted(at - drawn[number] for number, at in first.items() if 15 < number < len(drawn))


def told(ages):
    if len(ages) < 10:
        return "–"
    p95 = ages[int(len(ages) * 0.95)]
    return f"{statistics.median(ages):6.1f} / {p95:6.1f} ms"


def bare(browser, base, codec, way):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(SOURCE + READ)
    page.goto(base + "/assist")
    page.evaluate(f"(wish) => {{ ({BARE})(wish); }}", [codec, way])
    page.wait_for_timeout(SECONDS * 1000)
    found = ages(page.evaluate("drawnAt"), page.evaluate("seenAt"))
    context.close()
    return found


def ours(browser, base, codec, way):
    script = CITIZEN.replace("CODEC", repr(codec)).replace("WAY", repr(way))
    with sharing.pair(browser, base, script=script) as pair:
        pair.agent.page.add_init_script(AGENT)
        pair.meet()
        pair.agent.page.wait_for_function("() => seenAt.length > 3")
        before = pair.citizen.page.evaluate("mediaBytes")
        pair.citizen.page.wait_for_timeout(SECONDS * 1000)
        rate = (pair.citizen.page.evaluate("mediaBytes") - before) * 8 / SECONDS / 1000
        drawn = pair.citizen.page.evaluate("drawnAt")
        return ages(drawn, pair.agent.page.evaluate("seenAt")), rate


def main():
    base = ROOT / ".build/benchmarks"
    base.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=base) as folder, sync_playwright() as playwright:
        data = pathlib.Path(folder) / "data"
        program.Serving("demo", data, "--contacts", 200, "--json").stop()
        server = program.Serving("serve", data, "--rate-limits", "off")
        print(f"{'drawn → decoded, P50 / P95':<28} {'bare':>19} {'ours':>19} {'pictures/s':>11} {'kbit/s':>8}")
        try:
            with sharing.chromium(playwright) as browser:
                for name, codec in CODECS.items():
                    for way in ("type", "scroll"):
                        alone = [] if codec == "none" else bare(browser, server.url, codec, way)
                        found, rate = ours(browser, server.url, codec, way)
                        print(
                            f"{name + ', ' + way:<28} {told(alone):>19} {told(found):>19} "
                            f"{len(found) / SECONDS:>11.1f} {rate:>8,.0f}",
                            flush=True,
                        )
        finally:
            server.stop()


if __name__ == "__main__":
    main()

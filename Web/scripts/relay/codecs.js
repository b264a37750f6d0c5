// Which codecs this browser can really use, found by asking it, best first.
const h264 = "avc1.42E028";
const av1 = "av01.0.05M.08";
const candidates = [
  // Level 4.0: the level of 720p fails at 1280×800. Annex B, so that a late viewer needs only a key.
  { codec: h264, avc: { format: "annexb" } },
  { codec: av1, contentHint: "text" },
  { codec: "vp09.00.31.08" },
  { codec: "vp8" },
];
const stills = ["still/webp", "still/jpeg"];
const probeSize = { width: 1280, height: 800 };
const probeFrames = 6;
const frameMillisecondsMax = 50;

export function encoderConfig(codec, { width, height, bitrate, framerate }) {
  const candidate = candidates.find((candidate) => candidate.codec === codec);
  return { ...candidate, width, height, bitrate, framerate, latencyMode: "realtime" };
}

/** Codecs that can be encoded. AV1 in software is too slow for some machines: there it comes last. */
export async function encodable() {
  const found = [];
  if ("VideoEncoder" in globalThis) {
    for (const { codec } of candidates) {
      const config = encoderConfig(codec, { ...probeSize, bitrate: 1_000_000, framerate: 15 });
      if (await supports(VideoEncoder, config)) found.push(codec);
    }
  }
  const isTried = found[0] === av1 && !await keepsUp(av1);
  return [...(isTried ? [...found.slice(1), av1] : found), ...stills];
}

/** Whether a codec does twenty pictures of text a second here, tried on a few. */
async function keepsUp(codec) {
  const canvas = new OffscreenCanvas(probeSize.width, probeSize.height);
  const context = canvas.getContext("2d", { alpha: false });
  const encoder = new VideoEncoder({ output: () => {}, error: () => {} });
  const encode = (turn) => {
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = "#17212b";
    for (let y = 20; y < canvas.height; y += 20) context.fillText(`${turn * y} `.repeat(40), 10, y);
    const frame = new VideoFrame(canvas, { timestamp: turn * frameMillisecondsMax * 1000 });
    encoder.encode(frame, { keyFrame: turn === 0 });
    frame.close();
  };
  try {
    encoder.configure(encoderConfig(codec, { ...probeSize, bitrate: 1_000_000, framerate: 15 }));
    encode(0);
    await encoder.flush();
    const began = performance.now();
    for (let turn = 1; turn <= probeFrames; turn += 1) encode(turn);
    await encoder.flush();
    return performance.now() - began < probeFrames * frameMillisecondsMax;
  } catch {
    return false;
  } finally {
    if (encoder.state !== "closed") encoder.close();
  }
}

/** Codecs that can be decoded. */
export async function decodable() {
  const found = [];
  if ("VideoDecoder" in globalThis) {
    for (const { codec } of candidates) {
      const config = { codec, codedWidth: probeSize.width, codedHeight: probeSize.height };
      if (await supports(VideoDecoder, config)) found.push(codec);
    }
  }
  return [...found, ...stills];
}

async function supports(coder, config) {
  try {
    return (await coder.isConfigSupported(config)).supported === true;
  } catch {
    return false;
  }
}

/** The first of the sharer's codecs that every viewer takes. */
export function choose(sends, viewers) {
  return sends.find((codec) => viewers.every((takes) => takes.includes(codec))) ?? "still/jpeg";
}

export const isStill = (codec) => codec.startsWith("still/");

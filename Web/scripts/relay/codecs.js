// Which codecs this browser can really use, found by asking it, best first.
const candidates = [
  // Level 4.0: the level of 720p fails at 1280×800. Annex B, so that a late viewer needs only a key.
  { codec: "avc1.42E028", avc: { format: "annexb" } },
  { codec: "av01.0.05M.08", contentHint: "text" },
  { codec: "vp09.00.31.08" },
  { codec: "vp8" },
];
const stills = ["still/webp", "still/jpeg"];
const probeSize = { width: 1280, height: 800 };

export function encoderConfig(codec, { width, height, bitrate, framerate }) {
  const candidate = candidates.find((candidate) => candidate.codec === codec);
  return { ...candidate, width, height, bitrate, framerate, latencyMode: "realtime" };
}

/** Codecs that can be encoded. Software AV1 is too slow on small machines to be offered first. */
export async function encodable() {
  const found = [];
  if ("VideoEncoder" in globalThis) {
    for (const { codec } of candidates) {
      const config = encoderConfig(codec, { ...probeSize, bitrate: 1_000_000, framerate: 15 });
      if (await supports(VideoEncoder, config)) found.push(codec);
    }
  }
  return [...found, ...stills];
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

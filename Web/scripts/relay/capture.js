// Frames of a captured track, in two ways: the track's own stream, or a video element's frames.

/** Calls `take(frame)` for each; `take` owns the frame and closes it. Returns what stops it. */
export function capture(track, take, { clock = () => window } = {}) {
  if ("MediaStreamTrackProcessor" in globalThis) return fromTrack(track, take);
  return fromElement(track, take, clock);
}

function fromTrack(track, take) {
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 2 }).readable.getReader();
  let isStopped = false;
  (async () => {
    while (!isStopped) {
      const { value, done } = await reader.read();
      if (done) return;
      if (isStopped) value.close(); else take(value);
    }
  })().catch(() => {});
  return () => {
    isStopped = true;
    reader.cancel().catch(() => {});
  };
}

function fromElement(track, take, clock) {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  video.play().catch(() => {});
  let isStopped = false;
  let lastAt = 0;
  const grab = () => {
    if (isStopped || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    lastAt = performance.now();
    take(new VideoFrame(video, { timestamp: Math.round(lastAt * 1000) }));
  };
  const onFrame = () => {
    grab();
    if (!isStopped) video.requestVideoFrameCallback(onFrame);
  };
  if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(onFrame);
  // A page behind another draws nothing and gets no such calls: a timer looks every so often. The
  // always-on-top panel, if there is one, has a clock that isn't slowed down.
  const owner = clock();
  const timer = owner.setInterval(() => { if (performance.now() - lastAt > 180) grab(); }, 100);
  return () => {
    isStopped = true;
    owner.clearInterval(timer);
    video.srcObject = null;
  };
}

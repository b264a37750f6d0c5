// How much to send: goes down at once when somebody can't follow, and up again slowly. Pure.
const steps = [
  { bitrate: 2_500_000, framerate: 20, scale: 1 },
  { bitrate: 1_200_000, framerate: 15, scale: 1 },
  { bitrate: 600_000, framerate: 12, scale: 1 },
  { bitrate: 300_000, framerate: 8, scale: 1 },
  { bitrate: 200_000, framerate: 6, scale: 0.75 },
  { bitrate: 120_000, framerate: 4, scale: 0.5 },
];
const downMilliseconds = 1_000;
const upMilliseconds = 8_000;
const waitingBytesMax = 300_000;
const behindMillisecondsMax = 500;
const overloadedMillisecondsMax = 1_000;

export class Pace {
  #step = 1;
  #changedAt = 0;
  #lastFrameAt = -Infinity;
  #overloadedSince = null;

  get now() { return steps[this.#step]; }

  /** Somebody can't follow. Returns whether the step has changed. */
  slower(at) {
    if (at - this.#changedAt < downMilliseconds || this.#step === steps.length - 1) {
      if (this.#step === steps.length - 1) this.#changedAt = at;
      return false;
    }
    this.#step += 1;
    this.#changedAt = at;
    return true;
  }

  /** Everything is well. Returns whether the step has changed. */
  faster(at) {
    if (at - this.#changedAt < upMilliseconds || this.#step === 0) return false;
    this.#step -= 1;
    this.#changedAt = at;
    return true;
  }

  /** A viewer's picture is this old. */
  acknowledged(behindMilliseconds, at) {
    return behindMilliseconds > behindMillisecondsMax ? this.slower(at) : this.faster(at);
  }

  /** Whether this machine or its line has had too much to do for a while. */
  isOverloaded(at) { return this.#overloadedSince !== null && at - this.#overloadedSince > overloadedMillisecondsMax; }

  /** Whether a frame is to be left out now; takes note when it isn't. */
  skips({ queue, waitingBytes }, at) {
    // A tenth less, because frames never come quite evenly.
    const isEarly = at - this.#lastFrameAt < 900 / this.now.framerate;
    const isOverloaded = queue > 1 || waitingBytes > waitingBytesMax;
    this.#overloadedSince = isOverloaded ? this.#overloadedSince ?? at : null;
    if (isEarly || isOverloaded) return true;
    this.#lastFrameAt = at;
    return false;
  }
}

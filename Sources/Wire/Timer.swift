internal import Glibc

/// Waits that need no thread of the global pool.
public enum Timer {
  /// Waits on the caller's event loop, or on a loop of its own if the caller has none.
  ///
  /// - Parameter duration: How long; zero or less returns at once.
  /// - Throws: `CancellationError` as soon as the task is cancelled.
  public static func sleep(for duration: Duration) async throws {
    try Task.checkCancellation()
    guard duration > .zero, let loop = EventLoop.current ?? spare else { return }
    let gate = Gate()
    let deadline = nanoseconds() &+ nanoseconds(of: duration)
    loop.perform { loop.open(gate, at: deadline) }
    await gate.wait()
    try Task.checkCancellation()
  }

  /// The loop for those who sleep elsewhere.
  private static let spare: EventLoop? = try? EventLoopGroup(count: 1).loops[0]

  /// A clock that never goes back, in nanoseconds.
  package static func nanoseconds() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  /// A duration as whole nanoseconds: none below zero, none above a century.
  package static func nanoseconds(of duration: Duration) -> UInt64 {
    let (seconds, attoseconds) = duration.components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    return UInt64(min(seconds, 3_155_760_000)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
  }
}

internal import CLinux
internal import Glibc
internal import Synchronization

/// Tells when the program should end: SIGTERM from the system, SIGINT from the keyboard.
///
/// A handler catches them: while they are ignored or blocked for the sake of a dispatch source,
/// there are moments in which a thread takes one and drops it. Any thread; make only one.
public final class StopSignals: Sendable {
  private let stop = Mutex<(@Sendable () -> Void)?>(nil)

  /// Begins to listen; until ``whenAsked(_:)`` a signal ends the program at once.
  ///
  /// - Throws: ``WireError/system(call:code:)``.
  public init() throws(WireError) {
    guard clinux_catch_stop() == 0 else { throw .system(call: "sigaction", code: errno) }
    try startLoneThread("signals") { [self] in wait() }
  }

  /// Says what to do at each signal from now on; it runs on a thread of its own.
  public func whenAsked(_ stop: @escaping @Sendable () -> Void) {
    self.stop.withLock { $0 = stop }
  }

  private func wait() {
    while true {
      let number = clinux_wait_stop()
      // As a shell tells an end by a signal.
      guard let stop = stop.withLock({ $0 }) else { _exit(128 + number) }
      stop()
    }
  }
}

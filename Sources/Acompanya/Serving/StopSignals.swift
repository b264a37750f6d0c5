import Dispatch
import Glibc

/// Tells when the program should end: SIGTERM from the system, SIGINT from the keyboard.
final class StopSignals {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter stop: Called on a thread of its own, at each signal.
  init(_ stop: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "signals")
    sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler(handler: stop)
      source.activate()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }
}

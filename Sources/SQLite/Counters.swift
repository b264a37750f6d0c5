internal import Synchronization

/// The statistics that threads share.
///
/// Any thread; guarded by `statistics`.
final class Counters: Sendable {
  private let statistics = Mutex(Statistics())

  /// The figures now.
  var now: Statistics { statistics.withLock { $0 } }

  func change(_ body: (inout sending Statistics) -> Void) {
    statistics.withLock { body(&$0) }
  }
}

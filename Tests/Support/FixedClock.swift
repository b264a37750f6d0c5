public import Basics
import Synchronization

/// A clock that stands until a test moves it.
///
/// Any thread; guarded by `moment`.
public final class FixedClock: Sendable {
  private let moment: Mutex<Moment>

  /// Stops at a moment.
  public init(_ moment: Moment) {
    self.moment = Mutex(moment)
  }

  /// The moment at which it stands.
  public var now: Moment { moment.withLock { $0 } }

  /// Moves it on.
  public func advance(by duration: Duration) {
    moment.withLock { $0 = $0 + duration }
  }

  /// Sets it.
  public func set(_ moment: Moment) {
    self.moment.withLock { $0 = moment }
  }
}

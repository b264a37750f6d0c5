import Glibc
import SwiftOverlayShims

/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// The domain takes moments as parameters; only a shell asks the clock with ``now()``.
public struct Moment: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z, negative before.
  public let milliseconds: Int64

  /// A moment by its milliseconds since 1970-01-01T00:00:00Z.
  @inlinable
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// A moment by its whole seconds since 1970-01-01T00:00:00Z.
  ///
  /// Seconds beyond what milliseconds can hold stop at the last representable moment.
  @inlinable
  public init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    self.milliseconds = overflow ? (seconds < 0 ? .min : .max) : product
  }

  /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
  @inlinable public var seconds: Int64 {
    milliseconds >= 0 ? milliseconds / 1000 : (milliseconds + 1) / 1000 - 1
  }

  /// What the system's clock says now.
  public static func now() -> Moment {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Whether the left moment is the earlier one.
  @inlinable
  public static func < (earlier: Moment, later: Moment) -> Bool {
    earlier.milliseconds < later.milliseconds
  }
}

public import Basics

/// One immutable version of a month's published figures.
public struct Publication: Sendable, Equatable {
  /// How final the figures are.
  public enum Status: String, Sendable {
    /// Late ratings and reopened cases may still change them.
    case provisional = "P"
    /// They stay.
    case definitive = "A"
  }

  /// The month.
  public let month: CivilMonth
  /// 1 or more; 0 is the running count of a month that hasn't been published.
  public let version: Int
  /// How final it is.
  public let status: Status
  /// Events recorded after this moment are not counted.
  public let asOf: Moment

  /// Describes a version.
  public init(month: CivilMonth, version: Int, status: Status, asOf: Moment) {
    self.month = month
    self.version = version
    self.status = status
    self.asOf = asOf
  }
}

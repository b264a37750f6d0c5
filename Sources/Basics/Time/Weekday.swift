/// A day of the week, numbered as ISO 8601 does.
public enum Weekday: Int, Sendable, CaseIterable, Comparable {
  /// Day 1.
  case monday = 1
  /// Day 2.
  case tuesday
  /// Day 3.
  case wednesday
  /// Day 4.
  case thursday
  /// Day 5.
  case friday
  /// Day 6.
  case saturday
  /// Day 7.
  case sunday

  /// Whether the left day comes first in a week that starts on Monday.
  public static func < (earlier: Weekday, later: Weekday) -> Bool {
    earlier.rawValue < later.rawValue
  }
}

/// A time of day on the wall, from 00:00 to 24:00, to the second.
///
/// 24:00 exists so that a span can end at the end of its day; nothing starts then.
public struct CivilTime: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Seconds on the wall since 00:00, 0–86,400.
  public let secondOfDay: Int

  /// 00:00.
  public static let midnight = CivilTime(checked: 0)
  /// 24:00, the end of a day.
  public static let endOfDay = CivilTime(checked: 86_400)

  /// A time by its parts, or nil if no clock shows it; 24:00:00 is the only time of hour 24.
  public init?(hour: Int, minute: Int, second: Int = 0) {
    guard (0...24).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
      return nil
    }
    self.init(secondOfDay: hour * 3600 + minute * 60 + second)
  }

  /// A time by its seconds since 00:00, or nil outside 0–86,400.
  public init?(secondOfDay: Int) {
    guard (0...86_400).contains(secondOfDay) else { return nil }
    self.init(checked: secondOfDay)
  }

  /// A time written `HH:MM` or `HH:MM:SS`, and nothing else; nil otherwise.
  public init?(_ text: String) {
    let bytes = text.utf8.span
    guard bytes.count == 5 || bytes.count == 8, let hour = bytes.number(at: 0, digits: 2),
      bytes[2] == ascii(":"), let minute = bytes.number(at: 3, digits: 2)
    else { return nil }
    guard bytes.count == 8 else {
      self.init(hour: hour, minute: minute)
      return
    }
    guard bytes[5] == ascii(":"), let second = bytes.number(at: 6, digits: 2) else { return nil }
    self.init(hour: hour, minute: minute, second: second)
  }

  init(checked secondOfDay: Int) {
    self.secondOfDay = secondOfDay
  }

  /// The hour, 0–24.
  public var hour: Int { secondOfDay / 3600 }
  /// The minute of the hour, 0–59.
  public var minute: Int { secondOfDay / 60 % 60 }
  /// The second of the minute, 0–59.
  public var second: Int { secondOfDay % 60 }

  /// Whether the left time is the earlier one.
  public static func < (earlier: CivilTime, later: CivilTime) -> Bool {
    earlier.secondOfDay < later.secondOfDay
  }

  /// The time as `HH:MM`, with `:SS` only where seconds are not zero.
  public var description: String {
    String(ascii: 8) {
      $0.append(decimal: hour, digits: 2)
      $0.append(ascii(":"))
      $0.append(decimal: minute, digits: 2)
      guard second != 0 else { return }
      $0.append(ascii(":"))
      $0.append(decimal: second, digits: 2)
    }
  }
}

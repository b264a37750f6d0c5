/// What a calendar and a clock on the wall show together, to the millisecond, in no zone.
public struct CivilDateTime: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The date on the calendar.
  public let date: CivilDate
  /// Seconds on the wall since 00:00, 0–86,399.
  public let secondOfDay: Int
  /// Milliseconds of the second, 0–999.
  public let millisecond: Int

  init(localMilliseconds: Int64) {
    let day = localMilliseconds.flooredQuotient(by: 86_400_000)
    let rest = Int(localMilliseconds &- day &* 86_400_000)
    date = CivilDate(dayNumber: Int(day))
    secondOfDay = rest / 1000
    millisecond = rest % 1000
  }

  /// The time on the wall, without the milliseconds.
  public var time: CivilTime { CivilTime(checked: secondOfDay) }
  /// The hour, 0–23.
  public var hour: Int { secondOfDay / 3600 }
  /// The minute of the hour, 0–59.
  public var minute: Int { secondOfDay / 60 % 60 }
  /// The second of the minute, 0–59.
  public var second: Int { secondOfDay % 60 }

  /// Whether the left reading is the earlier one, as read.
  public static func < (earlier: CivilDateTime, later: CivilDateTime) -> Bool {
    (earlier.date, earlier.secondOfDay, earlier.millisecond)
      < (later.date, later.secondOfDay, later.millisecond)
  }

  /// The reading as `yyyy-mm-ddTHH:MM:SS`, with `.mmm` only where milliseconds are not zero.
  public var description: String {
    String(ascii: 23) { $0.append(self) }
  }
}

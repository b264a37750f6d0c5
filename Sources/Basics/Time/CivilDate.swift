/// A date of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31, in no zone.
public struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  private let packedYear: Int16
  private let packedMonth: Int8
  private let packedDay: Int8

  /// The first date that can be held, 0001-01-01.
  public static let first = CivilDate(checkedYear: 1, month: 1, day: 1)
  /// The last date that can be held, 9999-12-31.
  public static let last = CivilDate(checkedYear: 9999, month: 12, day: 31)

  /// The year, 1–9999.
  public var year: Int { Int(packedYear) }
  /// The month of the year, 1–12.
  public var month: Int { Int(packedMonth) }
  /// The day of the month, 1–31.
  public var day: Int { Int(packedDay) }

  /// A date by its parts, or nil if there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.dayCount(year: year, month: month)
    else { return nil }
    self.init(checkedYear: year, month: month, day: day)
  }

  /// A date by its days since 1970-01-01; beyond the calendar's ends it stays at the end.
  public init(dayNumber: Int) {
    // Years are counted from 0000-03-01, so that the leap day is the last of its year.
    let days = min(max(dayNumber, -719_162), 2_932_896) + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * fromMarch + 2) / 5 + 1
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    self.init(checkedYear: year, month: month, day: day)
  }

  init(checkedYear year: Int, month: Int, day: Int) {
    packedYear = Int16(truncatingIfNeeded: year)
    packedMonth = Int8(truncatingIfNeeded: month)
    packedDay = Int8(truncatingIfNeeded: day)
  }

  /// Days since 1970-01-01, negative before.
  public var dayNumber: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted % 400
    let fromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * fromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Whether the left date is the earlier one.
  public static func < (earlier: CivilDate, later: CivilDate) -> Bool {
    earlier.order < later.order
  }

  private var order: Int { year << 9 | month << 5 | day }

  /// How many days the month has.
  static func dayCount(year: Int, month: Int) -> Int {
    guard month == 2 else { return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31 }
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  }
}

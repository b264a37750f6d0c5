/// A month of a year, from 0001-01 to 9999-12.
public struct CivilMonth: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The year, 1–9999.
  public let year: Int
  /// The month of the year, 1–12.
  public let month: Int

  /// A month by its parts, or nil if there is none such.
  public init?(year: Int, month: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    self.init(checkedYear: year, month: month)
  }

  /// A month written `yyyy-mm`, and nothing else; nil otherwise.
  public init?(_ text: String) {
    let bytes = text.utf8.span
    guard bytes.count == 7, let year = bytes.number(at: 0, digits: 4), bytes[4] == ascii("-"),
      let month = bytes.number(at: 5, digits: 2)
    else { return nil }
    self.init(year: year, month: month)
  }

  init(checkedYear year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  /// Its first day.
  public var first: CivilDate {
    CivilDate(checkedYear: year, month: month, day: 1)
  }

  /// Its last day.
  public var last: CivilDate {
    CivilDate(checkedYear: year, month: month, day: dayCount)
  }

  /// How many days it has, 28–31.
  public var dayCount: Int {
    CivilDate.dayCount(year: year, month: month)
  }

  /// Its days in order.
  public var days: [CivilDate] {
    (1...dayCount).map { CivilDate(checkedYear: year, month: month, day: $0) }
  }

  /// The month after.
  public var next: CivilMonth { adding(months: 1) }

  /// The month before.
  public var previous: CivilMonth { adding(months: -1) }

  /// The month `months` later, or earlier if negative; it stops at the calendar's ends.
  public func adding(months: Int) -> CivilMonth {
    let bounded = min(max(months, -120_000), 120_000)
    let index = min(max(year * 12 + month - 1 + bounded, 12), 9999 * 12 + 11)
    return CivilMonth(checkedYear: index / 12, month: index % 12 + 1)
  }

  /// Whether the left month is the earlier one.
  public static func < (earlier: CivilMonth, later: CivilMonth) -> Bool {
    (earlier.year, earlier.month) < (later.year, later.month)
  }

  /// The month as `yyyy-mm`.
  public var description: String {
    String(ascii: 7) {
      $0.append(decimal: year, digits: 4)
      $0.append(ascii("-"))
      $0.append(decimal: month, digits: 2)
    }
  }
}

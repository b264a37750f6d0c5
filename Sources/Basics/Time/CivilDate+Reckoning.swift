extension CivilDate {
  /// The day of the week.
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday; 719_162 days before it, 0001-01-01 was a Monday.
    switch (dayNumber + 719_162) % 7 {
    case 0: .monday
    case 1: .tuesday
    case 2: .wednesday
    case 3: .thursday
    case 4: .friday
    case 5: .saturday
    default: .sunday
    }
  }

  /// The date `days` later, or earlier if negative; it stops at the calendar's ends.
  public func adding(days: Int) -> CivilDate {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    return CivilDate(dayNumber: overflow ? (days < 0 ? .min : .max) : sum)
  }

  /// The day after.
  public var next: CivilDate {
    day < 28
      ? CivilDate(checkedYear: year, month: month, day: day + 1)
      : CivilDate(dayNumber: dayNumber + 1)
  }

  /// The day before.
  public var previous: CivilDate {
    day > 1
      ? CivilDate(checkedYear: year, month: month, day: day - 1)
      : CivilDate(dayNumber: dayNumber - 1)
  }

  /// The month it falls in.
  public var civilMonth: CivilMonth {
    CivilMonth(checkedYear: year, month: month)
  }

  /// A date written `yyyy-mm-dd`, and nothing else; nil otherwise.
  public init?(_ text: String) {
    let bytes = text.utf8.span
    guard bytes.count == 10, let year = bytes.number(at: 0, digits: 4), bytes[4] == ascii("-"),
      let month = bytes.number(at: 5, digits: 2), bytes[7] == ascii("-"),
      let day = bytes.number(at: 8, digits: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The date as `yyyy-mm-dd`.
  public var description: String {
    String(ascii: 10) { $0.append(self) }
  }
}

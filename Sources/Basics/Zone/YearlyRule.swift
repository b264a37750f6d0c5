/// The rule for every year after a file's table, as POSIX's `TZ` writes it (RFC 9636, 3.3).
struct YearlyRule: Sendable {
  typealias LocalTime = ZoneRules.LocalTime

  /// When in a year, and at which second of the wall's day, the clock is changed.
  struct Change: Sendable {
    enum Day: Sendable {
      /// `Jn`: day 1–365, where 29 February is never counted.
      case withoutLeapDay(Int)
      /// `n`: day 0–365, where it is.
      case withLeapDay(Int)
      /// `Mm.w.d`: the `w`-th weekday `d` of month `m`, the last if `w` is 5; Sunday is 0.
      case weekday(month: Int, week: Int, day: Int)
    }
    let day: Day
    let second: Int
  }

  struct Daylight: Sendable {
    let time: LocalTime
    let start: Change
    let end: Change
  }

  let standard: LocalTime
  let daylight: Daylight?

  /// The changes after a second and in years up to `lastYear`, in order.
  func changes(after second: Int64?, through lastYear: Int) -> [(at: Int64, to: LocalTime)] {
    guard let daylight else {
      // The table may end in another time than the one that the rule states for ever.
      return second.map { [($0, standard)] } ?? [(.min, standard)]
    }
    let firstYear = second.map { year(at: $0) } ?? 1900
    guard firstYear <= lastYear else { return [] }
    let all = (firstYear...lastYear).flatMap { changes(in: $0, daylight) }.sorted(by: Self.precedes)
    return all.filter { change in second.map { change.at > $0 } ?? true }
  }

  /// The period of a second beyond the table.
  func period(at second: Int64) -> ZoneRules.Period {
    guard let daylight else {
      return ZoneRules.Period(start: nil, end: nil, type: standard)
    }
    let year = year(at: second)
    let near = (year - 1...year + 1).flatMap { changes(in: $0, daylight) }.sorted(by: Self.precedes)
    let past = near.last { $0.at <= second }
    let future = near.first { $0.at > second }
    return ZoneRules.Period(start: past?.at, end: future?.at, type: past?.to ?? standard)
  }

  /// A whole year of daylight time ends when the next begins: the beginning must come last.
  private static func precedes(
    _ one: (at: Int64, to: LocalTime), _ other: (at: Int64, to: LocalTime)
  ) -> Bool {
    (one.at, one.to.isDaylight ? 1 : 0) < (other.at, other.to.isDaylight ? 1 : 0)
  }

  private func changes(in year: Int, _ daylight: Daylight) -> [(at: Int64, to: LocalTime)] {
    [
      (daylight.start.second(in: year) - Int64(standard.offset), daylight.time),
      (daylight.end.second(in: year) - Int64(daylight.time.offset), standard),
    ]
  }

  private func year(at second: Int64) -> Int {
    let local = second.addingReportingOverflow(Int64(standard.offset))
    let day = (local.overflow ? second : local.partialValue).flooredQuotient(by: 86_400)
    return min(max(CivilDate(dayNumber: Int(day)).year, 2), 9998)
  }
}

extension YearlyRule.Change {
  /// The second, on a wall that began in 1970, at which the change falls in `year`.
  func second(in year: Int) -> Int64 {
    Int64(dayNumber(in: year)) * 86_400 + Int64(second)
  }

  private func dayNumber(in year: Int) -> Int {
    let newYear = CivilDate(checkedYear: year, month: 1, day: 1).dayNumber
    switch day {
    case .withLeapDay(let day):
      return newYear + day
    case .withoutLeapDay(let day):
      let isLeap = CivilDate.dayCount(year: year, month: 2) == 29
      return newYear + day - (isLeap && day >= 60 ? 0 : 1)
    case .weekday(let month, let week, let weekday):
      let first = CivilDate(checkedYear: year, month: month, day: 1)
      let day = (weekday - first.weekday.rawValue % 7 + 7) % 7 + (week - 1) * 7
      let count = CivilDate.dayCount(year: year, month: month)
      return first.dayNumber + (day < count ? day : day - 7)
    }
  }
}

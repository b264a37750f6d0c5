import Basics
import Ticketing

extension Phrases {
  /// A week's hours as a table of day ranges: `De dilluns a divendres`, `de 8 a 20 h`.
  func week(_ hours: OpeningHours, today: Weekday) -> [(days: String, text: String, today: Bool)] {
    var runs: [(first: Weekday, last: Weekday, intervals: [OpenInterval])] = []
    for day in Weekday.allCases {
      let intervals = hours.weekly[day] ?? []
      if let last = runs.last, last.intervals == intervals {
        runs[runs.count - 1].last = day
      } else {
        runs.append((day, day, intervals))
      }
    }
    return runs.map { run in
      let from = text("dates.weekdays.\(run.first.rawValue)")
      let to = text("dates.weekdays.\(run.last.rawValue)")
      let days =
        run.first == run.last
        ? capitalised(from) : format("hours.dayRange", ["from": from, "to": to])
      let isToday = (run.first.rawValue...run.last.rawValue).contains(today.rawValue)
      return (days, spans(run.intervals), isToday)
    }
  }

  /// The dates with other hours in the next weeks.
  func exceptions(
    _ hours: OpeningHours,
    from today: CivilDate,
    days: Int
  ) -> [(day: String, text: String)] {
    (0..<days).compactMap { offset in
      let date = today.adding(days: offset)
      guard let exception = hours.exceptions[date],
        exception.intervals != hours.weekly[date.weekday] ?? []
      else { return nil }
      return (capitalised(day(date)), spans(exception.intervals))
    }
  }

  /// A day's intervals: `de 8 a 14 h i de 16 a 20 h`, or `tancat`.
  func spans(_ intervals: [OpenInterval]) -> String {
    guard !intervals.isEmpty else { return text("hours.closed") }
    return intervals.map { interval in
      format(
        "hours.span",
        ["from": hour(interval.from.secondOfDay), "to": hour(interval.to.secondOfDay)]
      )
    }.joined(separator: text("hours.and"))
  }
}

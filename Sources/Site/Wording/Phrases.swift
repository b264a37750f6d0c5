import Basics
import Templates
import Ticketing

/// Dates, times and windows as people say them in one language and zone.
struct Phrases {
  let texts: Texts
  let language: Language
  let zone: Zone

  private var code: String { language.rawValue }

  func text(_ key: String) -> String { texts.text(key, in: code) }

  func format(_ key: String, _ values: [String: String]) -> String {
    texts.format(key, values, in: code)
  }

  /// An hour without its unit: `8`, or `9:30`; in English, which has no unit, `8:00`.
  func hour(_ secondOfDay: Int) -> String {
    let minutes = secondOfDay / 60
    let rest = minutes % 60
    return rest == 0 && language != .english
      ? String(minutes / 60) : "\(minutes / 60):\(rest < 10 ? "0" : "")\(rest)"
  }

  func hour(_ moment: Moment) -> String { hour(zone.civil(at: moment).secondOfDay) }

  /// The hour at which something ends: midnight is the day's 24, never the next one's 0.
  func endHour(_ moment: Moment) -> String {
    let second = zone.civil(at: moment).secondOfDay
    return hour(second == 0 ? 24 * 3600 : second)
  }

  /// An hour with its unit: `20 h`.
  func clock(_ moment: Moment) -> String { format("dates.clock", ["hour": hour(moment)]) }

  /// A clock time to the minute: `9:42`.
  func time(_ moment: Moment) -> String {
    let minutes = zone.civil(at: moment).secondOfDay / 60
    let rest = minutes % 60
    return "\(minutes / 60):\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A clock time with its day, where that isn't today: `dilluns 9:42`, `4 de desembre 9:42`.
  func dayAndTime(_ moment: Moment, now: Moment) -> String {
    let date = zone.date(at: moment)
    let today = zone.date(at: now)
    if date == today { return time(moment) }
    let isNear = date > today && date < today.adding(days: 7)
    let day =
      isNear
      ? text("dates.weekdays.\(date.weekday.rawValue)")
      : "\(date.day) " + text("dates.monthsOf.\(date.month)")
    return day + " " + time(moment)
  }

  /// A day as people say it: `dimarts 24 de novembre`.
  func day(_ date: CivilDate) -> String {
    format(
      "dates.day",
      [
        "weekday": text("dates.weekdays.\(date.weekday.rawValue)"),
        "number": String(date.day), "monthOf": text("dates.monthsOf.\(date.month)"),
      ]
    )
  }

  /// A day with its year: `24 de novembre de 2026`.
  func dayOfYear(_ date: CivilDate) -> String {
    format(
      "dates.dayYear",
      [
        "number": String(date.day), "monthOf": text("dates.monthsOf.\(date.month)"),
        "year": String(date.year),
      ]
    )
  }

  /// A day seen from another: `Avui`, `Demà`, or its name with a capital.
  func dayName(_ date: CivilDate, today: CivilDate) -> String {
    if date == today { return text("dates.todayName") }
    if date == today.next { return text("dates.tomorrowName") }
    return capitalised(day(date))
  }

  /// A month: `octubre de 2026`.
  func month(_ month: CivilMonth) -> String {
    format(
      "dates.monthYear",
      ["month": text("dates.months.\(month.month)"), "year": String(month.year)]
    )
  }

  /// The hours of a window on a card: `matí (8–14 h)`; of a half day that has begun, what is
  /// left of it: `matí (fins a les 14 h)`.
  func card(_ window: Window, now: Moment) -> String {
    switch window.kind {
    case .soon: text("windows.soon")
    case .morning where window.start < now, .afternoon where window.start < now:
      format("windows.\(window.kind.rawValue)Begun", ["to": endHour(window.end)])
    default:
      format(
        "windows.\(window.kind.rawValue)", ["from": hour(window.start), "to": endHour(window.end)]
      )
    }
  }

  /// The hours of a promise in a sentence: `entre les 8 i les 14 h`.
  ///
  /// - Parameters:
  ///   - window: The window.
  ///   - madeAt: When it was asked for: nobody calls before that.
  /// - Returns: The words, without the day.
  func between(_ window: Window, madeAt: Moment? = nil) -> String {
    let start = max(window.start, madeAt ?? window.start)
    return format("windows.between", ["from": hour(start), "to": endHour(window.end)])
  }

  /// A window with its day in a line: `Demà, matí (8–14 h)`.
  func label(_ window: Window, at now: Moment) -> String {
    let day = dayName(zone.date(at: window.start), today: zone.date(at: now))
    return format("windows.label", ["day": day, "window": card(window, now: now)])
  }

  /// Whether the desk is open, as the top of each page says it.
  func openText(_ status: DeskStatus, at now: Moment) -> String {
    switch status {
    case .open(let until):
      return format("hours.openUntil", ["hour": format("dates.clock", ["hour": endHour(until)])])
    case .closed(nil):
      return text("hours.closed")
    case .closed(let opens?):
      let date = zone.date(at: opens)
      let today = zone.date(at: now)
      let values = [
        "hour": clock(opens), "weekday": text("dates.weekdays.\(date.weekday.rawValue)"),
        "day": day(date),
      ]
      if date == today { return format("hours.closedToday", values) }
      if date == today.next { return format("hours.closedTomorrow", values) }
      let isNear = date <= today.adding(days: 6)
      return format(isNear ? "hours.closedUntil" : "hours.closedUntilDate", values)
    }
  }

  func capitalised(_ text: String) -> String {
    guard let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }
}

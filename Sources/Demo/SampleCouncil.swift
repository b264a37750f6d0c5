import Basics
import Storage
import Ticketing

/// One of the two invented councils.
struct SampleCouncil {
  let slug: String
  let code: String
  let names: [Language: String]
  let phone: String
  /// `weekday: intervals`, as calendars are kept.
  let hours: [(days: [Weekday], intervals: String)]
  /// The two holidays that the council sets itself, as day and month.
  let localHolidays: [(month: Int, day: Int, name: String)]
  /// Its part of all the activity.
  let share: Double
  let callsPerSlot: Int
  let procedures: [SampleProcedure]

  static let vilaclara = SampleCouncil(
    slug: "vilaclara",
    code: "VIL",
    names: [
      .catalan: "Ajuntament de Vilaclara", .spanish: "Ayuntamiento de Vilaclara",
      .english: "Vilaclara Town Council",
    ],
    phone: "900101202",
    hours: [([.monday, .tuesday, .wednesday, .thursday, .friday], "08:00-20:00")],
    localHolidays: [(1, 20, "Sant Sebastià"), (9, 8, "Festa Major")],
    share: 0.72,
    callsPerSlot: 2,
    procedures: SampleProcedure.common + SampleProcedure.ofVilaclara
  )

  static let montalba = SampleCouncil(
    slug: "montalba",
    code: "MTB",
    names: [
      .catalan: "Ajuntament de Montalba", .spanish: "Ayuntamiento de Montalba",
      .english: "Montalba Town Council",
    ],
    phone: "900101303",
    hours: [
      ([.monday, .tuesday, .wednesday, .thursday], "09:00-14:00 16:00-19:00"),
      ([.friday], "09:00-14:00"),
    ],
    localHolidays: [(5, 15, "Sant Isidre"), (11, 11, "Sant Martí")],
    share: 0.28,
    callsPerSlot: 1,
    procedures: SampleProcedure.common + SampleProcedure.ofMontalba
  )

  static let all = [vilaclara, montalba]

  /// The council as an administrator would enter it.
  ///
  /// - Parameter contacts: How many contacts the year has: more staff for more of them.
  /// - Returns: What to add to a desk.
  func entry(contacts: Int) -> OrganisationEntry {
    var weekly: [Weekday: [OpenInterval]] = [:]
    for (days, intervals) in hours {
      for day in days { weekly[day] = OpenInterval.day(intervals) }
    }
    return OrganisationEntry(
      slug: slug, code: code, names: names, timeZone: "Europe/Madrid",
      phone: Telephone(stored: "+34" + phone),
      email: EmailAddress(stored: "ajuda@\(slug).example"),
      languages: [.catalan, .spanish, .english], weekly: weekly,
      callsPerSlot: max(callsPerSlot, callsPerSlot * contacts / 16_000)
    )
  }
}

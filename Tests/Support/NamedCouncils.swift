public import Basics
public import Storage
public import Ticketing

/// The councils of the tests.
public enum NamedCouncils {
  /// Open 8 to 20 without a break from Monday to Friday; one call a half-hour.
  public static let vilaclara = OrganisationEntry(
    slug: "vilaclara",
    code: "VIL",
    names: [.catalan: "Vilaclara", .spanish: "Vilaclara", .english: "Vilaclara"],
    timeZone: "Europe/Madrid",
    phone: Telephone(stored: "+34900100200"),
    email: EmailAddress(stored: "ajuda@vilaclara.example"),
    languages: [.catalan, .spanish, .english],
    weekly: weekdays("08:00-20:00"),
    callsPerSlot: 1
  )

  /// In the Canary Islands, Spanish first, with a break at noon; two calls a half-hour.
  public static let puerto = OrganisationEntry(
    slug: "puerto",
    code: "PUE",
    names: [.spanish: "Puerto Claro"],
    timeZone: "Atlantic/Canary",
    phone: nil,
    email: nil,
    languages: [.spanish, .english],
    weekly: weekdays("08:00-14:00 16:00-19:00"),
    callsPerSlot: 2,
    callsAbroad: true
  )

  /// Monday to Friday with a day's intervals.
  public static func weekdays(_ intervals: String) -> [Weekday: [OpenInterval]] {
    guard let day = OpenInterval.day(intervals) else {
      preconditionFailure("'\(intervals)' are no intervals of a day.")
    }
    let days: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
    return Dictionary(uniqueKeysWithValues: days.map { ($0, day) })
  }

  /// A council as a value, for rules that need no store.
  public static func council(
    intervals: String = "08:00-20:00",
    zone: Zone = .madrid,
    exceptions: [CivilDate: String] = [:],
    callsPerSlot: Int = 1,
    callsAbroad: Bool = false
  ) -> Organisation {
    Organisation(
      id: Identifier(1),
      slug: "vilaclara",
      code: "VIL",
      names: vilaclara.names,
      phone: vilaclara.phone,
      email: vilaclara.email,
      languages: vilaclara.languages,
      hours: OpeningHours(
        zone: zone,
        weekly: weekdays(intervals),
        exceptions: exceptions.mapValues {
          OpeningHours.Exception(intervals: OpenInterval.day($0) ?? [], name: "Festa")
        }
      ),
      callsPerSlot: callsPerSlot,
      callsAbroad: callsAbroad
    )
  }
}

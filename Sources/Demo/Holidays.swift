import Basics
import Ticketing

/// The public holidays of Catalonia, and the days that the sample councils shorten.
enum Holidays {
  private static let fixed: [(month: Int, day: Int, name: String)] = [
    (1, 1, "Cap d'Any"), (1, 6, "Reis"), (5, 1, "Festa del Treball"), (6, 24, "Sant Joan"),
    (8, 15, "L'Assumpció"), (9, 11, "Diada Nacional de Catalunya"), (10, 12, "El Pilar"),
    (11, 1, "Tots Sants"), (12, 6, "La Constitució"), (12, 8, "La Immaculada"),
    (12, 25, "Nadal"), (12, 26, "Sant Esteve"),
  ]
  private static let shortened: [(month: Int, day: Int, name: String)] = [
    (1, 5, "Vigília de Reis"), (12, 24, "Vigília de Nadal"), (12, 31, "Cap d'Any"),
  ]

  /// The dates of a year on which a council has other hours than its weekday's.
  static func exceptions(
    _ year: Int, of council: SampleCouncil
  ) -> [(date: CivilDate, exception: OpeningHours.Exception?)] {
    var closed = (fixed + council.localHolidays).compactMap { month, day, name in
      CivilDate(year: year, month: month, day: day).map { ($0, name) }
    }
    if let easter = easter(year) {
      closed.append((easter.adding(days: -2), "Divendres Sant"))
      closed.append((easter.adding(days: 1), "Dilluns de Pasqua"))
    }
    let short = shortened.compactMap { month, day, name in
      CivilDate(year: year, month: month, day: day).map { ($0, name) }
    }
    let morning = OpenInterval.day(council.slug == "vilaclara" ? "08:00-15:00" : "09:00-14:00")
    return closed.map { date, name in
      (date, OpeningHours.Exception(intervals: [], name: name))
    }
      + short.filter { $0.0.weekday <= .friday }.map { date, name in
        (date, OpeningHours.Exception(intervals: morning ?? [], name: name))
      }
  }

  /// Easter Sunday by Gauss's rule as the Gregorian reform corrected it (O'Beirne's form).
  static func easter(_ year: Int) -> CivilDate? {
    let golden = year % 19
    let century = year / 100
    let leaps = century / 4
    let moon = (19 * golden + century - leaps - (century - (century + 8) / 25 + 1) / 3 + 15) % 30
    let sunday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - moon - year % 100 % 4) % 7
    let late = (golden + 11 * moon + 22 * sunday) / 451
    let days = moon + sunday - 7 * late + 114
    return CivilDate(year: year, month: days / 31, day: days % 31 + 1)
  }
}

import Basics
import Ticketing

/// Which versions of a council's months are due.
///
/// A month that has ended gets its first, provisional version. Two further months later
/// late ratings and reopened cases have settled, and it gets its definitive one.
struct PublicationCalendar {
  /// How far back months are published: a slip in a year must not make a century of them.
  static let monthsMax = 120
  /// How many further months end before a month's figures are definitive.
  static let monthsToDefinitive = 2

  /// The month of the council's first activity.
  let first: CivilMonth
  /// The month that has not ended yet.
  let running: CivilMonth
  /// The versions there are.
  let published: [Publication]

  /// The month in which a month's figures become definitive, on its first day.
  static func definitive(_ month: CivilMonth) -> CivilMonth {
    month.adding(months: monthsToDefinitive + 1)
  }

  /// The oldest version that is due, or nil when all are published.
  var next: (month: CivilMonth, version: Int, status: Publication.Status)? {
    let newest = Dictionary(grouping: published, by: \.month).compactMapValues { versions in
      versions.max { $0.version < $1.version }
    }
    var month = max(first, running.adding(months: -Self.monthsMax))
    while month < running {
      guard let last = newest[month] else { return (month, 1, .provisional) }
      if last.status == .provisional, running >= Self.definitive(month) {
        return (month, last.version + 1, .definitive)
      }
      month = month.next
    }
    return nil
  }
}

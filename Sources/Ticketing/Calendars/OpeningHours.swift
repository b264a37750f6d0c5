public import Basics

/// A council's calendar: weekly hours, and the dates with other hours or none.
public struct OpeningHours: Sendable {
  /// The hours of one date that differ from its weekday's.
  public struct Exception: Sendable, Equatable {
    /// The open intervals in order; none means closed.
    public let intervals: [OpenInterval]
    /// What the date is, such as "Nadal".
    public let name: String

    /// Describes a date with other hours.
    public init(intervals: [OpenInterval], name: String) {
      self.intervals = intervals
      self.name = name
    }
  }

  /// The zone whose clock the hours are read on.
  public let zone: Zone
  /// The open intervals of each weekday.
  public let weekly: [Weekday: [OpenInterval]]
  /// The dates with other hours.
  public let exceptions: [CivilDate: Exception]

  /// How far ahead the desk looks for its next opening, in days.
  static let daysAheadMax = 366

  /// Describes a calendar.
  public init(
    zone: Zone,
    weekly: [Weekday: [OpenInterval]],
    exceptions: [CivilDate: Exception] = [:]
  ) {
    self.zone = zone
    self.weekly = weekly
    self.exceptions = exceptions
  }

  /// Monday to Friday without a break, as the telephone desks have it.
  public static func weekdays(_ interval: OpenInterval, zone: Zone) -> OpeningHours {
    let days: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
    return OpeningHours(
      zone: zone,
      weekly: Dictionary(uniqueKeysWithValues: days.map { ($0, [interval]) })
    )
  }

  /// The open intervals of a date, in order.
  public func intervals(on date: CivilDate) -> [OpenInterval] {
    if let exception = exceptions[date] { return exception.intervals }
    return weekly[date.weekday] ?? []
  }

  /// The open spans of a date as moments, `[start, end)`, in order.
  ///
  /// A clock change moves a span's end with the clock: the desk closes at 20:00 local.
  public func spans(on date: CivilDate) -> [Range<Moment>] {
    intervals(on: date).compactMap { interval in
      let start = zone.moment(of: date, at: interval.from)
      let end = zone.moment(of: date, at: interval.to)
      return start < end ? start..<end : nil
    }
  }

  /// Whether the desk is open, and when that changes.
  public func status(at moment: Moment) -> DeskStatus {
    let today = zone.date(at: moment)
    var current: Range<Moment>?
    // Yesterday too: an interval that ends at 24:00 joins one that starts at 0:00.
    for days in -1...Self.daysAheadMax {
      for span in spans(on: today.adding(days: days)) {
        if let open = current {
          guard span.lowerBound == open.upperBound else { return .open(until: open.upperBound) }
          current = open.lowerBound..<span.upperBound
        } else if span.contains(moment) {
          current = span
        } else if span.lowerBound > moment {
          return .closed(opens: span.lowerBound)
        }
      }
      if let open = current, zone.startOfDay(today.adding(days: days + 1)) > open.upperBound {
        return .open(until: open.upperBound)
      }
    }
    return current.map { .open(until: $0.upperBound) } ?? .closed(opens: nil)
  }

  /// The first open moment at or after a moment.
  public func nextOpen(from moment: Moment) -> Moment? {
    switch status(at: moment) {
    case .open: moment
    case .closed(let opens): opens
    }
  }
}

/// Whether the desk is open.
public enum DeskStatus: Sendable, Equatable {
  /// It is open until a moment.
  case open(until: Moment)
  /// It is closed until a moment, or for more than a year.
  case closed(opens: Moment?)
}

extension Zone {
  /// The moment at which calendar and wall clock show `date` and `time`.
  ///
  /// A time that the clock skips is moved forward by the length of the gap; of a time that it
  /// shows twice, the earlier is meant; 24:00 is 00:00 of the next date.
  public func moment(of date: CivilDate, at time: CivilTime) -> Moment {
    let local = Int64(date.dayNumber * 86_400 + time.secondOfDay)
    switch rules.resolve(local: local) {
    case .exact(let seconds): return Moment(seconds: seconds)
    case .gap(_, let shifted): return Moment(seconds: shifted)
    }
  }

  /// The first moment of `date`: midnight, or when the clock was set forward past it.
  ///
  /// Where a place left a whole date out, it is the first moment of the date after.
  public func startOfDay(_ date: CivilDate) -> Moment {
    switch rules.resolve(local: Int64(date.dayNumber * 86_400)) {
    case .exact(let seconds): Moment(seconds: seconds)
    case .gap(let transition, _): Moment(seconds: transition)
    }
  }

  /// The first moment of the date after `date`.
  public func endOfDay(_ date: CivilDate) -> Moment {
    startOfDay(date.next)
  }
}

extension ZoneRules {
  /// What a reading of the wall clock can mean.
  enum Resolution {
    /// The (earlier) second that shows it.
    case exact(Int64)
    /// It was skipped at `transition`; `shifted` is as long after it as the gap is.
    case gap(transition: Int64, shifted: Int64)
  }

  /// The second, since 1970 UTC, at which the wall shows `local` seconds since its own 1970.
  func resolve(local: Int64) -> Resolution {
    // No offset is as large as 26 hours (RFC 9636, 3.2), so no earlier period can show it.
    var period = period(at: local - 93_600)
    var before = period
    while true {
      let second = local - Int64(period.type.offset)
      if let end = period.end, second >= end {
        before = period
        period = self.period(at: end)
        continue
      }
      guard let start = period.start, second < start else { return .exact(second) }
      return .gap(transition: start, shifted: local - Int64(before.type.offset))
    }
  }
}

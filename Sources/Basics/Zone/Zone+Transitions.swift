extension Zone {
  /// A change of the wall clock, or of what its time is called.
  public struct Transition: Sendable, Hashable {
    /// The first moment of the new time.
    public let moment: Moment
    /// Seconds east of UTC until then.
    public let offsetSecondsBefore: Int
    /// Seconds east of UTC from then on.
    public let offsetSecondsAfter: Int
    /// Whether the new time is called daylight saving time.
    public let isDaylightSaving: Bool
    /// The new time's abbreviation, such as `CEST`.
    public let abbreviation: String
  }

  /// The changes from `first` on and before `end`, in order.
  public func transitions(from first: Moment, to end: Moment) -> [Transition] {
    var found: [Transition] = []
    var period = rules.period(at: first.seconds - 1)
    while let change = period.end, change < end.seconds {
      let next = rules.period(at: change)
      if change >= first.seconds {
        found.append(
          Transition(
            moment: Moment(seconds: change), offsetSecondsBefore: period.type.offset,
            offsetSecondsAfter: next.type.offset, isDaylightSaving: next.type.isDaylight,
            abbreviation: next.type.abbreviation))
      }
      period = next
    }
    return found
  }

  /// Whether daylight saving time is kept at a moment.
  public func isDaylightSaving(at moment: Moment) -> Bool {
    rules.period(at: moment.seconds).type.isDaylight
  }

  /// What the time is called at a moment, such as `CET`.
  public func abbreviation(at moment: Moment) -> String {
    rules.period(at: moment.seconds).type.abbreviation
  }
}

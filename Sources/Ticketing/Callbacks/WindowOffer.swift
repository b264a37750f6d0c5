public import Basics

/// What a council can still promise: its calendar less what it has promised already.
///
/// Pure: the live promises of the days come in, the offer comes out.
public struct WindowOffer: Sendable {
  /// How far ahead a call can be promised, in days.
  public static let daysAheadMax = 30
  /// How many windows a refusal suggests.
  public static let suggestionsMax = 6

  /// Live promises by window: how many lie in the same span.
  public typealias Load = [Range<Moment>: Int]

  private let organisation: Organisation
  private let now: Moment
  /// The live promises of all days that are asked about.
  public var load: Load
  /// The first day that still has a half-hour to call in.
  private let nextWorkingDay: CivilDate?

  /// Prepares an offer.
  ///
  /// - Parameters:
  ///   - organisation: The council, with its calendar and its calls per slot.
  ///   - now: The moment of asking.
  ///   - load: The live promises of all days that will be asked about.
  public init(organisation: Organisation, now: Moment, load: Load = [:]) {
    self.organisation = organisation
    self.now = now
    self.load = load
    nextWorkingDay = Self.nextWorkingDay(of: organisation, from: now)
  }

  private static func nextWorkingDay(
    of organisation: Organisation,
    from now: Moment
  ) -> CivilDate? {
    let today = organisation.zone.date(at: now)
    return (0...daysAheadMax).lazy.map { today.adding(days: $0) }.first { date in
      organisation.hours.spans(on: date).contains { span in
        // The start of the last whole half-hour of the span.
        let halfHours = span.upperBound.milliseconds(since: span.lowerBound) / 1_800_000
        let last = span.lowerBound + DaySchedule.slotLength * (Int(halfHours) - 1)
        return halfHours > 0 && last >= now
      }
    }
  }

  /// The days on which something can be promised, first to last.
  public var bookableDays: ClosedRange<CivilDate> {
    let today = organisation.zone.date(at: now)
    return today...today.adding(days: Self.daysAheadMax)
  }

  /// The windows of some days that can still be promised, in the order of their days.
  ///
  /// - Parameters:
  ///   - from: The first day; earlier than today counts as today.
  ///   - days: How many days, 1 or more.
  /// - Returns: "As soon as possible" first, then each day's halves and its slots.
  public func windows(from: CivilDate, days: Int) -> [OfferedWindow] {
    let bookable = bookableDays
    let first = max(from, bookable.lowerBound)
    var offered: [OfferedWindow] = []
    if first == bookable.lowerBound, days > 0, let soon = soon() { offered.append(soon) }
    var date = first
    let end = min(first.adding(days: days), bookable.upperBound.next)
    while date < end {
      offered += windows(on: date)
      date = date.next
    }
    return offered
  }

  /// The window with a name, when it can still be promised.
  ///
  /// - Throws: ``TicketingError/windowFull(next:)`` when its last place has gone,
  ///   ``TicketingError/invalid(_:)`` when it has passed or never was.
  public func window(named id: String) throws(TicketingError) -> Window {
    if id == "soon" {
      guard let soon = soon() else { throw .windowFull(next: suggestions()) }
      return soon.window
    }
    guard let date = CivilDate(String(id.prefix(10))) else {
      throw .invalid([Fault("window", id.isEmpty ? "missing" : "outside")])
    }
    let schedule = DaySchedule(date, hours: organisation.hours)
    guard let window = schedule.window(named: id.dropFirst(10), in: organisation.zone) else {
      let past = date < bookableDays.lowerBound
      throw .invalid([Fault("window", past ? "past" : "outside")])
    }
    let capacity = self.capacity(of: schedule)
    // The last half-hour of a window must still be ahead, or nobody could call in time.
    guard window.end > now, capacity.slots.contains(where: { $0.upperBound <= window.end }) else {
      throw .invalid([Fault("window", "past")])
    }
    guard bookableDays.contains(date) else { throw .invalid([Fault("window", "outside")]) }
    if window.kind == .slot, window.start < now { throw .invalid([Fault("window", "past")]) }
    guard capacity.free(for: window.start..<window.end) > 0 else {
      throw .windowFull(next: suggestions(near: date))
    }
    return window
  }

  /// When the windows end of the promises that bear on a window: those of its own day, and
  /// late ones where it is the day on which they will be called.
  ///
  /// - Parameter id: The window's name.
  /// - Returns: Ends after the lower bound, until and with the upper; `nil` is all there are.
  public func ends(bearingOn id: String) -> Range<Moment>? {
    guard let date = CivilDate(String(id.prefix(10))) else { return nil }
    let zone = organisation.zone
    let takesLate = nextWorkingDay.map { date <= $0 } ?? true
    let start = takesLate ? Moment(milliseconds: .min) : zone.startOfDay(date)
    return start..<zone.startOfDay(date.next)
  }

  /// The next windows that can be promised, for somebody whose wish can't be.
  public func suggestions(near date: CivilDate? = nil) -> [OfferedWindow] {
    var suggested: [OfferedWindow] = []
    var day = max(date ?? bookableDays.lowerBound, bookableDays.lowerBound)
    while suggested.count < Self.suggestionsMax, day <= bookableDays.upperBound {
      suggested += windows(on: day).filter { $0.window.kind != .slot }
      day = day.next
    }
    return Array(suggested.prefix(Self.suggestionsMax))
  }

  private func windows(on date: CivilDate) -> [OfferedWindow] {
    let schedule = DaySchedule(date, hours: organisation.hours)
    guard !schedule.slots.isEmpty else { return [] }
    let capacity = self.capacity(of: schedule)
    return schedule.windows.compactMap { window in
      if window.kind == .slot, window.start < now { return nil }
      let free = capacity.free(for: window.start..<window.end)
      return free > 0 ? OfferedWindow(window: window, free: free) : nil
    }
  }

  /// "As soon as possible": on the first day that still has a place for it.
  private func soon() -> OfferedWindow? {
    var date = bookableDays.lowerBound
    while date <= bookableDays.upperBound {
      let schedule = DaySchedule(date, hours: organisation.hours)
      let capacity = self.capacity(of: schedule)
      if let window = schedule.soon(at: now) {
        let free = capacity.free(for: window.start..<window.end)
        if free > 0 { return OfferedWindow(window: window, free: free) }
        return nil  // later than that isn't soon: the named windows say when
      }
      date = date.next
    }
    return nil
  }

  private func capacity(of schedule: DaySchedule) -> DayCapacity {
    var promised: [(span: Range<Moment>, count: Int)] = []
    if let first = schedule.slots.first, let last = schedule.slots.last {
      let day = first.lowerBound..<last.upperBound
      let isNext = schedule.date == nextWorkingDay
      for (span, count) in load {
        // A promise left over from before is late: it needs a call as soon as anybody calls.
        let isLate = isNext && span.upperBound <= day.lowerBound
        if isLate || span.overlaps(day) { promised.append((span, count)) }
      }
    }
    return DayCapacity(
      slots: schedule.slots,
      callsPerSlot: organisation.callsPerSlot,
      promised: promised,
      now: now
    )
  }
}

public import Basics

/// The windows that a council's calendar has on one day, before anybody asks for one.
public struct DaySchedule: Sendable {
  /// The length of a slot.
  public static let slotLength = Duration.seconds(30 * 60)
  /// Where the morning ends and the afternoon starts.
  static let noon = CivilTime(hour: 14, minute: 0) ?? .midnight
  /// How long "as soon as possible" may take, in slots.
  static let soonSlotsMax = 4

  /// The day.
  public let date: CivilDate
  /// Its half-hours in order.
  public let slots: [Range<Moment>]
  /// The half-hours that can be asked for by the clock: of an hour that the clock shows
  /// twice, the first.
  private let namedSlots: [Range<Moment>]
  /// Its morning and afternoon, where the desk is open then.
  public let halves: [Window]

  /// Reads a day off the calendar.
  public init(_ date: CivilDate, hours: OpeningHours) {
    self.date = date
    let slots = hours.spans(on: date).flatMap(Self.halfHours)
    self.slots = slots
    namedSlots = slots.filter { slot in
      hours.zone.moment(of: date, at: hours.zone.civil(at: slot.lowerBound).time)
        == slot.lowerBound
    }
    let noon = hours.zone.moment(of: date, at: Self.noon)
    let afternoon = slots.firstIndex { $0.lowerBound >= noon } ?? slots.count
    let parts: [(Window.Kind, ArraySlice<Range<Moment>>)] = [
      (.morning, slots[..<afternoon]), (.afternoon, slots[afternoon...]),
    ]
    halves = parts.compactMap { kind, slots in
      guard let first = slots.first, let last = slots.last else { return nil }
      return Window(kind: kind, start: first.lowerBound, end: last.upperBound)
    }
  }

  private static func halfHours(_ span: Range<Moment>) -> [Range<Moment>] {
    var slots: [Range<Moment>] = []
    var start = span.lowerBound
    while start + slotLength <= span.upperBound {
      slots.append(start..<(start + slotLength))
      start = start + slotLength
    }
    return slots
  }

  /// All windows of the day with a name of their own: halves first, then slots.
  public var windows: [Window] {
    halves + namedSlots.map { Window(kind: .slot, start: $0.lowerBound, end: $0.upperBound) }
  }

  /// The window with a name, without making every window's.
  ///
  /// - Parameters:
  ///   - rest: The name behind its date: `-morning`, `-afternoon` or `-0930`.
  ///   - zone: The council's.
  /// - Returns: `nil` when the day has no such window.
  func window(named rest: Substring, in zone: Zone) -> Window? {
    guard rest.first == "-" else { return nil }
    let word = rest.dropFirst()
    if let half = halves.first(where: { $0.kind.rawValue == word }) { return half }
    guard word.utf8.count == 4, word.utf8.allSatisfy({ (48...57).contains($0) }),
      let number = Int(word), let time = CivilTime(hour: number / 100, minute: number % 100)
    else { return nil }
    let start = zone.moment(of: date, at: time)
    return slots.first { $0.lowerBound == start }
      .map { Window(kind: .slot, start: $0.lowerBound, end: $0.upperBound) }
  }

  /// "As soon as possible" on this day: from now, or the first opening after it, for as
  /// long as two hours without a break.
  public func soon(at now: Moment) -> Window? {
    guard let first = slots.firstIndex(where: { $0.lowerBound >= now }) else { return nil }
    var last = first
    while last + 1 < slots.count, last + 1 - first < Self.soonSlotsMax,
      slots[last + 1].lowerBound == slots[last].upperBound
    {
      last += 1
    }
    let wasOpen = first > 0 && slots[first - 1].contains(now)
    return Window(
      kind: .soon,
      start: wasOpen ? now : slots[first].lowerBound,
      end: slots[last].upperBound
    )
  }
}

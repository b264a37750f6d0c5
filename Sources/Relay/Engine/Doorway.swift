internal import WebSockets

/// Those who are connected and haven't said hello yet.
struct Doorway {
  private var guests: [ObjectIdentifier: (outbox: Outbox, until: UInt64)] = [:]

  mutating func enter(_ outbox: Outbox, until: UInt64) {
    guests[ObjectIdentifier(outbox)] = (outbox, until)
  }

  mutating func leave(_ outbox: Outbox) {
    guests[ObjectIdentifier(outbox)] = nil
  }

  /// Those whose time is over; all, by default.
  mutating func takeLate(at now: UInt64 = .max) -> [Outbox] {
    let late = guests.values.filter { $0.until <= now }.map(\.outbox)
    for outbox in late { leave(outbox) }
    return late
  }
}

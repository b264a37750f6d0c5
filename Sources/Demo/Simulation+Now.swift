import Basics
import Storage
import Ticketing

extension Simulation {
  /// How many promises and open tickets each council has at least, at whatever hour it is.
  private static let liveMin = 6

  /// Makes the desk worth a look: calls to make now and in the next days, matters under way.
  mutating func liven(_ ledger: Ledger) throws {
    for desk in desks.indices {
      let council = desks[desk].council
      let promises = try ledger.livePromises(in: [council.id], limit: 1000)
      var live = promises.count { $0.window.end > now + .seconds(1800) }
      var tries = 0
      while live < Self.liveMin, tries < 40 {
        tries += 1
        if try bookLately(desk, ledger) { live += 1 }
      }
      let open = try ledger.tickets(
        in: [council.id], open: true, before: nil, limit: 1000)
      let promised = try ledger.livePromises(in: [council.id], limit: 1000).map(\.ticket)
      let missing = Self.liveMin - open.count { !promised.contains($0.id) }
      for _ in 0..<max(0, missing) { try leaveOpen(desk, ledger) }
    }
  }

  /// A promise made within the last minutes, for the first windows or the days after.
  private mutating func bookLately(_ desk: Int, _ ledger: Ledger) throws -> Bool {
    let council = desks[desk].council
    let moment = now - .seconds(random.integer(in: 60...2400))
    let offer = try ledger.offer(of: council.id, from: nil, days: 6, at: moment)
      .filter { $0.window.end > now + .seconds(1800) }
    guard let first = offer.first?.window else { return false }
    let soon = offer.filter { $0.window.start < first.start + .seconds(8 * 3600) }
    guard let window = random.pick(random.happens(0.6) ? soon : offer)?.window else { return false }
    var form = bookingForm(people.any(&random), desk)
    form.window = window.id(in: council.zone)
    do {
      _ = try ledger.book(Booking(form, for: council), in: council.id, at: moment)
      return true
    } catch is TicketingError {
      return false
    }
  }

  /// A matter that waits for a municipal unit.
  private mutating func leaveOpen(_ desk: Int, _ ledger: Ledger) throws {
    var form = contactForm(.phone, desk)
    form.citizen = people.any(&random)
    form.outcome = Contact.Outcome.pending.rawValue
    form.waitedSeconds = random.integer(in: 2...20)
    let span = lastOpenSpan(desk)
    let length = Int(span.upperBound.milliseconds - span.lowerBound.milliseconds)
    let start = Moment(
      milliseconds: span.lowerBound.milliseconds + Int64(random.integer(in: 0...max(0, length - 1)))
    )
    _ = try log(form, start, .seconds(240), desk, agent(desk), ledger)
  }

  /// The opening hours before now that are nearest to it.
  private func lastOpenSpan(_ desk: Int) -> Range<Moment> {
    let hours = desks[desk].council.hours
    let end = now - .seconds(600)
    var date = hours.zone.date(at: end)
    for _ in 0..<31 {
      let past = hours.spans(on: date).compactMap { span in
        span.lowerBound < end ? span.lowerBound..<min(span.upperBound, end) : nil
      }
      if let last = past.last { return last }
      date = date.previous
    }
    return (end - .seconds(3600))..<end
  }
}

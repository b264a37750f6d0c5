import Basics
import Storage
import Ticketing

/// The made-up year, event after event, through the same verbs as a real one.
///
/// A value: each stretch of the year is one transaction, and the next goes on from what the
/// stretch before left.
struct Simulation: Sendable {
  /// A council as the year needs it.
  struct Desk: Sendable {
    let council: Organisation
    let staff: [Staff]
    let procedures: [Procedure]
  }

  let now: Moment
  let desks: [Desk]
  let people: SamplePeople
  var random: SeededGenerator
  var queue = EventQueue()
  private(set) var arrivals = 0

  /// Plans the year; nothing has happened yet.
  init(_ sample: Sample, desks: [Desk]) {
    now = sample.now
    self.desks = desks
    random = SeededGenerator(seed: sample.seed)
    // One in twenty contacts is a second one in the same matter.
    let arrivals = sample.contacts * 19 / 20
    people = SamplePeople(count: max(50, arrivals * 3 / 5), &random)
    for (index, desk) in desks.enumerated() {
      let isLast = index == desks.count - 1
      let share = SampleCouncil.all.first { $0.slug == desk.council.slug }?.share ?? 0
      let count = isLast ? arrivals - self.arrivals : Int(Double(arrivals) * share)
      let moments = YearPlan.moments(count, hours: desk.council.hours, now: now, &random)
      for moment in moments { queue.add(.arrival(desk: index), at: moment) }
      self.arrivals += count
    }
  }

  /// Lets happen what happens before a moment.
  mutating func run(until end: Moment, _ ledger: Ledger) throws {
    while let next = queue.next, next < end, let (moment, event) = queue.take() {
      switch event {
      case .arrival(let desk): try arrive(desk, moment, ledger)
      case .call(let desk, let promise, let sequence, let isCompany):
        try call(promise, sequence, isCompany, desk, moment, ledger)
      case .move(let desk, let promise): try move(promise, desk, moment, ledger)
      case .cancel(_, let promise): try cancel(promise, moment, ledger)
      case .followUp(let desk, let ticket): try followUp(ticket, desk, moment, ledger)
      case .close(let desk, let ticket): try close(ticket, desk, moment, ledger)
      case .rate(let ticket): try rate(ticket, moment, ledger)
      }
    }
  }

  /// Puts an event in the queue, unless it would be after now: then it hasn't happened.
  mutating func plan(_ event: Event, at moment: Moment) {
    if moment < now { queue.add(event, at: moment) }
  }

  /// A moment some time later at which the desk is open.
  mutating func openMoment(
    _ desk: Int, after moment: Moment, hours: ClosedRange<Int>
  ) -> Moment {
    let wait = Duration.seconds(
      random.integer(in: hours.lowerBound * 3600...hours.upperBound * 3600))
    let opening = desks[desk].council.hours.nextOpen(from: moment + wait) ?? moment + wait
    guard opening > moment + wait else { return opening }
    return opening + .seconds(random.integer(in: 0...5400))
  }

  mutating func agent(_ desk: Int) -> Staff {
    let staff = desks[desk].staff
    return staff[random.integer(in: 0...staff.count - 1)]
  }

  private mutating func arrive(_ desk: Int, _ moment: Moment, _ ledger: Ledger) throws {
    let person = people.any(&random)
    switch random.integer(in: 0...99) {
    case 0..<19: try book(person, desk, moment, ledger)
    case 19..<85: try phone(person, desk, moment, ledger)
    case 85..<97: try contact(.email, person, desk, moment, ledger)
    case 97..<98: try contact(.office, person, desk, moment, ledger)
    default: try contact(.video, person, desk, moment, ledger)
    }
  }
}

import Basics
import Storage
import Ticketing

extension Simulation {
  /// Somebody asks to be called; who has a promise already phones instead.
  mutating func book(
    _ person: CitizenForm, _ desk: Int, _ moment: Moment, _ ledger: Ledger
  ) throws {
    let council = desks[desk].council
    var form = bookingForm(person, desk)
    form.window = wish(desk, moment)
    for _ in 0..<3 {
      do {
        let booking = try Booking(form, for: council)
        let promise = try ledger.book(booking, in: council.id, at: moment)
        let isCompany = booking.citizen.identity?.isOfCompany ?? false
        return planLife(of: promise, isCompany, desk, moment)
      } catch TicketingError.windowFull(let next) {
        guard let other = random.pick(next) else { break }
        form.window = other.window.id(in: council.zone)
      } catch TicketingError.alreadyPromised {
        break
      }
    }
    try contact(.phone, person, desk, moment, ledger)
  }

  /// What will become of a promise: most are kept, some moved or called off, a few broken.
  private mutating func planLife(
    of promise: Promise, _ isCompany: Bool, _ desk: Int, _ moment: Moment
  ) {
    planCall(promise, isCompany, desk)
    let ahead = promise.window.start.milliseconds - moment.milliseconds - 600_000
    guard ahead > 600_000, random.happens(0.09) else { return }
    let at = Moment(
      milliseconds: moment.milliseconds + Int64(random.integer(in: 300_000...Int(ahead))))
    let event: Event =
      random.happens(0.5)
      ? .move(desk: desk, promise.id) : .cancel(desk: desk, promise.id)
    plan(event, at: at)
  }

  private mutating func planCall(_ promise: Promise, _ isCompany: Bool, _ desk: Int) {
    let window = promise.window
    let event = Event.call(
      desk: desk, promise.id, sequence: promise.sequence, isCompany: isCompany)
    guard random.happens(0.95) else {
      return plan(event, at: openMoment(desk, after: window.end, hours: 0...2))
    }
    let length = window.end.milliseconds - window.start.milliseconds
    // Agents take what is due first: two thirds of the window leave room for a second try.
    let offset = Int64(Double(length) * random.fraction() * 0.66)
    let call = Moment(milliseconds: window.start.milliseconds + offset)
    let open = desks[desk].council.hours.nextOpen(from: call) ?? call
    plan(event, at: window.contains(open) ? open : call)
  }

  /// An agent calls.
  mutating func call(
    _ id: Identifier<Promise>, _ sequence: Int, _ isCompany: Bool, _ desk: Int,
    _ moment: Moment, _ ledger: Ledger
  ) throws {
    let promise = try ledger.promise(id)
    guard promise.state.isLive, promise.sequence == sequence else { return }
    let length = length()
    guard moment + length < now else { return }
    let staff = agent(desk)
    let claimed = try ledger.claim(promise, by: staff.id, at: moment - .seconds(20))
    let attempted = try ledger.attempt(callResult(), on: claimed, by: staff.id, at: moment)
    switch attempted.state {
    case .reached:
      try spoke(attempted, length, desk, staff, moment, ledger)
    case .waiting:
      let pause = Duration.seconds(random.integer(in: 0...5400))
      let next = attempted.notBefore + pause
      let event = Event.call(desk: desk, id, sequence: sequence, isCompany: isCompany)
      plan(event, at: desks[desk].council.hours.nextOpen(from: next) ?? next)
    default:
      plan(
        .close(desk: desk, promise.ticket), at: openMoment(desk, after: moment, hours: 24...96))
    }
  }

  private mutating func spoke(
    _ promise: Promise, _ length: Duration, _ desk: Int, _ staff: Staff, _ moment: Moment,
    _ ledger: Ledger
  ) throws {
    var form = contactForm(.callme, desk)
    form.direction = Contact.Direction.outgoing.rawValue
    form.ticket = promise.reference.description
    form.topic = Topic(rawValue: promise.matter)?.rawValue ?? ""
    form.procedure = ""
    form.matter =
      Topic(rawValue: promise.matter).map { SampleMatter.text($0, &random) } ?? promise.matter
    let isResolved = random.happens(0.93)
    form.outcome = (isResolved ? Contact.Outcome.resolved : .pending).rawValue
    let ticket = try log(form, moment, length, desk, staff, ledger)
    if isResolved {
      try close(ledger.ticket(ticket), .resolved, staff, moment + length, ledger)
    } else {
      plan(.followUp(desk: desk, ticket), at: openMoment(desk, after: moment, hours: 3...72))
    }
  }

  mutating func move(
    _ id: Identifier<Promise>, _ desk: Int, _ moment: Moment, _ ledger: Ledger
  ) throws {
    let promise = try ledger.promise(id)
    guard promise.state == .waiting else { return }
    do {
      let moved = try ledger.move(promise, to: wish(desk, moment), at: moment)
      let isCompany = promise.citizen.identity?.isOfCompany ?? false
      if moved.sequence != promise.sequence { planCall(moved, isCompany, desk) }
    } catch TicketingError.windowFull {
      return  // then the first window stays
    }
  }

  mutating func cancel(_ id: Identifier<Promise>, _ moment: Moment, _ ledger: Ledger) throws {
    let promise = try ledger.promise(id)
    guard promise.state == .waiting else { return }
    _ = try ledger.cancel(promise, at: moment)
  }

  /// The window somebody would like: today or on one of the next open days.
  mutating func wish(_ desk: Int, _ moment: Moment) -> String {
    let council = desks[desk].council
    var date = council.zone.date(at: moment)
    let isOpen =
      if case .open(let until) = council.hours.status(at: moment) {
        until - moment > .seconds(2 * 3600)
      } else {
        false
      }
    if isOpen, random.happens(0.12) { return "soon" }
    var skip = random.integer(in: 0...9)
    skip = skip < 3 ? 0 : skip < 8 ? 1 : skip - 6
    date = date.adding(days: skip)
    for _ in 0..<WindowOffer.daysAheadMax {
      let windows = DaySchedule(date, hours: council.hours).windows.filter { window in
        window.start > moment + .seconds(1200)
          || (window.kind != .slot && window.end > moment + .seconds(5400))
      }
      if let window = choose(windows) { return window.id(in: council.zone) }
      date = date.next
    }
    return "soon"
  }

  /// A half of the day twice as often as a half-hour; the morning more often.
  private mutating func choose(_ windows: [Window]) -> Window? {
    let halves = windows.filter { $0.kind != .slot }
    if !halves.isEmpty, random.happens(0.7) {
      return random.happens(0.75) ? halves.first : halves.last
    }
    return random.pick(windows)
  }

  mutating func bookingForm(_ person: CitizenForm, _ desk: Int) -> BookingForm {
    var form = BookingForm()
    form.name = person.name
    form.phone = person.phone
    form.email = person.email
    form.nif = person.nif
    let topic = SampleMatter.topic(&random)
    form.matter = random.happens(0.6) ? topic.rawValue : SampleMatter.text(topic, &random)
    form.procedure = random.happens(0.7) ? procedure(topic, desk)?.code ?? "" : ""
    form.language = random.pick(["ca", "ca", "ca", "ca", "ca", "ca", "ca", "es", "es", "en"]) ?? ""
    form.consent = true
    return form
  }

  private mutating func callResult() -> Attempt.Result {
    switch random.integer(in: 0...99) {
    case 0..<82: .reached
    case 82..<92: .noAnswer
    case 92..<95: .busy
    case 95..<99: .voicemail
    default: .wrongNumber
    }
  }
}

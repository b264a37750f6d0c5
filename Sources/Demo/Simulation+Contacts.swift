import Basics
import Storage
import Ticketing

extension Simulation {
  /// A call that comes in; a few give up before anybody answers, and are called back.
  mutating func phone(
    _ person: CitizenForm, _ desk: Int, _ moment: Moment, _ ledger: Ledger
  ) throws {
    guard random.happens(0.03) else { return try contact(.phone, person, desk, moment, ledger) }
    var form = contactForm(.phone, desk)
    form.citizen = person
    form.outcome = Contact.Outcome.abandoned.rawValue
    let waited = random.integer(in: 8...180)
    form.waitedSeconds = waited
    let staff = agent(desk)
    let ticket = try log(form, moment, .seconds(waited), desk, staff, ledger)
    plan(.followUp(desk: desk, ticket), at: openMoment(desk, after: moment, hours: 1...3))
  }

  /// A contact that somebody attends.
  mutating func contact(
    _ channel: Contact.Channel, _ person: CitizenForm, _ desk: Int, _ moment: Moment,
    _ ledger: Ledger
  ) throws {
    var form = contactForm(channel, desk)
    form.citizen = person
    let outcome = outcome()
    form.outcome = outcome.rawValue
    if channel == .phone { form.waitedSeconds = waitedSeconds() }
    let length = length()
    let ticket = try log(form, moment, length, desk, agent(desk), ledger)
    let ended = moment + length
    switch outcome {
    case .resolved: planRating(ticket, after: ended)
    case .pending:
      plan(.followUp(desk: desk, ticket), at: openMoment(desk, after: ended, hours: 3...72))
    default:
      plan(.close(desk: desk, ticket), at: openMoment(desk, after: ended, hours: 48...240))
    }
  }

  /// The desk calls or writes back in a matter that went on, and ends it.
  mutating func followUp(
    _ id: Identifier<Ticket>, _ desk: Int, _ moment: Moment, _ ledger: Ledger
  ) throws {
    let ticket = try ledger.ticket(id)
    guard ticket.isOpen else { return }
    var form = contactForm(random.happens(0.8) ? .phone : .email, desk)
    form.direction = Contact.Direction.outgoing.rawValue
    form.ticket = ticket.reference.description
    form.procedure = ""
    form.topic = ticket.topic?.rawValue ?? ""
    form.matter = ticket.subject
    form.outcome = Contact.Outcome.resolved.rawValue
    let length = length()
    guard moment + length < now else { return }
    let staff = agent(desk)
    _ = try log(form, moment, length, desk, staff, ledger)
    try close(ticket, closing(), staff, moment + length, ledger)
  }

  /// An agent closes what a municipal unit has dealt with.
  mutating func close(
    _ id: Identifier<Ticket>, _ desk: Int, _ moment: Moment, _ ledger: Ledger
  ) throws {
    let ticket = try ledger.ticket(id)
    guard ticket.isOpen else { return }
    try close(ticket, random.happens(0.8) ? closing() : .unresolved, agent(desk), moment, ledger)
  }

  mutating func close(
    _ ticket: Ticket, _ outcome: Ticket.Outcome, _ staff: Staff, _ moment: Moment,
    _ ledger: Ledger
  ) throws {
    _ = try ledger.close(ticket, outcome, by: staff.id, at: moment)
    planRating(ticket.id, after: moment)
  }

  /// One in three answers, most of them within minutes.
  mutating func planRating(_ ticket: Identifier<Ticket>, after moment: Moment) {
    guard random.happens(0.34) else { return }
    let minutes = random.happens(0.7) ? random.integer(in: 1...90) : random.integer(in: 90...4000)
    plan(.rate(ticket), at: moment + .seconds(minutes * 60))
  }

  mutating func rate(_ ticket: Identifier<Ticket>, _ moment: Moment, _ ledger: Ledger) throws {
    guard let invitation = try ledger.invitation(ofTicket: ticket) else { return }
    // 62, 25, 7, 3 and 3 of a hundred: 4.40 in the mean.
    let score =
      switch random.integer(in: 0...99) {
      case 0..<62: 5
      case 62..<87: 4
      case 87..<94: 3
      case 94..<97: 2
      default: 1
      }
    let rating = Rating(stored: score, comment: SampleMatter.comment(score: score, &random))
    _ = try ledger.rate(invitation, rating, at: moment)
  }

  /// Logs a contact once it has ended.
  mutating func log(
    _ form: ContactForm, _ start: Moment, _ length: Duration, _ desk: Int, _ staff: Staff,
    _ ledger: Ledger
  ) throws -> Identifier<Ticket> {
    var form = form
    let council = desks[desk].council
    let end = start + length
    form.startedAt = start.rfc3339(in: council.zone)
    form.endedAt = end.rfc3339(in: council.zone)
    let entry = try ContactEntry(form, now: end)
    let contact = try ledger.log(entry, in: council.id, by: staff.id, at: end)
    return try ledger.ticket(contact.ticket, for: staff).id
  }

  mutating func contactForm(_ channel: Contact.Channel, _ desk: Int) -> ContactForm {
    var form = ContactForm()
    form.organisation = desks[desk].council.slug
    form.channel = channel.rawValue
    form.direction = Contact.Direction.incoming.rawValue
    let topic = SampleMatter.topic(&random)
    form.topic = topic.rawValue
    form.matter = SampleMatter.text(topic, &random)
    form.procedure = random.happens(0.85) ? procedure(topic, desk)?.code ?? "" : ""
    return form
  }

  mutating func procedure(_ topic: Topic, _ desk: Int) -> Procedure? {
    random.pick(desks[desk].procedures.filter { $0.topic == topic })
  }

  /// Three to twenty minutes, the short ones more often.
  mutating func length() -> Duration {
    let draw = random.fraction()
    return .seconds(150 + Int(draw * draw * 1100))
  }

  /// Most are answered within twenty seconds.
  private mutating func waitedSeconds() -> Int {
    random.happens(0.82) ? random.integer(in: 2...20) : random.integer(in: 21...240)
  }

  private mutating func outcome() -> Contact.Outcome {
    switch random.integer(in: 0...99) {
    case 0..<89: .resolved
    case 89..<94: .pending
    default: .escalated
    }
  }

  private mutating func closing() -> Ticket.Outcome {
    switch random.integer(in: 0...99) {
    case 0..<88: .resolved
    case 88..<93: .unresolved
    case 93..<98: .notEligible
    default: .duplicate
    }
  }
}

public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// Opens a ticket.
  public func open(
    _ opening: TicketOpening,
    in organisation: Identifier<Organisation>,
    by staff: Identifier<Staff>,
    at moment: Moment,
    key: IdempotencyKey? = nil
  ) throws -> Ticket {
    let council = try council(organisation)
    let id: Identifier<Ticket> = try once(key, at: moment) {
      let procedure = try procedure(opening.procedure, of: organisation)
      let ticket = try insertTicket(
        opening,
        procedure: procedure?.id,
        language: council.languages.first ?? .catalan,
        in: council,
        at: moment
      )
      try append(TicketEvent(at: moment, actor: .staff(staff), kind: .opened), to: ticket)
      return ticket
    }
    return try ticket(id)
  }

  /// Closes a ticket and asks the citizen for a rating.
  ///
  /// Closing again with the same outcome changes nothing.
  ///
  /// - Throws: ``TicketingError/alreadyClosed`` when it is closed with another outcome.
  public func close(
    _ ticket: Ticket,
    _ outcome: Ticket.Outcome,
    by staff: Identifier<Staff>,
    at moment: Moment
  ) throws -> RatingInvitation {
    let council = try council(ticket.organisation)
    if try ticket.needsClosing(with: outcome) {
      try setOutcome(outcome, of: ticket.id, at: moment)
      try append(
        TicketEvent(at: moment, actor: .staff(staff), kind: .closed, detail: outcome.rawValue),
        to: ticket.id
      )
      try endPromise(of: ticket.id, at: moment)
      if try insertInvitation(for: ticket, at: moment), let citizen = ticket.citizen {
        try queue(.rating, for: citizen, ticket.language, ticket.id, council, at: moment)
      }
    }
    guard let invitation = try invitation(ofTicket: ticket.id) else {
      throw TicketingError.alreadyClosed
    }
    return invitation
  }

  /// Opens a closed ticket again.
  public func reopen(_ ticket: Ticket, by staff: Identifier<Staff>, at moment: Moment) throws
    -> Ticket
  {
    guard !ticket.isOpen else { throw TicketingError.notClosed }
    try setOutcome(nil, of: ticket.id, at: moment)
    try append(TicketEvent(at: moment, actor: .staff(staff), kind: .reopened), to: ticket.id)
    return try self.ticket(ticket.id)
  }

  /// A closed matter owes no call any more: its promise ends reached when somebody spoke
  /// with the citizen some other way, else unreached.
  private func endPromise(
    of ticket: Identifier<Ticket>,
    at moment: Moment
  ) throws {
    try connection.execute(
      """
      UPDATE promise SET claimed_by = NULL, claimed_at = NULL, ended_at = :at,
        state = CASE WHEN EXISTS (
          SELECT 1 FROM contact WHERE contact.ticket = promise.ticket AND outcome <> 'abandoned'
        ) THEN 'reached' ELSE 'unreached' END
      WHERE ticket = :ticket AND state IN ('waiting', 'claimed')
      """,
      ["ticket": .id(ticket), "at": .moment(moment)]
    )
  }

  func setOutcome(
    _ outcome: Ticket.Outcome?,
    of ticket: Identifier<Ticket>,
    at moment: Moment
  ) throws {
    try connection.execute(
      "UPDATE ticket SET outcome = :outcome, closed_at = :closed_at WHERE id = :id",
      [
        "id": .id(ticket), "outcome": .optional(outcome?.rawValue),
        "closed_at": outcome == nil ? .null : .moment(moment),
      ]
    )
  }

  func insertTicket(
    _ opening: TicketOpening,
    procedure: Identifier<Procedure>?,
    language: Language,
    in council: Organisation,
    at moment: Moment
  ) throws -> Identifier<Ticket> {
    let year = council.zone.date(at: moment).year
    let topic =
      opening.topic ?? procedure.flatMap { directory.procedure($0, of: council.id)?.topic }
    try connection.execute(
      """
      INSERT INTO ticket (organisation, year, number, subject, language, procedure, topic,
        level, opened_at)
      VALUES (:organisation, :year, :number, :subject, :language, :procedure, :topic,
        :level, :opened_at)
      """,
      [
        "organisation": .id(council.id), "year": .number(year),
        "number": .number(try nextNumber(of: council.id, year)),
        "subject": .text(opening.subject), "language": .text(language.rawValue),
        "procedure": .id(procedure), "topic": .optional(topic?.rawValue),
        "level": .text(opening.level.rawValue), "opened_at": .moment(moment),
      ]
    )
    let ticket = Identifier<Ticket>(connection.lastInsertedRowID)
    if let citizen = opening.citizen { try insert(citizen, of: ticket) }
    return ticket
  }

  func insert(_ citizen: Citizen, of ticket: Identifier<Ticket>) throws {
    try connection.execute(
      """
      INSERT INTO citizen (ticket, name, phone, email, identity)
      VALUES (:ticket, :name, :phone, :email, :identity)
      ON CONFLICT (ticket) DO NOTHING
      """,
      [
        "ticket": .id(ticket), "name": .text(citizen.name),
        "phone": .optional(citizen.phone?.e164), "email": .optional(citizen.email?.text),
        "identity": .optional(citizen.identity?.number),
      ]
    )
  }

  func append(_ event: TicketEvent, to ticket: Identifier<Ticket>) throws {
    let (actor, staff) = event.actor.stored
    try connection.execute(
      """
      INSERT INTO ticket_event (ticket, at, actor, staff, kind, detail, window_kind,
        window_start, window_end)
      VALUES (:ticket, :at, :actor, :staff, :kind, :detail, :window_kind, :window_start,
        :window_end)
      """,
      [
        "ticket": .id(ticket), "at": .moment(event.at), "actor": .text(actor),
        "staff": .id(staff), "kind": .text(event.kind.rawValue),
        "detail": .optional(event.detail),
        "window_kind": .optional(event.window?.kind.rawValue),
        "window_start": .moment(event.window?.start), "window_end": .moment(event.window?.end),
      ]
    )
  }

  func procedure(
    _ code: String?,
    of organisation: Identifier<Organisation>
  ) throws(TicketingError) -> Procedure? {
    guard let code else { return nil }
    guard let procedure = directory.procedure(code, of: organisation) else {
      throw .invalid([Fault("procedure", "unknown")])
    }
    return procedure
  }

  private func nextNumber(of organisation: Identifier<Organisation>, _ year: Int) throws -> Int {
    let number = try connection.row(
      """
      INSERT INTO reference_counter (organisation, year, last) VALUES (:organisation, :year, 1)
      ON CONFLICT (organisation, year) DO UPDATE SET last = last + 1
      RETURNING last
      """,
      ["organisation": .id(organisation), "year": .number(year)]
    ) { try $0.int("last") }
    return number ?? 1
  }
}

extension TicketEvent.Actor {
  var stored: (actor: String, staff: Identifier<Staff>?) {
    switch self {
    case .citizen: ("citizen", nil)
    case .desk: ("desk", nil)
    case .staff(let staff): ("staff", staff)
    }
  }
}

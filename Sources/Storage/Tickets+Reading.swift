import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// One ticket.
  ///
  /// - Throws: ``TicketingError/notFound`` when there is none.
  public func ticket(_ id: Identifier<Ticket>) throws -> Ticket {
    guard let found = try tickets("WHERE ticket.id = :id", ["id": .id(id)]).first else {
      throw TicketingError.notFound
    }
    return found
  }

  /// The ticket with a reference, when somebody of the staff may work on it.
  ///
  /// - Throws: ``TicketingError/notFound`` also when it exists in a council that isn't theirs.
  public func ticket(_ reference: Reference, for staff: Staff) throws -> Ticket {
    guard let council = directory.organisations.first(where: { $0.code == reference.code }) else {
      throw TicketingError.notFound
    }
    try staff.mustBeAble(to: .answer, in: council.id)
    return try ticket(reference, in: council.id)
  }

  func ticket(_ reference: Reference, in organisation: Identifier<Organisation>) throws -> Ticket {
    let found = try tickets(
      "WHERE organisation = :organisation AND year = :year AND number = :number",
      [
        "organisation": .id(organisation), "year": .number(reference.year),
        "number": .number(reference.number),
      ]
    ).first
    guard let found, found.reference == reference else { throw TicketingError.notFound }
    return found
  }

  /// The tickets of some councils, newest first.
  ///
  /// - Parameters:
  ///   - organisations: The councils.
  ///   - open: Only open ones, only closed ones, or both.
  ///   - cursor: The last ticket of the page before.
  ///   - limit: At most how many.
  /// - Returns: The tickets with their citizens.
  /// - Throws: What the store reports.
  public func tickets(
    in organisations: [Identifier<Organisation>],
    open: Bool?,
    before cursor: Identifier<Ticket>?,
    limit: Int
  ) throws -> [Ticket] {
    let listing = open.map { $0 ? Listing.openTickets : .closedTickets } ?? .tickets
    let ids = try newest(listing, in: organisations, before: cursor, limit: limit)
    return try tickets(
      "WHERE ticket.id IN (SELECT value FROM json_each(:ids)) ORDER BY ticket.id DESC",
      ["ids": .ids(ids)]
    )
  }

  /// The other tickets of the same telephone in the same council, newest first.
  public func others(like ticket: Ticket, limit: Int) throws -> [Ticket] {
    guard let phone = ticket.citizen?.phone else { return [] }
    return try tickets(
      Self.othersClause,
      [
        "organisation": .id(ticket.organisation), "phone": .text(phone.e164),
        "id": .id(ticket.id), "limit": .number(limit),
      ]
    )
  }

  /// A ticket's time line, newest first.
  public func events(of ticket: Identifier<Ticket>) throws -> [TicketEvent] {
    try connection.rows(
      """
      SELECT at, actor, staff, kind, detail, window_kind, window_start, window_end
      FROM ticket_event WHERE ticket = :ticket ORDER BY id DESC
      """,
      ["ticket": .id(ticket)]
    ) { row in
      TicketEvent(
        at: try row.moment("at"),
        actor: try row.actor(),
        kind: try row.word("kind"),
        detail: try row.optionalText("detail"),
        window: try row.optionalText("window_kind") == nil ? nil : row.window()
      )
    }
  }

  /// The plus keeps SQLite from reading all of the council's tickets instead of the person's.
  static let othersClause = """
    WHERE ticket.id IN (SELECT ticket FROM citizen WHERE phone = :phone)
      AND +organisation = :organisation AND ticket.id <> :id
    ORDER BY ticket.id DESC LIMIT :limit
    """

  static let ticketColumns = """
    SELECT ticket.id, organisation, year, number, subject, language, procedure, topic, level,
      opened_at, outcome, closed_at, name, phone, email, identity
    FROM ticket LEFT JOIN citizen ON citizen.ticket = ticket.id

    """

  private func tickets(
    _ clause: String,
    _ parameters: Parameters
  ) throws -> [Ticket] {
    try connection.rows(Self.ticketColumns + clause, parameters) { row in
      let organisation: Identifier<Organisation> = try row.id("organisation")
      return Ticket(
        id: try row.id("id"),
        organisation: organisation,
        reference: try row.reference(of: organisation, directory),
        subject: try row.text("subject"),
        citizen: try row.citizen(),
        language: Language(rawValue: try row.text("language")),
        procedure: try row.optionalID("procedure"),
        topic: try row.optionalWord("topic"),
        level: try row.word("level"),
        openedAt: try row.moment("opened_at"),
        outcome: try row.optionalWord("outcome"),
        closedAt: try row.optionalMoment("closed_at")
      )
    }
  }
}

extension Row {
  fileprivate func actor() throws -> TicketEvent.Actor {
    switch try text("actor") {
    case "citizen": .citizen
    case "staff": .staff(try id("staff"))
    default: .desk
    }
  }
}

extension Ledger {
  /// How many tickets of some councils are open.
  public func openTicketCount(in organisations: [Identifier<Organisation>]) throws -> Int {
    try connection.row(
      """
      SELECT count(*) AS tickets FROM ticket
      WHERE organisation IN (SELECT value FROM json_each(:organisations)) AND outcome IS NULL
      """,
      ["organisations": .ids(organisations)]
    ) { try $0.int("tickets") } ?? 0
  }
}

public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// Logs a contact in its ticket, or in a new one.
  ///
  /// A contact without a ticket opens one; when it resolved the matter, the ticket closes
  /// with it.
  public func log(
    _ entry: ContactEntry,
    in organisation: Identifier<Organisation>,
    by staff: Identifier<Staff>,
    at moment: Moment,
    key: IdempotencyKey? = nil
  ) throws -> Contact {
    let council = try council(organisation)
    let id: Identifier<Contact> = try once(key, at: moment) {
      let procedure = try procedure(entry.procedure, of: organisation)
      let ticket: Ticket
      if let reference = entry.ticket {
        ticket = try known(reference, in: organisation)
        if let citizen = entry.citizen { try insert(citizen, of: ticket.id) }
      } else {
        ticket = try openTicket(for: entry, procedure, in: council, by: staff, at: moment)
      }
      let contact = try insert(entry, procedure, of: ticket, by: staff, at: moment)
      try append(
        TicketEvent(
          at: moment, actor: .staff(staff), kind: .contacted, detail: entry.channel.rawValue
        ),
        to: ticket.id
      )
      if entry.ticket == nil, entry.outcome == .resolved {
        _ = try close(ticket, .resolved, by: staff, at: moment)
      }
      return contact
    }
    return try contact(id)
  }

  private func known(_ reference: Reference, in organisation: Identifier<Organisation>) throws
    -> Ticket
  {
    do {
      return try ticket(reference, in: organisation)
    } catch TicketingError.notFound {
      throw TicketingError.invalid([Fault("ticket", "unknown")])
    }
  }

  private func openTicket(
    for entry: ContactEntry,
    _ procedure: Procedure?,
    in council: Organisation,
    by staff: Identifier<Staff>,
    at moment: Moment
  ) throws -> Ticket {
    let id = try insertTicket(
      TicketOpening(
        subject: TicketOpening.subject(from: entry.matter),
        citizen: entry.citizen,
        procedure: entry.procedure,
        topic: entry.topic,
        level: .assisted
      ),
      procedure: procedure?.id,
      language: council.languages.first ?? .catalan,
      in: council,
      at: entry.startedAt
    )
    try append(TicketEvent(at: moment, actor: .staff(staff), kind: .opened), to: id)
    return try ticket(id)
  }

  private func insert(
    _ entry: ContactEntry,
    _ procedure: Procedure?,
    of ticket: Ticket,
    by staff: Identifier<Staff>,
    at moment: Moment
  ) throws -> Identifier<Contact> {
    let topic = entry.topic ?? procedure?.topic ?? ticket.topic
    try connection.execute(
      """
      INSERT INTO contact (organisation, ticket, channel, direction, matter, procedure, topic,
        outcome, started_at, ended_at, waited_seconds, staff, recorded_at)
      VALUES (:organisation, :ticket, :channel, :direction, :matter, :procedure, :topic,
        :outcome, :started_at, :ended_at, :waited_seconds, :staff, :recorded_at)
      """,
      [
        "organisation": .id(ticket.organisation), "ticket": .id(ticket.id),
        "channel": .text(entry.channel.rawValue), "direction": .text(entry.direction.rawValue),
        "matter": .text(entry.matter), "procedure": .id(procedure?.id ?? ticket.procedure),
        "topic": .optional(topic?.rawValue), "outcome": .text(entry.outcome.rawValue),
        "started_at": .moment(entry.startedAt), "ended_at": .moment(entry.endedAt),
        "waited_seconds": .optional(entry.waitedSeconds), "staff": .id(staff),
        "recorded_at": .moment(moment),
      ]
    )
    return Identifier(connection.lastInsertedRowID)
  }

  /// One contact.
  public func contact(_ id: Identifier<Contact>) throws -> Contact {
    guard let found = try contacts("WHERE contact.id = :id", ["id": .id(id)]).first else {
      throw TicketingError.notFound
    }
    return found
  }

  /// The contacts of some councils, newest first.
  public func contacts(
    in organisations: [Identifier<Organisation>],
    channel: Contact.Channel?,
    direction: Contact.Direction?,
    before cursor: Identifier<Contact>?,
    limit: Int
  ) throws -> [Contact] {
    var filters: [(String, Value)] = []
    if let channel { filters.append(("channel", .text(channel.rawValue))) }
    if let direction { filters.append(("direction", .text(direction.rawValue))) }
    let listing: Listing =
      switch (channel, direction) {
      case (nil, nil): .contacts
      case (_?, nil): .contactsByChannel
      case (nil, _?): .contactsByDirection
      case (_?, _?): .contactsByChannelAndDirection
      }
    let ids = try newest(
      listing, in: organisations, before: cursor, limit: limit, where: filters
    )
    return try contacts(
      "WHERE contact.id IN (SELECT value FROM json_each(:ids)) ORDER BY contact.id DESC",
      ["ids": .ids(ids)]
    )
  }

  /// The contacts of a ticket, newest first.
  public func contacts(of ticket: Identifier<Ticket>) throws -> [Contact] {
    try contacts(
      "WHERE contact.ticket = :ticket ORDER BY contact.id DESC",
      ["ticket": .id(ticket)]
    )
  }

  static let contactColumns = """
    SELECT contact.id, contact.organisation, year, number, channel, direction, matter,
      contact.procedure, contact.topic, contact.outcome, started_at, ended_at,
      waited_seconds, staff
    FROM contact JOIN ticket ON ticket.id = contact.ticket

    """

  private func contacts(
    _ clause: String,
    _ parameters: Parameters
  ) throws -> [Contact] {
    try connection.rows(Self.contactColumns + clause, parameters) { row in
      let organisation: Identifier<Organisation> = try row.id("organisation")
      let procedure: Identifier<Procedure>? = try row.optionalID("procedure")
      return Contact(
        id: try row.id("id"),
        organisation: organisation,
        ticket: try row.reference(of: organisation, directory),
        channel: try row.word("channel"),
        direction: try row.word("direction"),
        matter: try row.text("matter"),
        procedure: procedure.flatMap { directory.procedure($0, of: organisation)?.code },
        topic: try row.optionalWord("topic"),
        outcome: try row.word("outcome"),
        startedAt: try row.moment("started_at"),
        endedAt: try row.moment("ended_at"),
        waitedSeconds: try row.optionalInt64("waited_seconds").map { Int($0) },
        staff: try row.id("staff")
      )
    }
  }
}

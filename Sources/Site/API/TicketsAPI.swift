import Basics
import HTTP
import SQLite
import Storage
import Ticketing

/// Tickets, for the staff.
enum TicketsAPI {
  static func list(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedIn().staff
    let organisations = try visit.organisations(for: staff)
    let limit = try visit.limit()
    let cursor: Identifier<Ticket>? = try visit.cursor()
    let open = try isOpenFilter(visit)
    let tickets = try await visit.desk.look {
      try $0.tickets(in: organisations, open: open, before: cursor, limit: limit + 1)
    }
    return visit.page(tickets, limit: limit, id: \.id) { visit.describe($0) }
  }

  private static func isOpenFilter(_ visit: Visit) throws(TicketingError) -> Bool? {
    switch visit.request.query["state"] {
    case nil, "": nil
    case "open": true
    case "closed": false
    default: throw .invalid([Fault("state", "unknown")])
    }
  }

  static func open(_ visit: Visit) async throws -> Response {
    let session = try await visit.signedInForChange()
    var (bytes, fields) = try await visit.jsonBody()
    var form = TicketForm()
    form.organisation = fields.text("organisation")
    form.subject = fields.text("subject")
    form.citizen = fields.citizen()
    form.procedure = fields.text("procedure")
    form.topic = fields.text("topic")
    form.level = fields.text("level")
    try fields.finish()
    let organisation = try visit.organisation(named: form.organisation, for: session.staff)
    let opening = try TicketOpening(form)
    let key = try visit.idempotencyKey("tickets/\(session.staff.id.rawValue)", bytes)
    let now = visit.now
    let ticket = try await visit.desk.record {
      try $0.open(opening, in: organisation.id, by: session.staff.id, at: now, key: key)
    }
    visit.announce(ticket)
    var response = Response.json(.created, visit.describe(ticket))
    response.fields.append("Location", "/api/v1/tickets/\(ticket.reference)")
    return response
  }

  static func show(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedIn().staff
    let reference = try visit.reference()
    let (ticket, events, contacts, attachments, names) = try await visit.desk.look { ledger in
      let ticket = try ledger.ticket(reference, for: staff)
      return (
        ticket, try ledger.events(of: ticket.id), try ledger.contacts(of: ticket.id),
        try ledger.attachments(of: ticket.id), try ledger.staffNames()
      )
    }
    try await visit.noteReading(of: ticket, by: staff)
    guard case .object(var object) = visit.describe(ticket) else {
      throw TicketingError.notFound
    }
    object["events"] = .array(events.map { visit.describe($0, of: ticket, names) })
    object["contacts"] = .array(contacts.map { visit.describe($0) })
    object["attachments"] = .array(attachments.map { visit.describe($0, of: ticket) })
    return .json(.ok, .object(object))
  }

  static func close(_ visit: Visit) async throws -> Response {
    let session = try await visit.signedInForChange()
    var (_, fields) = try await visit.jsonBody()
    let word = fields.text("outcome")
    try fields.finish()
    let reference = try visit.reference()
    _ = try await visit.desk.look { try $0.ticket(reference, for: session.staff) }
    let (ticket, invitation) = try await visit.close(reference, word, by: session.staff)
    guard case .object(var object) = visit.describe(ticket) else {
      throw TicketingError.notFound
    }
    object["ratingHref"] = .string("/rate/" + invitation.token)
    return .json(.ok, .object(object))
  }

  static func reopen(_ visit: Visit) async throws -> Response {
    let session = try await visit.signedInForChange()
    let ticket = try await visit.reopen(try visit.reference(), by: session.staff)
    return .json(.ok, visit.describe(ticket))
  }
}

extension Visit {
  /// Keeps a trace of who saw whose ticket, before it is shown.
  func noteReading(of ticket: Ticket, by staff: Staff) async throws {
    guard ticket.citizen != nil else { return }
    let now = now
    try await trace(staff) { try $0.noteReading(of: ticket.id, by: staff.id, at: now) }
  }

  /// Keeps a trace of who took out which document, before it is given.
  func noteReading(of attachment: Attachment, by staff: Staff) async throws {
    let now = now
    try await trace(staff) { try $0.noteReading(of: attachment, by: staff.id, at: now) }
  }

  private func trace(
    _ staff: Staff, _ note: @escaping @Sendable (Ledger) throws -> Void
  ) async throws {
    do {
      try await desk.record(note)
    } catch let error as SQLiteError where error.isAboutTheDisk {
      // A full disk must not keep an agent from helping who is on the line.
      Log.standard.error("reading-untraced", [("staff", .integer(staff.id.rawValue))])
    }
  }

  /// The reference that the path names.
  func reference() throws -> Reference {
    guard let reference = Reference(try part("ref")) else { throw TicketingError.notFound }
    return reference
  }

  /// The council that a body names, when somebody of the staff may work in it; a fault of
  /// the field otherwise, the same for one that isn't theirs and one that isn't at all.
  func organisation(named slug: String, for staff: Staff) throws(TicketingError) -> Organisation {
    guard let organisation = desk.directory.organisation(slug),
      staff.may(.answer, in: organisation.id)
    else { throw .invalid([Fault("organisation", slug.isEmpty ? "missing" : "unknown")]) }
    return organisation
  }

  /// Closes a ticket and tells the other agents.
  func close(
    _ reference: Reference,
    _ outcome: String,
    by staff: Staff
  ) async throws -> (Ticket, RatingInvitation) {
    guard let outcome = Ticket.Outcome(rawValue: outcome),
      Ticket.Outcome.choosable.contains(outcome)
    else { throw TicketingError.invalid([Fault("outcome", "unknown")]) }
    let now = now
    let (ticket, invitation) = try await desk.record { ledger in
      let ticket = try ledger.ticket(reference, for: staff)
      let invitation = try ledger.close(ticket, outcome, by: staff.id, at: now)
      return (try ledger.ticket(ticket.id), invitation)
    }
    announce(ticket)
    return (ticket, invitation)
  }

  /// Opens a closed ticket again and tells the other agents.
  func reopen(_ reference: Reference, by staff: Staff) async throws -> Ticket {
    let now = now
    let ticket = try await desk.record { ledger in
      try ledger.reopen(try ledger.ticket(reference, for: staff), by: staff.id, at: now)
    }
    announce(ticket)
    return ticket
  }
}

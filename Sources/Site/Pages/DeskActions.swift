import Basics
import HTTP
import Storage
import Ticketing

/// What an agent does from a page: each form changes one thing and goes back to a page.
enum DeskActions {
  static func claim(_ visit: Visit) async throws -> Response {
    try await promise(visit, did: "claimed") { ledger, promise, staff, _ in
      try ledger.claim(promise, by: staff.id, at: visit.now)
    }
  }

  static func attempt(_ visit: Visit) async throws -> Response {
    try await promise(visit, did: "attempted") { ledger, promise, staff, form in
      guard let result = form["result"].flatMap({ Attempt.Result(rawValue: $0) }) else {
        throw TicketingError.invalid([Fault("result", "unknown")])
      }
      return try ledger.attempt(result, on: promise, by: staff.id, at: visit.now)
    }
  }

  static func close(_ visit: Visit) async throws -> Response {
    let (form, session) = try await begin(visit)
    return try await ticket(visit, did: "closed") { reference in
      _ = try await visit.close(reference, form["outcome"] ?? "", by: session.staff)
    }
  }

  static func reopen(_ visit: Visit) async throws -> Response {
    let (_, session) = try await begin(visit)
    return try await ticket(visit, did: "reopened") { reference in
      _ = try await visit.reopen(reference, by: session.staff)
    }
  }

  /// What stands for an outcome when the agent wants to look at the screen first.
  private static let sessionWish = "session"

  /// Logs a contact of the ticket that is open.
  static func logContact(_ visit: Visit) async throws -> Response {
    let (form, session) = try await begin(visit)
    let reference = try visit.reference()
    let ticket = try await visit.desk.look { try $0.ticket(reference, for: session.staff) }
    guard let organisation = visit.desk.directory.organisation(ticket.organisation) else {
      throw TicketingError.notFound
    }
    var entered = entry(form, visit, organisation)
    entered.ticket = reference.description
    entered.direction = Contact.Direction.outgoing.rawValue
    do {
      try await log(entered, form, visit, in: organisation, by: session.staff)
      return visit.seeOther("/agent/tickets/\(reference)?did=saved")
    } catch TicketingError.invalid(let faults) {
      return try await DeskPage.ticket(visit, session, entered: form, faults: faults)
    }
  }

  /// Logs a contact that has no ticket yet.
  static func newContact(_ visit: Visit) async throws -> Response {
    let (form, session) = try await begin(visit)
    do {
      let slug = form["organisation"] ?? ""
      let organisation = try visit.organisation(named: slug, for: session.staff)
      let entered = entry(form, visit, organisation)
      let contact = try await log(entered, form, visit, in: organisation, by: session.staff)
      if form["outcome"] == sessionWish {
        return try await AgentSessionPage.go(visit, contact.ticket, by: session.staff)
      }
      return visit.seeOther("/agent/tickets/\(contact.ticket)?queue=open&did=saved")
    } catch TicketingError.invalid(let faults) {
      let view = try await DeskView(visit, session)
      return DeskPage.newContact(view, entered: form, error: view.sentences(faults))
    }
  }

  /// Logs what was entered; the same form posted twice is one contact.
  ///
  /// A form carries when its page was drawn, so two that agree in everything are one.
  @discardableResult private static func log(
    _ entry: ContactForm,
    _ form: FormBody,
    _ visit: Visit,
    in organisation: Organisation,
    by staff: Staff
  ) async throws -> Contact {
    let checked = try ContactEntry(entry, now: visit.now)
    let written = form.pairs.filter { $0.name != "csrf" }.flatMap { [$0.name, $0.value] }
    let bytes = Array(([entry.ticket] + written).joined(separator: "\u{0}").utf8)
    let key = IdempotencyKey(
      scope: "contact-form/\(staff.id.rawValue)", key: Hex.encode(SHA256.hash(bytes)), body: bytes)
    return try await visit.log(checked, in: organisation, by: staff, key: key)
  }

  /// The form as a contact: from its start until now, about the note, else the topic.
  private static func entry(
    _ form: FormBody,
    _ visit: Visit,
    _ organisation: Organisation
  ) -> ContactForm {
    var entry = ContactForm()
    entry.organisation = organisation.slug
    entry.channel = form["channel"] ?? ""
    entry.direction = form["direction"] ?? Contact.Direction.incoming.rawValue
    entry.topic = form["topic"] ?? ""
    entry.procedure = form["procedure"] ?? ""
    entry.outcome = form["outcome"] ?? ""
    if entry.outcome == sessionWish { entry.outcome = Contact.Outcome.pending.rawValue }
    entry.startedAt = form["startedAt"] ?? ""
    entry.endedAt = visit.now.rfc3339(in: organisation.zone)
    let note = form["note"] ?? ""
    let about = [note, entry.procedure, entry.topic].first {
      !$0.allSatisfy(\.isWhitespace)
    }
    entry.matter = about ?? Topic.other.rawValue
    var citizen = CitizenForm()
    citizen.name = form["name"] ?? ""
    citizen.phone = form["phone"] ?? ""
    citizen.nif = form["nif"] ?? ""
    if !citizen.isBlank { entry.citizen = citizen }
    return entry
  }

  private static func begin(_ visit: Visit) async throws -> (FormBody, Session) {
    let form = try await visit.form()
    return (form, try await visit.signedInForChange(word: form["csrf"] ?? ""))
  }

  private static func ticket(
    _ visit: Visit,
    did: String,
    _ body: (Reference) async throws -> Void
  ) async throws -> Response {
    let reference = try visit.reference()
    let path = "/agent/tickets/\(reference)"
    do {
      try await body(reference)
      return visit.seeOther("\(path)?did=\(did)")
    } catch let error as TicketingError {
      return visit.seeOther("\(path)?fault=\(try word(for: error))")
    }
  }

  private static func promise(
    _ visit: Visit,
    did: String,
    _ body: @escaping @Sendable (Ledger, Promise, Staff, FormBody) throws -> Promise
  ) async throws -> Response {
    let (form, session) = try await begin(visit)
    let id: Identifier<Promise> = try visit.identity("id")
    let known = try await visit.desk.look { try $0.promise(id, for: session.staff) }
    let path = "/agent/tickets/\(known.reference)"
    do {
      _ = try await visit.change(id, by: session.staff) { ledger, promise, staff in
        try body(ledger, promise, staff, form)
      }
      return visit.seeOther("\(path)?did=\(did)")
    } catch let error as TicketingError {
      return visit.seeOther("\(path)?fault=\(try word(for: error))")
    }
  }

  /// The problem's name for the page that comes back; what has no such page goes up.
  private static func word(for error: TicketingError) throws(TicketingError) -> String {
    switch error {
    case .alreadyClaimed: "already-claimed"
    case .promiseEnded, .beingCalled: "promise-ended"
    case .alreadyClosed: "already-closed"
    case .notClosed: "not-closed"
    case .invalid: "invalid"
    case .notFound, .windowFull, .alreadyPromised, .ratingClosed, .idempotencyMismatch,
      .unknownCode, .remoteSessionEnded, .remoteSessionsFull, .tooManyAttachments,
      .desktopClosed, .desktopOff, .desktopInUse:
      throw error
    }
  }
}

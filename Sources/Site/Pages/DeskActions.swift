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

  /// Logs a contact of the ticket that is open.
  static func logContact(_ visit: Visit) async throws -> Response {
    let (form, session) = try await begin(visit)
    return try await ticket(visit, did: "saved") { reference in
      let ticket = try await visit.desk.look { try $0.ticket(reference, for: session.staff) }
      guard let organisation = visit.desk.directory.organisation(ticket.organisation) else {
        throw TicketingError.notFound
      }
      var entered = entry(form, visit, organisation)
      entered.ticket = reference.description
      entered.direction = Contact.Direction.outgoing.rawValue
      let checked = try ContactEntry(entered, now: visit.now)
      _ = try await visit.log(checked, in: organisation, by: session.staff)
    }
  }

  /// Logs a contact that has no ticket yet.
  static func newContact(_ visit: Visit) async throws -> Response {
    let (form, session) = try await begin(visit)
    do {
      let slug = form["organisation"] ?? ""
      let organisation = try visit.organisation(named: slug, for: session.staff)
      let checked = try ContactEntry(entry(form, visit, organisation), now: visit.now)
      let contact = try await visit.log(checked, in: organisation, by: session.staff)
      return visit.seeOther("/agent/tickets/\(contact.ticket)?queue=open&did=saved")
    } catch TicketingError.invalid(let faults) {
      let view = try await DeskView(visit, session)
      let sentences = faults.map {
        visit.site.texts.sentence(for: $0, in: view.language)
      }
      return DeskPage.newContact(view, entered: form, error: sentences.joined(separator: " "))
    }
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
      .unknownCode, .remoteSessionEnded, .remoteSessionsFull, .desktopClosed, .desktopOff,
      .desktopInUse:
      throw error
    }
  }
}

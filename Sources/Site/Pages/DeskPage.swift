import Basics
import HTTP
import Storage
import Ticketing

/// The agent's desk: queues, the list that lives, and the ticket that is open.
enum DeskPage {
  static func show(_ visit: Visit) async throws -> Response {
    let view = try await DeskView(visit, try await visit.signedIn())
    let queue = queue(visit)
    var context = view.context(current: queue)
    context["list"] = view.list(queue, current: nil)
    return visit.page("agent", context)
  }

  /// The list alone, which an open desk fetches when something has happened.
  static func list(_ visit: Visit) async throws -> Response {
    let view = try await DeskView(visit, try await visit.signedIn())
    let queue = queue(visit)
    var context = view.context(current: queue)
    context["list"] = view.list(queue, current: nil)
    return visit.page("agent-list", context)
  }

  static func ticket(_ visit: Visit) async throws -> Response {
    try await ticket(visit, try await visit.signedIn(), entered: nil, faults: [])
  }

  /// A ticket, with a contact that couldn't be saved as it was typed.
  static func ticket(
    _ visit: Visit,
    _ session: Session,
    entered form: FormBody?,
    faults: [Fault]
  ) async throws -> Response {
    let reference = try visit.reference()
    let view = try await DeskView(visit, session)
    let file = try await visit.desk.look {
      try TicketFile(reference, for: session.staff, $0)
    }
    try await visit.noteReading(of: file.ticket, by: session.staff)
    let queue = queue(visit)
    var context = view.context(current: queue)
    context["list"] = view.list(queue, current: reference)
    let error = faults.isEmpty ? nil : view.sentences(faults)
    context["ticket"] = view.pane(file, queue: queue, entered: form, error: error)
    return visit.page("agent", context, status: error == nil ? .ok : .unprocessableContent)
  }

  static func newContact(_ visit: Visit) async throws -> Response {
    let view = try await DeskView(visit, try await visit.signedIn())
    return newContact(view, entered: nil, error: nil)
  }

  static func newContact(
    _ view: DeskView,
    entered form: FormBody?,
    error: String?
  ) -> Response {
    var context = view.context(current: nil)
    if let contact = view.newContact(entered: form, error: error) {
      context["contact"] = contact
    }
    return view.visit.page(
      "new-contact", context, status: error == nil ? .ok : .unprocessableContent
    )
  }

  private static func queue(_ visit: Visit) -> DeskView.Queue {
    visit.request.query["queue"].flatMap { DeskView.Queue(rawValue: $0) } ?? .due
  }
}

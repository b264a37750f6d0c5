import Basics
import HTTP
import Relay
import Storage
import Ticketing

/// "My desktop": the owner's machines, and for administrators those of their councils.
enum OfficeDesktopPages {
  static func show(_ visit: Visit) async throws -> Response {
    let session = try await visit.signedIn()
    return try await page(visit, session)
  }

  /// An administrator registers a machine; its secret is shown on this one answer.
  static func register(_ visit: Visit) async throws -> Response {
    let form = try await visit.form()
    let session = try await visit.signedInForChange(word: form["csrf"] ?? "")
    let organisation = try visit.organisation(slug: form["organisation"] ?? "")
    do {
      let made = try await visit.registerDesktop(
        form["name"] ?? "", for: form["owner"] ?? "", in: organisation, hours: try week(form),
        by: session.staff)
      return try await page(visit, session, secret: made)
    } catch TicketingError.invalid(let faults) {
      return try await page(visit, session, faults: faults, entered: form)
    }
  }

  static func revoke(_ visit: Visit) async throws -> Response {
    let form = try await visit.form()
    let session = try await visit.signedInForChange(word: form["csrf"] ?? "")
    try await visit.revoke(
      try await visit.administeredDesktop(by: session.staff), by: session.staff)
    return visit.seeOther("/agent/desktops?did=revoked")
  }

  /// The owner gives the password again and goes to the screen.
  static func connect(_ visit: Visit) async throws -> Response {
    let form = try await visit.form()
    let session = try await visit.signedInForChange(word: form["csrf"] ?? "")
    let desktop = try await visit.ownDesktop(of: session.staff)
    let fault: String
    do {
      let opened = try await visit.connect(
        to: desktop, by: session.staff, password: form["password"] ?? "")
      return visit.seeOther("/agent/desktops/\(desktop.id.rawValue)/connections/\(opened.name)")
    } catch Refusal.wrongCredentials {
      fault = "desktops.wrongPassword"
    } catch let error as TicketingError where error != .notFound {
      fault = "problems.\(visit.problem(of: error).kind).detail"
    }
    return try await page(visit, session, fault: fault)
  }

  /// Somebody is done, or wants to cut a connection that hangs.
  static func disconnect(_ visit: Visit) async throws -> Response {
    let form = try await visit.form()
    let session = try await visit.signedInForChange(word: form["csrf"] ?? "")
    let desktop = try await visit.ownDesktop(of: session.staff)
    let now = visit.now
    let live = try await visit.desk.record { ledger in
      let live = try ledger.liveConnection(to: desktop.id)
      if let live {
        try ledger.record(.ended, of: live.name, reason: .left, bytes: 0, at: now)
      }
      return live
    }
    if let live { visit.site.remote.relay.end(live.name) }
    return visit.seeOther("/agent/desktops?did=disconnected")
  }

  /// The screen.
  static func screen(_ visit: Visit) async throws -> Response {
    let session = try await visit.signedIn()
    let desktop = try await visit.ownDesktop(of: session.staff)
    let name = try visit.part("name")
    guard let connection = try await visit.desk.look({ try $0.officeConnection(name) }),
      connection.desktop == desktop.id, connection.staff == session.staff.id
    else { throw TicketingError.notFound }
    let organisation = visit.desk.directory.organisation(desktop.organisation)
    var context = visit.context(visit.language(of: organisation))
    context["csrf"] = .string(session.csrf)
    context["noVNC"] = .bool(visit.site.noVNC != nil)
    context["desktop"] = [
      "name": .string(desktop.name),
      "ticketHref": .string(
        "/api/v1/office-desktops/\(desktop.id.rawValue)/connections/\(name)/ticket"),
      "now": .integer(visit.now.milliseconds),
      "endsAt": .integer(connection.endsAt.milliseconds),
      "warnAt": .integer((connection.endsAt - OfficeDesktop.warningTime).milliseconds),
      "isOver": .bool(connection.endedAt != nil),
    ]
    return visit.page("office-desktop", context)
  }

  /// The hours of a form: some days, from and to.
  private static func week(
    _ form: FormBody
  ) throws(TicketingError) -> [Weekday: [OpenInterval]] {
    guard let interval = OpenInterval("\(form["from"] ?? "")-\(form["to"] ?? "")") else {
      throw .invalid([Fault("hours", "malformed")])
    }
    var weekly: [Weekday: [OpenInterval]] = [:]
    for day in Weekday.allCases where form["day-\(day.rawValue)"] != nil {
      weekly[day] = [interval]
    }
    return weekly
  }

  private static func page(
    _ visit: Visit, _ session: Session, fault: String? = nil,
    secret: (desktop: OfficeDesktop, secret: String)? = nil, faults: [Fault] = [],
    entered: FormBody? = nil
  ) async throws -> Response {
    let view = try await OfficeDesktopsView(visit, session)
    var context = view.context(entered: entered, faults: faults)
    if let fault { context["fault"] = .string(view.desk.text(fault)) }
    if let secret { context["registered"] = view.describe(secret.desktop, secret.secret) }
    let isFine = fault == nil && faults.isEmpty
    return visit.page("office-desktops", context, status: isFine ? .ok : .unprocessableContent)
  }
}

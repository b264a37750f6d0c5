import Basics
import HTTP
import Storage
import Ticketing

/// The agent's side of a remote session.
enum AgentSessionPage {
  /// Opens one from the ticket's pane and goes to it; the code is shown there once.
  static func open(_ visit: Visit) async throws -> Response {
    let form = try await visit.form()
    let session = try await visit.signedInForChange(word: form["csrf"] ?? "")
    return try await go(visit, try visit.reference(), by: session.staff)
  }

  /// Opens one for a ticket and goes to it.
  static func go(
    _ visit: Visit, _ reference: Reference, by staff: Staff
  ) async throws -> Response {
    let opened = try await visit.openRemoteSession(reference, by: staff)
    // Not in the address: it would stay in histories and logs.
    var response = visit.seeOther("/agent/sessions/\(opened.session.name)")
    response.fields.append(
      "Set-Cookie",
      "assist-code=\(opened.session.name).\(opened.code.digits); Path=/agent/sessions/; "
        + "Max-Age=600; HttpOnly; SameSite=Strict\(visit.secure)")
    return response
  }

  /// The picture, the words to compare, and what belongs beside it.
  static func show(_ visit: Visit) async throws -> Response {
    let session = try await visit.signedIn()
    let name = try visit.part("id")
    let (record, ticket, invited, colleagues) = try await visit.desk.look { ledger in
      let record = try ledger.remoteSession(name, for: session.staff)
      return (
        record, try ledger.ticket(record.ticket),
        try ledger.invitedRole(of: session.staff.id, in: record.id),
        try ledger.colleagues(in: record.organisation)
      )
    }
    let organisation = visit.desk.directory.organisation(record.organisation)
    let language = visit.language(of: organisation)
    var context = visit.context(language, organisation)
    context["csrf"] = .string(session.csrf)
    context["session"] = .object(visit.describe(record))
    context["socket"] = .string(visit.socket(record.name))
    context["ticket"] = [
      "reference": .string(ticket.reference.description),
      "subject": .string(ticket.subject),
      "href": .string("/agent/tickets/\(ticket.reference)"),
      "citizen": .string(ticket.citizen?.name ?? ""),
    ]
    context["computerHref"] = .string("/agent/sessions/\(record.name)/computer")
    context["noVNC"] = .bool(visit.site.noVNC != nil)
    context["me"] = .string(session.staff.name)
    context["role"] = .string(role(of: session.staff, in: record, invited).rawValue)
    context["number"] = .string(visit.number(of: session.staff).spoken)
    context["colleagues"] = .array(
      colleagues.filter { $0.id != session.staff.id }.map {
        ["user": .string($0.user), "name": .string($0.name)]
      })
    context["types"] = .string(AttachmentType.allCases.map(\.rawValue).joined(separator: ","))
    if let code = code(visit, record), record.codeUsedAt == nil, record.endedAt == nil {
      context["code"] = [
        "digits": .string(code.digits), "spoken": .string(code.spoken),
        "joinURL": .string("\(visit.origin)/assist/\(code.digits)"),
        "expiresAt": .integer(record.codeExpiresAt.milliseconds),
      ]
    }
    return visit.page("agent-session", context)
  }

  /// What somebody comes in as: what they were asked in as; else a supervisor looks on at what
  /// another has opened, and everybody else helps.
  private static func role(
    of staff: Staff, in session: RemoteSessionRecord, _ invited: RemoteSession.Role?
  ) -> RemoteSession.Role {
    if let invited { return invited }
    let looksOn = session.staff != staff.id && staff.may(.supervise, in: session.organisation)
    return looksOn ? .supervisor : .agent
  }

  /// The code, as long as the browser that opened the session remembers it.
  private static func code(_ visit: Visit, _ record: RemoteSessionRecord) -> JoinCode? {
    guard let cookie = visit.request.cookie("assist-code"), let dot = cookie.firstIndex(of: "."),
      cookie[..<dot] == record.name
    else { return nil }
    return JoinCode(String(cookie[cookie.index(after: dot)...]))
  }
}

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
    let reference = try visit.reference()
    let opened = try await visit.openRemoteSession(reference, by: session.staff)
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
    let (record, ticket) = try await visit.desk.look { ledger in
      let record = try ledger.remoteSession(name, for: session.staff)
      return (record, try ledger.ticket(record.ticket))
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
    context["maySupervise"] = .bool(session.staff.may(.supervise, in: record.organisation))
    if let code = code(visit, record), record.codeUsedAt == nil, record.endedAt == nil {
      context["code"] = [
        "digits": .string(code.digits), "spoken": .string(code.spoken),
        "joinURL": .string("\(visit.origin)/assist/\(code.digits)"),
        "expiresAt": .integer(record.codeExpiresAt.milliseconds),
      ]
    }
    return visit.page("agent-session", context)
  }

  /// The code, as long as the browser that opened the session remembers it.
  private static func code(_ visit: Visit, _ record: RemoteSessionRecord) -> JoinCode? {
    guard let cookie = visit.request.cookie("assist-code"), let dot = cookie.firstIndex(of: "."),
      cookie[..<dot] == record.name
    else { return nil }
    return JoinCode(String(cookie[cookie.index(after: dot)...]))
  }
}

import Basics
import HTTP
import Storage
import Templates
import Ticketing

/// The citizen's page: the code, who asks, and then the session itself.
enum AssistPage {
  /// The field for the code; or the session that goes on, after a reload.
  static func ask(_ visit: Visit) async throws -> Response {
    if let session = try await visit.citizensSession(), session.endedAt == nil {
      return try await live(visit, session)
    }
    return page(visit, visit.context(visit.language))
  }

  /// What was typed; forgives spaces.
  static func submit(_ visit: Visit) async throws -> Response {
    let form = try await visit.form()
    let typed = form["code"] ?? ""
    do {
      let (_, code) = try await visit.remoteSession(code: typed)
      return visit.seeOther("/assist/\(code.digits)")
    } catch TicketingError.unknownCode {
      return wrong(visit, typed)
    }
  }

  /// The link that the agent sent, or the code that was typed.
  static func show(_ visit: Visit) async throws -> Response {
    if let session = try await visit.citizensSession(), session.endedAt == nil {
      return try await live(visit, session)
    }
    let typed = try visit.part("code")
    do {
      let (session, code) = try await visit.remoteSession(code: typed)
      var context = try await context(visit, session)
      context["code"] = [
        "digits": .string(code.digits), "spoken": .string(code.spoken),
      ]
      return page(visit, context)
    } catch TicketingError.unknownCode {
      return wrong(visit, typed)
    }
  }

  private static func live(_ visit: Visit, _ session: RemoteSessionRecord) async throws -> Response
  {
    var context = try await context(visit, session)
    context["session"] = [
      "id": .string(session.name), "state": .string(session.phase.rawValue),
      "socket": .string(visit.socket(session.name)),
    ]
    return page(visit, context)
  }

  /// Who asks, and what they promise: drawn here, so that nobody says yes before it is there.
  private static func context(
    _ visit: Visit, _ session: RemoteSessionRecord
  ) async throws -> JSONObject {
    let organisation = visit.desk.directory.organisation(session.organisation)
    let language = visit.language(of: organisation)
    let invitation = try await visit.invitation(session)
    var context = visit.context(language, organisation)
    context["invitation"] = .object(invitation)
    context["promise"] = .string(
      visit.site.texts.format(
        "assist.promise", ["name": invitation["agent"]?.string ?? ""], in: language.rawValue))
    return context
  }

  private static func wrong(_ visit: Visit, _ typed: String) -> Response {
    var context = visit.context(visit.language)
    context["error"] = .string(
      visit.site.texts.problem("unknown-code", .notFound, "detail", in: visit.language))
    context["typed"] = .string(String(typed.prefix(32)))
    return page(visit, context, status: .notFound)
  }

  private static func page(
    _ visit: Visit, _ context: JSONObject, status: Status = .ok
  ) -> Response {
    var context = context
    context["action"] = "/assist"
    var response = visit.page("assist", context, status: status)
    // The code is in the address: what the page loads must not carry it into anybody's logs.
    response.fields.append("Referrer-Policy", "origin")
    return response
  }
}

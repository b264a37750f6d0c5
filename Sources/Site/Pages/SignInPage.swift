import Basics
import HTTP
import Storage
import Templates
import Ticketing

/// Where staff sign in and out.
enum SignInPage {
  static func show(_ visit: Visit) async throws -> Response {
    if try await visit.sessionIfAny() != nil { return visit.seeOther("/agent") }
    return page(visit, user: "", next: visit.request.query["next"] ?? "")
  }

  static func submit(_ visit: Visit) async throws -> Response {
    let form = try await visit.form()
    let user = form["user"] ?? ""
    let next = form["next"] ?? ""
    do {
      let session = try await visit.signIn(user: user, password: form["password"] ?? "")
      var response = visit.seeOther(isOwnPath(next) ? next : "/agent")
      response.fields.append("Set-Cookie", visit.cookie(token: session.token))
      return response
    } catch Refusal.wrongCredentials {
      return page(visit, user: user, next: next, isWrong: true)
    }
  }

  static func leave(_ visit: Visit) async throws -> Response {
    let form = try await visit.form()
    _ = try await visit.signedInForChange(word: form["csrf"] ?? "")
    try await visit.signOut()
    var response = visit.seeOther("/agent/sign-in")
    response.fields.append("Set-Cookie", visit.farewellCookie)
    return response
  }

  /// Only an address of the desk itself: never another site's, however it is written.
  static func isOwnPath(_ path: String) -> Bool {
    (path == "/agent" || path.hasPrefix("/agent/") || path.hasPrefix("/agent?"))
      && path.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") }
  }

  private static func page(
    _ visit: Visit,
    user: String,
    next: String,
    isWrong: Bool = false
  ) -> Response {
    let language = visit.language()
    var context = visit.context(language)
    context["action"] = "/agent/sign-in"
    context["next"] = .string(isOwnPath(next) ? next : "/agent")
    context["user"] = .string(user)
    if isWrong {
      let texts = visit.site.texts
      context["error"] = .string(
        texts.text("problems.wrong-credentials.detail", in: language.rawValue)
      )
    }
    return visit.page("sign-in", context, status: isWrong ? .unauthorized : .ok)
  }
}

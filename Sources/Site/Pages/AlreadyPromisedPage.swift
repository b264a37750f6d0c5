import Basics
import HTTP
import Storage
import Ticketing

/// What somebody sees who asks again for a number that has a promise: when the desk will
/// call, but never whom or about what, since anybody can type a number.
enum AlreadyPromisedPage {
  /// The cookie by which a browser that made a promise finds its way back to it.
  private static let name = "request"

  /// Remembers a promise in the browser that made it, for as long as one can be made ahead.
  static func cookie(_ promise: Promise, _ visit: Visit) -> String {
    let seconds = WindowOffer.daysAheadMax * 86_400
    return "\(name)=\(promise.token); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
      + visit.secure
  }

  static func show(
    _ visit: Visit,
    _ organisation: Organisation,
    _ reference: Reference,
    _ window: Window
  ) async throws -> Response {
    let language = visit.language(of: organisation)
    let phrases = visit.phrases(language, organisation)
    var context = visit.context(language, organisation)
    context["promise"] = [
      "day": .string(phrases.day(organisation.zone.date(at: window.start))),
      "hours": .string(phrases.between(window)),
    ]
    if let token = visit.request.cookie(name), token.utf8.count <= 64 {
      let own = try await visit.desk.look { try? $0.promise(token: token) }
      if own?.reference == reference { context["href"] = .string("/request/" + token) }
    }
    return visit.page("already-promised", context, status: .conflict)
  }
}

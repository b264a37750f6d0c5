import Basics
import HTTP
import Storage
import Ticketing

/// Staff coming and going.
enum SessionAPI {
  static func open(_ visit: Visit) async throws -> Response {
    var (_, fields) = try await visit.jsonBody()
    let user = fields.text("user")
    let password = fields.text("password")
    try fields.finish()
    let session = try await visit.signIn(user: user, password: password)
    var response = Response.json(.ok, ["csrf": .string(session.csrf)])
    response.fields.append("Set-Cookie", visit.cookie(token: session.token))
    return response
  }

  static func close(_ visit: Visit) async throws -> Response {
    _ = try await visit.signedInForChange()
    try await visit.signOut()
    var response = Response(.noContent)
    response.fields.append("Set-Cookie", visit.farewellCookie)
    return response
  }
}

extension Visit {
  /// Ends the session that came with the request.
  func signOut() async throws {
    guard let token = credential?.token else { return }
    try await desk.record { try $0.endSession(token: token) }
  }
}

import Basics
import HTTP
import Storage
import Ticketing

extension Visit {
  /// The cookie that carries a browser's session.
  static let sessionCookie = "acompanya"

  /// The secret that came along, from a script or from a browser.
  var credential: (token: String, kind: Session.Kind)? {
    if let authorization = request.fields["Authorization"] {
      let parts = authorization.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
      return (String(parts[1]), .script)
    }
    return request.cookie(Self.sessionCookie).map { ($0, .browser) }
  }

  /// Who has signed in.
  ///
  /// - Throws: ``Refusal/signedOut`` when nobody has.
  func signedIn() async throws -> Session {
    guard let session = try await sessionIfAny() else { throw Refusal.signedOut }
    return session
  }

  /// Who has signed in, if anybody.
  func sessionIfAny() async throws -> Session? {
    guard let credential, credential.token.utf8.count <= 128 else { return nil }
    let now = now
    let session = try await desk.look { try $0.session(token: credential.token, at: now) }
    // A browser's secret isn't a script's: it must come as a cookie, with its guard.
    return session?.kind == credential.kind ? session : nil
  }

  /// Who has signed in and means the change they ask for.
  ///
  /// A browser sends its session with whatever page asks, so it must send back a word that
  /// only our own pages know; a script names itself with every request.
  ///
  /// - Parameter word: The word from a form; from the head when `nil`.
  /// - Returns: The session.
  /// - Throws: ``Refusal/signedOut``, or ``Refusal/forged`` without the word.
  func signedInForChange(word: String? = nil) async throws -> Session {
    let session = try await signedIn()
    guard session.kind == .browser else { return session }
    let word = word ?? request.fields["X-CSRF-Token"] ?? ""
    guard constantTimeEqual(Array(word.utf8), Array(session.csrf.utf8)) else {
      throw Refusal.forged
    }
    return session
  }

  /// The councils a listing may show: all where the staff may answer, or the one asked for.
  func organisations(for staff: Staff) throws -> [Identifier<Organisation>] {
    guard let slug = request.query["organisation"] else {
      return staff.organisations(allowing: .answer)
    }
    let organisation = try organisation(slug: slug)
    try staff.mustBeAble(to: .answer, in: organisation.id)
    return [organisation.id]
  }
}

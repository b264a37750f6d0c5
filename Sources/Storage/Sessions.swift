public import Basics
import SQLite
public import Ticketing

/// Somebody of the staff who has signed in.
public struct Session: Sendable {
  /// How they came in.
  public enum Kind: String, Sendable {
    /// By user name and password, in a browser.
    case browser
    /// By a token of `acompanya staff token`, from a script.
    case script
  }

  /// For how long a browser stays signed in: a working day.
  public static let browserLifetime = Duration.seconds(12 * 3600)
  /// For how long a script's token works.
  public static let scriptLifetime = Duration.seconds(365 * 86_400)

  /// Who it is.
  public let staff: Staff
  /// How they came in.
  public let kind: Kind
  /// The word that a browser must send back with every change.
  public let csrf: String
}

extension Ledger {
  /// Opens a session and forgets those that have expired.
  ///
  /// - Returns: The secret to hand out, which the store keeps only hashed, and the word
  ///   against forged requests.
  public func openSession(
    of staff: Identifier<Staff>,
    kind: Session.Kind,
    at moment: Moment
  ) throws -> (token: String, csrf: String) {
    try connection.execute(
      "DELETE FROM session WHERE expires_at <= :now",
      ["now": .moment(moment)]
    )
    let token = Token.random(byteCount: 32)
    let csrf = Token.random()
    let lifetime = kind == .browser ? Session.browserLifetime : Session.scriptLifetime
    try connection.execute(
      """
      INSERT INTO session (token_hash, staff, kind, csrf, opened_at, expires_at)
      VALUES (:token_hash, :staff, :kind, :csrf, :opened_at, :expires_at)
      """,
      [
        "token_hash": .blob(SHA256.hash(Array(token.utf8))), "staff": .id(staff),
        "kind": .text(kind.rawValue), "csrf": .text(csrf), "opened_at": .moment(moment),
        "expires_at": .moment(moment + lifetime),
      ]
    )
    return (token, csrf)
  }

  /// The session behind a secret, while it lasts and its owner may sign in.
  public func session(token: String, at moment: Moment) throws -> Session? {
    let row = try connection.row(
      """
      SELECT staff, kind, csrf FROM session JOIN staff ON staff.id = session.staff
      WHERE token_hash = :token_hash AND expires_at > :now AND disabled_at IS NULL
      """,
      ["token_hash": .blob(SHA256.hash(Array(token.utf8))), "now": .moment(moment)]
    ) { row in
      (
        staff: Identifier<Staff>(try row.int64("staff")),
        kind: try row.word("kind", of: Session.Kind.self),
        csrf: try row.text("csrf")
      )
    }
    guard let row, let staff = try staff(row.staff) else { return nil }
    return Session(staff: staff, kind: row.kind, csrf: row.csrf)
  }

  /// Ends a session; an unknown one is fine.
  public func endSession(token: String) throws {
    try connection.execute(
      "DELETE FROM session WHERE token_hash = :token_hash",
      ["token_hash": .blob(SHA256.hash(Array(token.utf8)))]
    )
  }

  func endSessions(of staff: Identifier<Staff>) throws {
    try connection.execute("DELETE FROM session WHERE staff = :staff", ["staff": .id(staff)])
  }
}

import Basics
import SQLite
import Ticketing

/// The desk's verbs inside one transaction.
///
/// Lives on the thread that runs the transaction; ``Desk`` opens one for every verb, and
/// a made-up year goes through one as a whole.
public struct Ledger {
  let connection: Connection
  let directory: Directory

  func council(_ id: Identifier<Organisation>) throws(TicketingError) -> Organisation {
    guard let organisation = directory.organisation(id) else { throw .notFound }
    return organisation
  }
}

extension Desk {
  /// Runs verbs in one transaction: all of them are kept, or none.
  public func record<T: Sendable>(
    _ body: @escaping @Sendable (Ledger) throws -> T
  ) async throws -> T {
    let directory = directory
    return try await database.write { connection in
      try body(Ledger(connection: connection, directory: directory))
    }
  }

  /// Looks things up in one consistent state of the desk.
  public func look<T: Sendable>(
    _ body: @escaping @Sendable (Ledger) throws -> T
  ) async throws -> T {
    let directory = directory
    return try await database.read { connection in
      try body(Ledger(connection: connection, directory: directory))
    }
  }
}

/// A caller's key that makes a repeated request do nothing twice.
public struct IdempotencyKey: Sendable {
  /// For how long a key is remembered.
  public static let lifetime = Duration.seconds(24 * 3600)

  let scope: String
  let key: String
  let fingerprint: [UInt8]

  /// Describes a key.
  ///
  /// - Parameters:
  ///   - scope: Who asks for what, such as `callbacks/vilaclara`.
  ///   - key: What the caller sent, 1 to 255 bytes.
  ///   - body: The request's body, of which a fingerprint is kept.
  public init(scope: String, key: String, body: [UInt8]) {
    self.scope = scope
    self.key = key
    fingerprint = SHA256.hash(body)
  }
}

extension Ledger {
  /// Does something once for a key, and gives the first result to every repetition.
  func once<Noun>(
    _ key: IdempotencyKey?,
    at moment: Moment,
    _ body: () throws -> Identifier<Noun>
  ) throws -> Identifier<Noun> {
    guard let key else { return try body() }
    let parameters: Parameters = [
      "scope": .text(key.scope), "key": .text(key.key),
    ]
    try connection.execute(
      "DELETE FROM idempotency WHERE at < :before",
      ["before": .moment(moment - IdempotencyKey.lifetime)]
    )
    let known = try connection.row(
      "SELECT fingerprint, result FROM idempotency WHERE scope = :scope AND key = :key",
      parameters
    ) { (try $0.blob("fingerprint"), try $0.int64("result")) }
    if let (fingerprint, result) = known {
      guard fingerprint == key.fingerprint else { throw TicketingError.idempotencyMismatch }
      return Identifier(result)
    }
    let id = try body()
    try connection.execute(
      """
      INSERT INTO idempotency (scope, key, fingerprint, result, at)
      VALUES (:scope, :key, :fingerprint, :result, :at)
      """,
      [
        "scope": .text(key.scope), "key": .text(key.key), "fingerprint": .blob(key.fingerprint),
        "result": .id(id), "at": .moment(moment),
      ]
    )
    return id
  }
}

import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// A session by its name, for somebody of the staff who may work in its council.
  ///
  /// - Throws: ``TicketingError/notFound`` also for a session of a council that isn't theirs.
  public func remoteSession(_ name: String, for staff: Staff) throws -> RemoteSessionRecord {
    let session = try remoteSession(named: name)
    try staff.mustBeAble(to: .answer, in: session.organisation)
    return session
  }

  /// A session by its name, for the citizen who has its secret.
  ///
  /// - Throws: ``TicketingError/notFound`` also when the secret is another's.
  public func remoteSession(_ name: String, citizen token: String) throws -> RemoteSessionRecord {
    let session = try remoteSession(named: name)
    let hash = try connection.row(
      "SELECT citizen_hash FROM remote_session WHERE id = :id", ["id": .id(session.id)]
    ) { try $0.optionalBlob("citizen_hash") }
    guard let hash = hash ?? nil, constantTimeEqual(hash, SHA256.hash(Array(token.utf8))) else {
      throw TicketingError.notFound
    }
    return session
  }

  /// The sessions of a ticket, newest first.
  public func remoteSessions(of ticket: Identifier<Ticket>) throws -> [RemoteSessionRecord] {
    try remoteSessions("WHERE ticket = :ticket ORDER BY id DESC LIMIT 100", ["ticket": .id(ticket)])
  }

  /// The steps of a session, oldest first.
  public func events(
    of session: Identifier<RemoteSessionRecord>
  ) throws -> [(event: RemoteSessionEvent, staff: Identifier<Staff>?)] {
    try connection.rows(
      """
      SELECT at, actor, staff, step, detail, viewer FROM remote_session_event
      WHERE session = :session ORDER BY id
      """,
      ["session": .id(session)]
    ) { row in
      let viewer = try row.optionalInt64("viewer").map { Int($0) }
      let actor: RemoteSessionEvent.Actor =
        switch try row.text("actor") {
        case "citizen": .sharer
        case "staff": .viewer(viewer ?? 0)
        default: .desk
        }
      return (
        RemoteSessionEvent(
          at: try row.moment("at"), actor: actor, step: try row.word("step"),
          detail: try row.optionalText("detail"), viewer: viewer),
        try row.optionalID("staff")
      )
    }
  }

  func remoteSession(named name: String) throws -> RemoteSessionRecord {
    let found = try remoteSessions("WHERE name = :name", ["name": .text(name)]).first
    guard let found else { throw TicketingError.notFound }
    return found
  }

  func remoteSession(_ id: Identifier<RemoteSessionRecord>) throws -> RemoteSessionRecord {
    guard let found = try remoteSessions("WHERE id = :id", ["id": .id(id)]).first else {
      throw TicketingError.notFound
    }
    return found
  }

  func remoteSessions(
    _ clause: String, _ parameters: Parameters
  ) throws -> [RemoteSessionRecord] {
    try connection.rows(
      """
      SELECT id, name, organisation, ticket, staff, opened_at, code_expires_at, code_used_at,
        phase, ended_at, reason, bytes, frames, codec, receipt
      FROM remote_session

      """ + clause, parameters
    ) { row in
      RemoteSessionRecord(
        id: try row.id("id"), name: try row.text("name"),
        organisation: try row.id("organisation"), ticket: try row.id("ticket"),
        staff: try row.id("staff"), openedAt: try row.moment("opened_at"),
        codeExpiresAt: try row.moment("code_expires_at"),
        codeUsedAt: try row.optionalMoment("code_used_at"), phase: try row.word("phase"),
        endedAt: try row.optionalMoment("ended_at"), reason: try row.optionalWord("reason"),
        bytes: try row.int("bytes"), frames: try row.int("frames"),
        codec: try row.optionalText("codec"), receipt: try row.optionalText("receipt"))
    }
  }
}

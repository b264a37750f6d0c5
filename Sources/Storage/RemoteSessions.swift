public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// How many remote sessions may be open at once.
  public static let remoteSessionsMax = 1_000

  /// Opens a remote session for a ticket.
  ///
  /// - Parameters:
  ///   - ticket: The ticket.
  ///   - code: The code that the agent reads out.
  ///   - key: What the code is hashed with; kept outside of the store.
  ///   - staff: Who opens it.
  ///   - moment: When.
  /// - Returns: The session.
  /// - Throws: ``TicketingError/remoteSessionsFull``.
  public func openRemoteSession(
    for ticket: Ticket, code: JoinCode, key: [UInt8], by staff: Identifier<Staff>,
    at moment: Moment
  ) throws -> RemoteSessionRecord {
    try expireRemoteSessions(at: moment)
    let open = try connection.row(
      "SELECT count(*) AS sessions FROM remote_session WHERE ended_at IS NULL", [:]
    ) { try $0.int("sessions") }
    guard (open ?? 0) < Self.remoteSessionsMax else { throw TicketingError.remoteSessionsFull }
    try connection.execute(
      """
      INSERT INTO remote_session (name, organisation, ticket, staff, code_hash, stem_hash,
        code_expires_at, opened_at, phase)
      VALUES (:name, :organisation, :ticket, :staff, :code_hash, :stem_hash, :code_expires_at,
        :opened_at, 'opened')
      """,
      [
        "name": .text(Token.random(byteCount: 16)), "organisation": .id(ticket.organisation),
        "ticket": .id(ticket.id), "staff": .id(staff), "code_hash": .blob(code.hash(key: key)),
        "stem_hash": .blob(code.stemHash(key: key)),
        "code_expires_at": .moment(moment + RemoteSession.Times.code),
        "opened_at": .moment(moment),
      ]
    )
    let id = Identifier<RemoteSessionRecord>(connection.lastInsertedRowID)
    let session = try remoteSession(id)
    try append(
      RemoteSessionEvent(at: moment, actor: .viewer(1), step: .opened), to: session,
      staff: [1: staff])
    return session
  }

  /// The session that waits for a code; a wrong code counts against those it nearly hits.
  ///
  /// - Parameters:
  ///   - code: What the citizen typed.
  ///   - key: What codes are hashed with.
  ///   - moment: When.
  /// - Returns: The session, or nil when none waits for it.
  /// - Throws: What the store reports.
  public func remoteSession(
    code: JoinCode, key: [UInt8], at moment: Moment
  ) throws -> RemoteSessionRecord? {
    let hash = code.hash(key: key)
    let stem = code.stemHash(key: key)
    let waiting = try connection.rows(
      """
      SELECT id, code_hash, stem_hash FROM remote_session
      WHERE code_used_at IS NULL AND ended_at IS NULL AND code_expires_at > :now
        AND misses < :misses_max
      """,
      ["now": .moment(moment), "misses_max": .number(CodeGuard.missesMax)]
    ) { row in
      (id: try row.int64("id"), hash: try row.blob("code_hash"), stem: try row.blob("stem_hash"))
    }
    // All are compared to the end, so that the time says nothing.
    var found: Int64?
    var missed: [Int64] = []
    for session in waiting {
      let isHit = constantTimeEqual(session.hash, hash)
      let isNear = constantTimeEqual(session.stem, stem)
      if isHit { found = session.id }
      if isNear, !isHit { missed.append(session.id) }
    }
    if let found { return try remoteSession(Identifier(found)) }
    for id in missed {
      try connection.execute(
        "UPDATE remote_session SET misses = misses + 1 WHERE id = :id", ["id": .integer(id)])
    }
    return nil
  }

  /// The citizen comes in with a code, which is used up.
  ///
  /// - Returns: The session and the secret that stands for the citizen from now on, which the
  ///   store keeps only hashed; nil when no session waits for the code.
  public func joinRemoteSession(
    code: JoinCode, key: [UInt8], at moment: Moment
  ) throws -> (session: RemoteSessionRecord, token: String)? {
    guard let session = try remoteSession(code: code, key: key, at: moment) else { return nil }
    let token = Token.random(byteCount: 32)
    try connection.execute(
      """
      UPDATE remote_session SET code_used_at = :now, citizen_hash = :citizen_hash
      WHERE id = :id AND code_used_at IS NULL
      """,
      [
        "id": .id(session.id), "now": .moment(moment),
        "citizen_hash": .blob(SHA256.hash(Array(token.utf8))),
      ]
    )
    return (try remoteSession(session.id), token)
  }

  /// Ends the sessions for which nobody came.
  public func expireRemoteSessions(at moment: Moment) throws {
    let late = try remoteSessions(
      """
      WHERE code_used_at IS NULL AND ended_at IS NULL AND code_expires_at <= :before
      """,
      ["before": .moment(moment - RemoteSession.Times.reconfirmationGrace)])
    for session in late { try end(session, .expired, at: moment) }
  }

  /// Ends the sessions that a relay which is no more had open.
  public func endAbandonedRemoteSessions(at moment: Moment) throws {
    let open = try remoteSessions(
      "WHERE ended_at IS NULL AND opened_at <= :before AND code_used_at IS NOT NULL",
      ["before": .moment(moment)])
    for session in open { try end(session, .lost, at: moment) }
  }

  /// Ends a session from outside; one that has ended stays as it is.
  public func removeRemoteSession(_ session: RemoteSessionRecord, at moment: Moment) throws {
    guard try remoteSession(session.id).endedAt == nil else { return }
    try end(session, .removed, at: moment)
  }

  private func end(
    _ session: RemoteSessionRecord, _ reason: RemoteSession.Reason, at moment: Moment
  ) throws {
    try setEnd(of: session.id, reason, at: moment)
    try append(
      RemoteSessionEvent(at: moment, actor: .desk, step: .ended, detail: reason.rawValue),
      to: session, staff: [:])
  }

  func setEnd(
    of session: Identifier<RemoteSessionRecord>, _ reason: RemoteSession.Reason,
    at moment: Moment
  ) throws {
    try connection.execute(
      """
      UPDATE remote_session SET phase = 'ended', ended_at = :at, reason = :reason
      WHERE id = :id AND ended_at IS NULL
      """,
      ["id": .id(session), "at": .moment(moment), "reason": .text(reason.rawValue)]
    )
  }
}

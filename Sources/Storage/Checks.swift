import Basics
import SQLite

extension Desk {
  /// What is wrong with the database, a sentence each; empty when all is well.
  ///
  /// The engine's own checks first, then the promises' books: what the time lines say must
  /// be what the rows say.
  public func problems() async throws -> [String] {
    var problems = try await database.integrityProblems()
    problems += try await database.read { connection in
      try Self.invariants.flatMap { sentence, query in
        try connection.rows(query, [:]) { row in "\(sentence): row \(try row.int64("id"))" }
      }
    }
    return try await problems + attachmentProblems()
  }

  /// What is wrong with a back-up before its restoration, a sentence each; it is only read.
  ///
  /// - Throws: ``SQLiteError`` when it can't be opened, or isn't a desk that this version knows.
  public static func problems(ofBackup path: String) throws -> [String] {
    try Database.problems(
      ofFile: path,
      applicationID: Schema.applicationID,
      known: Schema.migrations.count
    )
  }

  /// Each query finds the rows that break the sentence beside it.
  private static let invariants: [(String, String)] = [
    (
      "A promise's window is not the last one its time line tells of",
      """
      SELECT promise.id FROM promise LEFT JOIN ticket_event AS event ON event.id = (
        SELECT max(id) FROM ticket_event
        WHERE ticket = promise.ticket AND kind IN ('promised', 'moved'))
      WHERE event.window_start IS NOT promise.window_start
        OR event.window_end IS NOT promise.window_end
        OR event.window_kind IS NOT promise.window_kind
      LIMIT 100
      """
    ),
    (
      "A window's count of live promises is wrong",
      """
      SELECT min(id) AS id FROM promise AS one
      WHERE state IN ('waiting', 'claimed')
      GROUP BY organisation, window_end, window_start
      HAVING count(*) <> coalesce((
        SELECT promises FROM window_load AS load WHERE load.organisation = one.organisation
          AND load.window_end = one.window_end AND load.window_start = one.window_start), 0)
      LIMIT 100
      """
    ),
    (
      "A window counts live promises that there aren't",
      """
      SELECT promises AS id FROM window_load AS load WHERE NOT EXISTS (
        SELECT 1 FROM promise WHERE promise.organisation = load.organisation
          AND promise.window_end = load.window_end
          AND promise.window_start = load.window_start
          AND promise.state IN ('waiting', 'claimed'))
      LIMIT 100
      """
    ),
    (
      "A promise and its ticket are of different councils",
      """
      SELECT promise.id FROM promise JOIN ticket ON ticket.id = promise.ticket
      WHERE promise.organisation <> ticket.organisation LIMIT 100
      """
    ),
    (
      "An ended promise has no moment of its end",
      """
      SELECT id FROM promise
      WHERE (state IN ('waiting', 'claimed')) <> (ended_at IS NULL) LIMIT 100
      """
    ),
    (
      "A claimed promise has no agent, or an unclaimed one has",
      "SELECT id FROM promise WHERE (state = 'claimed') <> (claimed_by IS NOT NULL) LIMIT 100"
    ),
    (
      "A promise's state is not what its calls came to",
      """
      SELECT promise.id FROM promise LEFT JOIN attempt ON attempt.id = (
        SELECT max(id) FROM attempt WHERE promise = promise.id)
      WHERE state IN ('waiting', 'claimed')
        AND attempt.result IN ('reached', 'wrong-number')
      LIMIT 100
      """
    ),
    (
      "A reference number is beyond its counter",
      """
      SELECT ticket.id FROM ticket LEFT JOIN reference_counter AS counter
        ON counter.organisation = ticket.organisation AND counter.year = ticket.year
      WHERE counter.last IS NULL OR ticket.number > counter.last LIMIT 100
      """
    ),
    (
      "A ticket's state is not the last one its time line tells of",
      """
      SELECT ticket.id FROM ticket LEFT JOIN ticket_event AS event ON event.id = (
        SELECT max(id) FROM ticket_event
        WHERE ticket = ticket.id AND kind IN ('closed', 'reopened'))
      WHERE ticket.outcome IS NOT CASE event.kind WHEN 'closed' THEN event.detail END
      LIMIT 100
      """
    ),
  ]
}

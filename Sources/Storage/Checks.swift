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
    return problems
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
      SELECT promise.id FROM promise WHERE NOT EXISTS (
        SELECT 1 FROM ticket_event AS event WHERE event.ticket = promise.ticket
          AND event.kind IN ('promised', 'moved')
          AND event.window_start = promise.window_start
          AND event.window_end = promise.window_end)
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
      SELECT id FROM ticket WHERE (outcome IS NULL) <> (coalesce((
        SELECT kind FROM ticket_event AS event WHERE event.ticket = ticket.id
          AND event.kind IN ('closed', 'reopened') ORDER BY event.id DESC LIMIT 1),
        'reopened') = 'reopened')
      LIMIT 100
      """
    ),
  ]
}

public import Basics
import SQLite
import Ticketing

/// How long the desk keeps what tells who somebody is.
public enum Retention {
  /// After a ticket has been closed for so long, nobody can tell any more whose it was.
  public static let personLifetime = Duration.seconds(365 * 86_400)
  /// How many tickets are forgotten in one transaction, so that no writer waits long.
  static let batch = 200
}

extension Ledger {
  /// Erases the people behind tickets that closed long ago; the figures stay, since they are
  /// computed from what has no person in it.
  ///
  /// - Parameter moment: Now.
  /// - Returns: How many tickets were made anonymous; fewer than asked for when no more are due.
  /// - Throws: What the store reports.
  public func forgetPeople(at moment: Moment) throws -> Int {
    let due = try connection.rows(
      """
      SELECT id FROM ticket
      WHERE closed_at IS NOT NULL AND closed_at < :before
        AND (EXISTS (SELECT 1 FROM citizen WHERE citizen.ticket = ticket.id)
          OR EXISTS (SELECT 1 FROM attachment WHERE attachment.ticket = ticket.id))
      ORDER BY closed_at LIMIT :limit
      """,
      [
        "before": .moment(moment - Retention.personLifetime), "limit": .number(Retention.batch),
      ]
    ) { try $0.int64("id") }
    for ticket in due {
      for statement in Self.forgetting {
        try connection.execute(statement, ["ticket": .integer(ticket)])
      }
    }
    return due.count
  }

  /// Whatever a person said may tell who they are, so their words go with their name.
  private static let forgetting = [
    "DELETE FROM citizen WHERE ticket = :ticket",
    "DELETE FROM outbox WHERE ticket = :ticket",
    "DELETE FROM reading WHERE ticket = :ticket",
    """
    DELETE FROM attachment_part
    WHERE attachment IN (SELECT id FROM attachment WHERE ticket = :ticket)
    """,
    "DELETE FROM attachment WHERE ticket = :ticket",
    // A receipt has the names of those who were there.
    "UPDATE remote_session SET receipt = NULL WHERE ticket = :ticket",
    "UPDATE ticket SET subject = coalesce(topic, 'other') WHERE id = :ticket",
    "UPDATE contact SET matter = coalesce(topic, 'other') WHERE ticket = :ticket",
    "UPDATE rating SET comment = NULL WHERE ticket = :ticket",
    """
    UPDATE promise SET phone = NULL, identity = NULL, matter = 'other' WHERE ticket = :ticket
    """,
  ]
}

extension Desk {
  /// Makes all tickets anonymous whose people the desk has kept long enough.
  ///
  /// - Returns: How many.
  /// - Throws: What the store reports.
  @discardableResult
  public func forgetPeople(at moment: Moment) async throws -> Int {
    try await record { try $0.forgetOfficeHistory(at: moment) }
    var forgotten = 0
    while true {
      let some = try await record { try $0.forgetPeople(at: moment) }
      forgotten += some
      if some < Retention.batch { return forgotten }
    }
  }
}

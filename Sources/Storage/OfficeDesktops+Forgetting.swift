public import Basics
import SQLite
import Ticketing

extension Retention {
  /// For how long it is kept who used an office desktop and when.
  public static let officeLifetime = Duration.seconds(2 * 365 * 86_400)
}

extension Ledger {
  /// Forgets what happened with office desktops long ago; the machines stay until they are revoked,
  /// and those that were go with their last step.
  public func forgetOfficeHistory(at moment: Moment) throws {
    let before: Parameters = ["before": .moment(moment - Retention.officeLifetime)]
    for statement in [
      "DELETE FROM office_event WHERE at < :before",
      "DELETE FROM office_connection WHERE ended_at < :before",
      """
      DELETE FROM office_desktop WHERE revoked_at < :before
        AND id NOT IN (SELECT desktop FROM office_connection)
        AND id NOT IN (SELECT desktop FROM office_event)
      """,
    ] { try connection.execute(statement, before) }
  }
}

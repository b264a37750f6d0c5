public import Basics
import SQLite
import Ticketing

extension Ledger {
  /// For how long a relay that has fallen silent is remembered.
  public static let relayMemory = Duration.seconds(7 * 86_400)

  /// The number of the last report that was kept of a relay.
  public func lastReport(of relay: String) throws -> Int64 {
    try connection.row(
      "SELECT last FROM relay_journal WHERE relay = :relay", ["relay": .text(relay)]
    ) { try $0.int64("last") } ?? 0
  }

  /// Remembers the last report that was kept of a relay, in the transaction that keeps it.
  public func setLastReport(_ last: Int64, of relay: String, at moment: Moment) throws {
    try connection.execute(
      "DELETE FROM relay_journal WHERE heard_at < :before",
      ["before": .moment(moment - Self.relayMemory)])
    try connection.execute(
      """
      INSERT INTO relay_journal (relay, last, heard_at) VALUES (:relay, :last, :now)
      ON CONFLICT (relay) DO UPDATE SET last = excluded.last, heard_at = excluded.heard_at
      """,
      ["relay": .text(relay), "last": .integer(last), "now": .moment(moment)])
  }

  /// Which of these sessions and connections have ended here, so that the relay ends them too.
  public func ended(among names: [String]) throws -> [String] {
    try names.filter { name in
      let ended = try connection.row(
        """
        SELECT ended_at IS NOT NULL AS is_over FROM remote_session WHERE name = :name
        UNION ALL
        SELECT ended_at IS NOT NULL FROM office_connection WHERE name = :name
        """, ["name": .text(name)]
      ) { try $0.bool("is_over") }
      return ended == true
    }
  }
}

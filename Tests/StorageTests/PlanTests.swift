import SQLite
import Support
import Testing

@testable import Storage

/// How SQLite would run the queries that grow with the desk.
@Suite struct PlanTests {
  private func plan(_ sql: String) async throws -> [String] {
    try await SampleDesk.open { sample in
      try await sample.desk.look { try $0.connection.plan(of: sql) }
    }
  }

  @Test(arguments: Listing.allCases)
  func `a page of a listing walks an index and sorts nothing`(listing: Listing) async throws {
    let lines = try await plan(listing.sql)
    #expect(lines.count == 1)
    #expect(lines.allSatisfy { $0.hasPrefix("SEARCH") && $0.contains("organisation=? AND") })
    #expect(lines.allSatisfy { $0.contains("id<?") })
  }

  @Test(arguments: [
    ("ticket", Ledger.ticketColumns), ("promise", Ledger.promiseColumns),
    ("contact", Ledger.contactColumns),
  ])
  func `the rows of a page are fetched by their numbers`(table: String, columns: String)
    async throws
  {
    let lines = try await plan(
      columns + "WHERE \(table).id IN (SELECT value FROM json_each(:ids)) ORDER BY \(table).id DESC"
    )
    #expect(lines.contains("SEARCH \(table) USING INTEGER PRIMARY KEY (rowid=?)"))
    #expect(!lines.contains { $0.contains("TEMP B-TREE") || $0 == "SCAN \(table)" })
  }

  @Test func `a live promise is found by telephone and by document, each in its index`()
    async throws
  {
    let lines = try await plan(Ledger.promiseColumns + Ledger.livePromiseClause)
    #expect(
      lines.contains { $0.contains("promise_one_live_by_phone (organisation=? AND phone=?)") })
    #expect(
      lines.contains { $0.contains("promise_one_live_by_identity (organisation=? AND identity=?)") }
    )
    #expect(!lines.contains { $0.contains("promise_by_organisation") || $0 == "SCAN promise" })
  }

  @Test func `a person's tickets are found by telephone`() async throws {
    let lines = try await plan(Ledger.ticketColumns + Ledger.othersClause)
    #expect(lines.contains { $0.contains("citizen_by_phone (phone=?)") })
    #expect(!lines.contains { $0.contains("ticket_by_organisation") || $0 == "SCAN ticket" })
  }

  @Test func `what is promised is read from the counts of its day`() async throws {
    let lines = try await plan(Ledger.loadQuery)
    #expect(lines.count == 1)
    let key = "PRIMARY KEY (organisation=? AND window_end>? AND window_end<?)"
    #expect(lines.first?.contains("SEARCH window_load USING \(key)") == true)
  }

  @Test func `the queue reads live promises only`() async throws {
    let lines = try await plan(Ledger.promiseColumns + Ledger.livePromisesClause)
    #expect(
      lines.contains {
        $0.contains("promise_live (organisation=?") || $0.contains("promise_by_state")
      })
    #expect(!lines.contains("SCAN promise"))
  }

  @Test(arguments: [
    (
      "SELECT at FROM ticket_event WHERE ticket = :ticket ORDER BY id DESC",
      "ticket_event_by_ticket"
    ),
    ("SELECT at FROM attempt WHERE promise = :promise ORDER BY id", "attempt_by_promise"),
    (
      "SELECT id FROM contact WHERE contact.ticket = :t ORDER BY contact.id DESC",
      "contact_by_ticket"
    ),
    (
      "SELECT score FROM rating WHERE ticket = :ticket ORDER BY id DESC LIMIT 1", "rating_by_ticket"
    ),
    ("DELETE FROM session WHERE expires_at <= :now", "session_by_expiry"),
    ("DELETE FROM idempotency WHERE at < :before", "idempotency_by_time"),
    (
      "SELECT word FROM attachment WHERE ticket = :t AND stored_at IS NOT NULL ORDER BY id",
      "attachment_by_ticket"
    ),
    (
      "SELECT bytes FROM attachment_part WHERE attachment = :a AND number = :n",
      "sqlite_autoindex_attachment_part_1"
    ),
    (
      "DELETE FROM attachment WHERE stored_at IS NULL AND began_at < :before", "attachment_arriving"
    ),
    (Ledger.invitationsOfStaff, "remote_session_invitation_by_staff"),
  ])
  func `what belongs to one row is found by its index`(sql: String, index: String) async throws {
    let lines = try await plan(sql)
    #expect(lines.contains { $0.hasPrefix("SEARCH") && $0.contains(index) })
    #expect(!lines.contains { $0.contains("TEMP B-TREE") })
  }
}

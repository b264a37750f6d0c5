import Basics
import SQLite
import Support
import Testing
import Ticketing

@testable import Storage

@Suite struct ChecksTests {
  /// Writes behind the desk's back, as a faulty program would.
  private func damage(_ sample: SampleDesk, _ sql: String) async throws {
    var options = Database.Options()
    options.durability = .none
    let other = try Database(
      path: sample.path,
      migrations: Schema.migrations,
      applicationID: Schema.applicationID,
      options: options
    )
    defer { other.close() }
    try await other.write { _ = try $0.execute(sql) }
  }

  /// A desk with a promise that moved, one that was kept, and a closed ticket.
  private func open(_ body: (SampleDesk) async throws -> Void) async throws {
    try await SampleDesk.open { sample in
      let moved = try await sample.book("2026-11-24-0900", person: 1)
      let kept = try await sample.book("2026-11-24-1000", person: 2)
      let (maria, now) = (sample.maria, sample.now)
      try await sample.desk.record { ledger in
        _ = try ledger.move(moved, to: "2026-11-25-0900", at: now)
        _ = try ledger.attempt(.reached, on: kept, by: maria, at: now)
        _ = try ledger.close(try ledger.ticket(kept.ticket), .resolved, by: maria, at: now)
      }
      try await body(sample)
    }
  }

  @Test func `a sound book has no problems`() async throws {
    try await open { sample in
      let problems = try await sample.desk.problems()
      #expect(problems == [])
    }
  }

  @Test(arguments: [
    (
      "UPDATE promise SET window_start = window_start + 60000 WHERE id = 1",
      "A promise's window is not the last one its time line tells of: row 1"
    ),
    (
      """
      UPDATE promise SET (window_start, window_end) = (
        SELECT window_start, window_end FROM ticket_event WHERE kind = 'promised' AND ticket = 1)
      WHERE id = 1
      """,
      "A promise's window is not the last one its time line tells of: row 1"
    ),
    (
      "UPDATE promise SET organisation = 2 WHERE id = 1",
      "A promise and its ticket are of different councils: row 1"
    ),
    (
      "UPDATE promise SET state = 'unreached' WHERE id = 1",
      "An ended promise has no moment of its end: row 1"
    ),
    (
      "UPDATE promise SET state = 'claimed' WHERE id = 1",
      "A claimed promise has no agent, or an unclaimed one has: row 1"
    ),
    (
      "UPDATE promise SET state = 'waiting', ended_at = NULL WHERE id = 2",
      "A promise's state is not what its calls came to: row 2"
    ),
    (
      "UPDATE reference_counter SET last = 1",
      "A reference number is beyond its counter: row 2"
    ),
    (
      "UPDATE ticket SET outcome = NULL, closed_at = NULL WHERE id = 2",
      "A ticket's state is not the last one its time line tells of: row 2"
    ),
    (
      "UPDATE ticket SET outcome = 'unresolved' WHERE id = 2",
      "A ticket's state is not the last one its time line tells of: row 2"
    ),
    (
      "UPDATE ticket SET outcome = 'resolved', closed_at = 1 WHERE id = 1",
      "A ticket's state is not the last one its time line tells of: row 1"
    ),
  ])
  func `damage to the books is found and named`(sql: String, problem: String) async throws {
    try await open { sample in
      try await damage(sample, sql)
      let problems = try await sample.desk.problems()
      #expect(problems == [problem])
    }
  }

  @Test func `a ready desk can write, and a closed one can't`() async throws {
    try await SampleDesk.open { sample in
      let ready = await sample.desk.canWrite()
      #expect(ready)
      sample.desk.close()
      let closed = await sample.desk.canWrite()
      #expect(!closed)
    }
  }
}

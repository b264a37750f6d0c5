import Basics
import SQLite
import Support
import Testing
import Ticketing

@testable import Storage

@Suite struct StaffTests {
  private func session(_ sample: SampleDesk, _ kind: Session.Kind = .browser) async throws
    -> (token: String, csrf: String)
  {
    let (maria, now) = (sample.maria, sample.now)
    return try await sample.desk.record { try $0.openSession(of: maria, kind: kind, at: now) }
  }

  private func find(_ token: String, _ sample: SampleDesk) async throws -> Session? {
    let now = sample.now
    return try await sample.desk.look { try $0.session(token: token, at: now) }
  }

  @Test func `the secret opens the session, and no other does`() async throws {
    try await SampleDesk.open { sample in
      let opened = try await session(sample)
      let found = try await find(opened.token, sample)
      #expect(found?.staff.user == "maria")
      #expect(found?.csrf == opened.csrf)
      let other = try await find(opened.token + "x", sample)
      #expect(other == nil)
      let empty = try await find("", sample)
      #expect(empty == nil)
    }
  }

  @Test func `the store doesn't hold the secret`() async throws {
    try await SampleDesk.open { sample in
      let token = try await session(sample).token
      let kept = try await sample.desk.look { ledger in
        try ledger.connection.rows("SELECT token_hash FROM session") { try $0.blob("token_hash") }
      }
      #expect(kept == [SHA256.hash(Array(token.utf8))])
    }
  }

  @Test(arguments: [
    (Session.Kind.browser, Session.browserLifetime), (.script, Session.scriptLifetime),
  ])
  func `a session lasts as long as its kind`(kind: Session.Kind, lifetime: Duration) async throws {
    try await SampleDesk.open { sample in
      let token = try await session(sample, kind).token
      sample.clock.advance(by: lifetime - .milliseconds(1))
      let last = try await find(token, sample)
      #expect(last != nil)
      sample.clock.advance(by: .milliseconds(1))
      let over = try await find(token, sample)
      #expect(over == nil)
    }
  }

  @Test func `expired sessions are forgotten when somebody signs in`() async throws {
    try await SampleDesk.open { sample in
      _ = try await session(sample)
      sample.clock.advance(by: Session.browserLifetime)
      _ = try await session(sample)
      let count = try await sample.desk.look { ledger in
        try ledger.connection.row("SELECT count(*) AS n FROM session") { try $0.int64("n") }
      }
      #expect(count == 1)
    }
  }

  @Test func `signing out ends one session and not the others`() async throws {
    try await SampleDesk.open { sample in
      let (one, two) = (try await session(sample).token, try await session(sample).token)
      try await sample.desk.record { try $0.endSession(token: one) }
      let (ended, kept) = (try await find(one, sample), try await find(two, sample))
      #expect(ended == nil)
      #expect(kept != nil)
    }
  }

  @Test func `who is disabled is out at once, and let in again starts anew`() async throws {
    try await SampleDesk.open { sample in
      let token = try await session(sample).token
      let (maria, now) = (sample.maria, sample.now)
      try await sample.desk.record { try $0.setDisabled(now, of: maria) }
      let out = try await find(token, sample)
      #expect(out == nil)
      try await sample.desk.record { try $0.setDisabled(nil, of: maria) }
      let stillOut = try await find(token, sample)
      #expect(stillOut == nil)
    }
  }

  @Test func `a session of somebody disabled is none, even if one was left`() async throws {
    try await SampleDesk.open { sample in
      let (maria, now) = (sample.maria, sample.now)
      try await sample.desk.record { try $0.setDisabled(now, of: maria) }
      let token = try await session(sample).token
      let found = try await find(token, sample)
      #expect(found == nil)
    }
  }

  @Test func `a new password ends all sessions`() async throws {
    try await SampleDesk.open { sample in
      let token = try await session(sample).token
      let maria = sample.maria
      try await sample.desk.record { try $0.setPasswordHash("*2", of: maria) }
      let found = try await find(token, sample)
      #expect(found == nil)
    }
  }

  @Test func `a user name is found in any case, and taken in any case`() async throws {
    try await SampleDesk.open { sample in
      let found = try await sample.desk.look { try $0.staffRecord(user: "MARIA") }
      #expect(found?.staff.id == sample.maria)
      await #expect(throws: StorageError.taken("Maria")) {
        try await sample.desk.record {
          try $0.addStaff(user: "Maria", name: "Una altra", passwordHash: "*")
        }
      }
    }
  }

  @Test func `a role counts in its council from the next look, until it is taken away`()
    async throws
  {
    try await SampleDesk.open { sample in
      let (maria, puerto) = (sample.maria, sample.puerto)
      func may() async throws -> Bool {
        let staff = try await sample.desk.look { try $0.staff(maria) }
        return staff?.may(.supervise, in: puerto) ?? false
      }
      let before = try await may()
      try await sample.desk.record { try $0.setRole(.supervisor, of: maria, in: puerto) }
      let with = try await may()
      try await sample.desk.record { try $0.setRole(nil, of: maria, in: puerto) }
      let after = try await may()
      #expect([before, with, after] == [false, true, false])
    }
  }

  @Test func `what is another council's is not found, as if it weren't there`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-24-0900")
      let (maria, pepa) = (sample.maria, sample.pepa)
      try await sample.desk.look { ledger in
        let own = try #require(try ledger.staff(maria))
        let stranger = try #require(try ledger.staff(pepa))
        #expect(try ledger.ticket(promise.reference, for: own).id == promise.ticket)
        #expect(throws: TicketingError.notFound) {
          try ledger.ticket(promise.reference, for: stranger)
        }
        #expect(throws: TicketingError.notFound) { try ledger.promise(promise.id, for: stranger) }
        #expect(throws: TicketingError.notFound) {
          try ledger.promise(Identifier(999), for: own)
        }
      }
    }
  }
}

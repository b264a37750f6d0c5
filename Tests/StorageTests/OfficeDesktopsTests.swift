import Basics
import SQLite
import Support
import Testing
import Ticketing

@testable import Storage

@Suite struct OfficeDesktopsTests {
  /// A machine of Maria's in Vilaclara, with its secret.
  private func open(
    _ body: (SampleDesk, OfficeDesktop, String) async throws -> Void
  ) async throws {
    try await SampleDesk.open { sample in
      let (maria, vilaclara, now) = (sample.maria, sample.vilaclara, sample.now)
      let (desktop, secret) = try await sample.desk.record { ledger in
        let owner = try #require(try ledger.staff(maria))
        return try ledger.registerOfficeDesktop(
          " PC 14 ", in: vilaclara, of: owner,
          hours: try WeekText.read(["mon-fri 08:00-20:00"]), by: nil, at: now)
      }
      try await body(sample, desktop, secret)
    }
  }

  private func steps(
    _ sample: SampleDesk, _ desktop: OfficeDesktop
  ) async throws -> [OfficeDesktopEvent.Step] {
    try await sample.desk.look { try $0.officeEvents(of: desktop.id).reversed().map(\.step) }
  }

  @Test func `a machine is found by its secret, which isn't kept`() async throws {
    try await open { sample, desktop, secret in
      #expect(desktop.name == "PC 14" && desktop.owner == sample.maria)
      #expect(WeekText.lines(desktop.hours.weekly) == ["mon-fri 08:00-20:00"])
      let found = try await sample.desk.look { try $0.officeDesktop(secret: secret) }
      #expect(found?.id == desktop.id)
      let kept = try await sample.desk.look { ledger in
        try ledger.connection.row("SELECT secret_hash FROM office_desktop", [:]) {
          try $0.blob("secret_hash")
        }
      }
      #expect(kept == SHA256.hash(Array(secret.utf8)))
    }
  }

  @Test func `a new secret ends the old one`() async throws {
    try await open { sample, desktop, old in
      let now = sample.now
      let new = try await sample.desk.record {
        try $0.rekeyOfficeDesktop(desktop.id, by: nil, at: now)
      }
      let found = try await sample.desk.look {
        (try $0.officeDesktop(secret: old), try $0.officeDesktop(secret: new))
      }
      #expect(found.0 == nil && found.1?.id == desktop.id)
    }
  }

  @Test(arguments: [("", true), (String(repeating: "x", count: 61), true), ("PC", false)])
  func `a machine has a name, and an owner who works there`(name: String, isHere: Bool)
    async throws
  {
    try await SampleDesk.open { sample in
      let (id, vilaclara, now) = (
        isHere ? sample.maria : sample.pepa, sample.vilaclara, sample.now
      )
      await #expect(throws: TicketingError.self) {
        try await sample.desk.record { ledger in
          let owner = try #require(try ledger.staff(id))
          _ = try ledger.registerOfficeDesktop(
            name, in: vilaclara, of: owner, hours: try WeekText.read(["mon 08:00-20:00"]),
            by: nil, at: now)
        }
      }
    }
  }

  @Test func `a machine has one connection at a time, and each has its story`() async throws {
    try await open { sample, desktop, _ in
      let (maria, now) = (sample.maria, sample.now)
      let ends = now + .seconds(60)
      try await sample.desk.record { ledger in
        try ledger.openConnection("a", to: desktop.id, by: maria, endsAt: ends, at: now)
      }
      await #expect(throws: TicketingError.desktopInUse) {
        try await sample.desk.record { ledger in
          try ledger.openConnection("b", to: desktop.id, by: maria, endsAt: ends, at: now)
        }
      }
      try await sample.desk.record { ledger in
        try ledger.record(.dialled, of: "a", reason: nil, bytes: 0, at: now)
        try ledger.record(.connected, of: "a", reason: nil, bytes: 0, at: now)
        try ledger.record(.ended, of: "a", reason: .left, bytes: 77, at: now)
        // What is over stays as it was.
        try ledger.record(.ended, of: "a", reason: .hours, bytes: 99, at: now)
        try ledger.record(.ended, of: "nobody's", reason: .hours, bytes: 99, at: now)
        try ledger.openConnection("b", to: desktop.id, by: maria, endsAt: ends, at: now)
      }
      let first = try await sample.desk.look { try $0.officeConnection("a") }
      #expect(first?.reason == .left && first?.bytes == 77)
      #expect(
        try await steps(sample, desktop)
          == [.registered, .opened, .dialled, .connected, .ended, .opened])
    }
  }

  @Test func `revoking ends the connection and the secret`() async throws {
    try await open { sample, desktop, secret in
      let (maria, rosa, now) = (sample.maria, sample.rosa, sample.now)
      let live = try await sample.desk.record { ledger in
        try ledger.openConnection(
          "a", to: desktop.id, by: maria, endsAt: now + .seconds(60), at: now)
        return try ledger.revokeOfficeDesktop(desktop.id, by: rosa, at: now)
      }
      #expect(live?.name == "a")
      let (found, own, ended) = try await sample.desk.look { ledger in
        (
          try ledger.officeDesktop(secret: secret), try ledger.officeDesktops(of: maria),
          try ledger.officeConnection("a")
        )
      }
      #expect(found == nil && own.isEmpty && ended?.reason == .removed)
    }
  }

  @Test func `a connection that nobody tells the end of ends by itself`() async throws {
    try await open { sample, desktop, _ in
      let (maria, now) = (sample.maria, sample.now)
      try await sample.desk.record { ledger in
        try ledger.openConnection(
          "a", to: desktop.id, by: maria, endsAt: now + .seconds(600), at: now)
        try ledger.endLateConnections(at: now + .seconds(119), patience: .seconds(120))
        try #require(try ledger.liveConnection(to: desktop.id) != nil)
        try ledger.endLateConnections(at: now + .seconds(120), patience: .seconds(120))
      }
      #expect(
        try await sample.desk.look { try $0.officeConnection("a") }?.reason == .unanswered)
    }
  }

  @Test func `machines, connections and their story are found by their indexes`() async throws {
    try await SampleDesk.open { sample in
      for (query, index) in [
        ("SELECT id FROM office_desktop WHERE owner = 1 ORDER BY id", "office_desktop_by_owner"),
        (
          "SELECT id FROM office_event WHERE desktop = 1 ORDER BY id DESC",
          "office_event_by_desktop"
        ),
        (
          "SELECT id FROM office_connection WHERE desktop = 1 AND ended_at IS NULL",
          "office_connection_live"
        ),
      ] {
        let plan = try await sample.desk.look { try $0.connection.plan(of: query) }
        #expect(plan.contains { $0.contains(index) }, "\(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") })
      }
    }
  }

  @Test func `what happened long ago is forgotten, and a revoked machine with it`() async throws {
    try await open { sample, desktop, _ in
      let (maria, now) = (sample.maria, sample.now)
      let later = now + Retention.officeLifetime + .seconds(1)
      try await sample.desk.record { ledger in
        try ledger.openConnection(
          "a", to: desktop.id, by: maria, endsAt: now + .seconds(60), at: now)
        try ledger.record(.ended, of: "a", reason: .left, bytes: 1, at: now)
      }
      try await sample.desk.forgetPeople(at: later)
      #expect(try await steps(sample, desktop).isEmpty)
      #expect(try await sample.desk.look { try $0.officeConnection("a") } == nil)
      #expect(try await sample.desk.look { try $0.officeDesktops(of: maria) }.count == 1)
      try await sample.desk.record { ledger in
        _ = try ledger.revokeOfficeDesktop(desktop.id, by: nil, at: later)
      }
      let muchLater = later + Retention.officeLifetime + .seconds(1)
      try await sample.desk.forgetPeople(at: muchLater)
      await #expect(throws: TicketingError.notFound) {
        try await sample.desk.look { try $0.officeDesktop(desktop.id) }
      }
    }
  }

  @Test func `a relay's last report is remembered, and of another relay none`() async throws {
    try await SampleDesk.open { sample in
      let now = sample.now
      try await sample.desk.record { try $0.setLastReport(41, of: "r", at: now) }
      try await sample.desk.record { try $0.setLastReport(42, of: "r", at: now) }
      let last = try await sample.desk.look {
        (try $0.lastReport(of: "r"), try $0.lastReport(of: "q"))
      }
      #expect(last == (42, 0))
    }
  }
}

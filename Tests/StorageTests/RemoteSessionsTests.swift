import Basics
import SQLite
import Support
import Testing
import Ticketing

@testable import Storage

/// One remote session of a ticket in Vilaclara.
private struct Scene {
  static let key = [UInt8](repeating: 9, count: 32)
  let sample: SampleDesk
  let code = JoinCode.random()
  let ticket: Ticket
  let session: RemoteSessionRecord

  init(_ sample: SampleDesk) async throws {
    self.sample = sample
    var form = TicketForm()
    form.subject = "Alta al padró"
    let opening = try TicketOpening(form)
    let (vilaclara, maria, now, code) = (sample.vilaclara, sample.maria, sample.now, code)
    (ticket, session) = try await sample.desk.record { ledger in
      let ticket = try ledger.open(opening, in: vilaclara, by: maria, at: now)
      return (
        ticket,
        try ledger.openRemoteSession(for: ticket, code: code, key: Self.key, by: maria, at: now)
      )
    }
  }

  func find(_ digits: String, after seconds: Int = 0) async throws -> RemoteSessionRecord? {
    let code = try #require(JoinCode(digits))
    let now = sample.now + .seconds(seconds)
    return try await sample.desk.record { try $0.remoteSession(code: code, key: Self.key, at: now) }
  }

  func join() async throws -> (session: RemoteSessionRecord, token: String)? {
    let (code, now) = (code, sample.now)
    return try await sample.desk.record {
      try $0.joinRemoteSession(code: code, key: Self.key, at: now)
    }
  }

  /// A code with the same six digits in front.
  func neighbour(_ distance: Int) throws -> String {
    let last = try #require(Int(code.digits.suffix(3)))
    let other = String((last + distance) % 1_000)
    return code.digits.prefix(6) + String(repeating: "0", count: 3 - other.count) + other
  }
}

@Suite struct RemoteSessionsTests {
  @Test func `a code finds its session for ten minutes`() async throws {
    try await SampleDesk.open { sample in
      let scene = try await Scene(sample)
      #expect(try await scene.find(scene.code.digits) == scene.session)
      #expect(try await scene.find(scene.code.digits, after: 599) == scene.session)
      #expect(try await scene.find(scene.code.digits, after: 600) == nil)
    }
  }

  @Test func `a code lets one citizen in`() async throws {
    try await SampleDesk.open { sample in
      let scene = try await Scene(sample)
      let first = try await scene.join()
      let second = try await scene.join()
      #expect(first?.session.codeUsedAt == sample.now && second == nil)
    }
  }

  @Test func `five near misses burn a code`() async throws {
    try await SampleDesk.open { sample in
      let scene = try await Scene(sample)
      for distance in 1...4 { _ = try await scene.find(try scene.neighbour(distance)) }
      #expect(try await scene.find(scene.code.digits) != nil)
      _ = try await scene.find(try scene.neighbour(5))
      #expect(try await scene.find(scene.code.digits) == nil)
    }
  }

  @Test func `far misses burn nothing`() async throws {
    try await SampleDesk.open { sample in
      let scene = try await Scene(sample)
      let far = (scene.code.digits.first == "1" ? "2" : "1") + scene.code.digits.dropFirst()
      for _ in 0..<20 { _ = try await scene.find(far) }
      #expect(try await scene.find(scene.code.digits) != nil)
    }
  }

  @Test func `the digits themselves are nowhere in the store`() async throws {
    try await SampleDesk.open { sample in
      let scene = try await Scene(sample)
      let found = try await sample.desk.look { ledger in
        try ledger.connection.rows("SELECT * FROM remote_session") { row in
          (try row.blob("code_hash"), try row.text("name"))
        }
      }
      #expect(found.count == 1 && found.first?.0.count == 32)
      #expect(found.first?.0 == scene.code.hash(key: Scene.key))
      #expect(found.first?.0 != scene.code.hash(key: [1]))
    }
  }

  @Test func `the citizen's secret opens this session and no other's does`() async throws {
    try await SampleDesk.open { sample in
      let scene = try await Scene(sample)
      let token = try #require(try await scene.join()?.token)
      let name = scene.session.name
      let own = try await sample.desk.look { try $0.remoteSession(name, citizen: token) }
      #expect(own.id == scene.session.id)
      await #expect(throws: TicketingError.notFound) {
        try await sample.desk.look { try $0.remoteSession(name, citizen: token + "x") }
      }
    }
  }

  @Test func `staff of another council don't learn that a session exists`() async throws {
    try await SampleDesk.open { sample in
      let scene = try await Scene(sample)
      let (name, pepa) = (scene.session.name, sample.pepa)
      await #expect(throws: TicketingError.notFound) {
        try await sample.desk.look { ledger in
          let staff = try #require(try ledger.staff(pepa))
          return try ledger.remoteSession(name, for: staff)
        }
      }
    }
  }

  @Test func `every step stands in the session's list and in the ticket's time line`() async throws
  {
    try await SampleDesk.open { sample in
      let scene = try await Scene(sample)
      let (now, maria, ticket) = (sample.now, sample.maria, scene.ticket.id)
      let progress = RemoteSessionProgress(
        name: scene.session.name,
        events: [
          RemoteSessionEvent(at: now, actor: .viewer(1), step: .joined, detail: "agent"),
          RemoteSessionEvent(at: now, actor: .sharer, step: .shared, detail: "tab"),
        ],
        staff: [1: maria], phase: .sharing, ending: nil, bytes: 5, frames: 2, codec: "vp8",
        receipt: nil)
      _ = try await sample.desk.record { try $0.record(progress) }
      let (steps, lines) = try await sample.desk.look { ledger in
        (try ledger.events(of: scene.session.id), try ledger.events(of: ticket))
      }
      #expect(steps.map(\.event.step) == [.opened, .joined, .shared])
      #expect(steps.map(\.staff) == [maria, maria, nil])
      let remote = lines.filter { $0.kind == .remote }
      #expect(remote.map(\.detail) == ["shared:tab", "joined:agent", "opened"])
      #expect(remote.map(\.actor) == [.citizen, .staff(maria), .staff(maria)])
    }
  }

  @Test func `sessions nobody comes to expire when the next is opened`() async throws {
    try await SampleDesk.open { sample in
      let scene = try await Scene(sample)
      sample.clock.advance(by: .seconds(900))
      _ = try await Scene(sample)
      let name = scene.session.name
      let old = try await sample.desk.look { try $0.remoteSession(named: name) }
      #expect(old.phase == .ended && old.reason == .expired)
    }
  }

  @Test func `what a relay had open is lost with it`() async throws {
    try await SampleDesk.open { sample in
      let scene = try await Scene(sample)
      _ = try await scene.join()
      let (name, now) = (scene.session.name, sample.now)
      let old = try await sample.desk.record { ledger in
        try ledger.endAbandonedRemoteSessions(at: now)
        return try ledger.remoteSession(named: name)
      }
      #expect(old.reason == .lost)
    }
  }
}

import Basics
import Support
import Testing
import Ticketing

@testable import Storage

@Suite struct IdempotencyTests {
  private func book(
    _ sample: SampleDesk, body: String, scope: String = "callbacks/vilaclara", person: Int = 1
  ) async throws -> Promise {
    let council = try #require(sample.desk.directory.organisation("vilaclara"))
    let booking = try Booking(.filled("2026-11-24-morning", person: person), for: council)
    let key = IdempotencyKey(scope: scope, key: "k1", body: Array(body.utf8))
    let now = sample.now
    return try await sample.desk.record {
      try $0.book(booking, in: council.id, at: now, key: key)
    }
  }

  @Test func `the same key and body make one promise`() async throws {
    try await SampleDesk.open { sample in
      let first = try await book(sample, body: "a")
      let second = try await book(sample, body: "a")
      #expect(second == first)
    }
  }

  @Test func `a hundred repetitions at once make one promise and get the same answer`()
    async throws
  {
    try await SampleDesk.open { sample in
      let tokens = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<100 { group.addTask { try await book(sample, body: "a").token } }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(tokens.count == 1)
    }
  }

  @Test func `the same key with another body is refused`() async throws {
    try await SampleDesk.open { sample in
      _ = try await book(sample, body: "a")
      await #expect(throws: TicketingError.idempotencyMismatch) {
        try await book(sample, body: "b", person: 2)
      }
    }
  }

  @Test func `a key means something only in its scope`() async throws {
    try await SampleDesk.open { sample in
      let first = try await book(sample, body: "a")
      let other = try await book(sample, body: "b", scope: "callbacks/puerto", person: 2)
      #expect(other.id != first.id)
    }
  }

  @Test func `what was refused is tried again`() async throws {
    try await SampleDesk.open { sample in
      let live = try await sample.book("2026-11-24-0900", person: 1)
      await #expect(throws: TicketingError.self) { try await book(sample, body: "a") }
      let now = sample.now
      _ = try await sample.desk.record { try $0.cancel(live, at: now) }
      let promise = try await book(sample, body: "a")
      #expect(promise.state == .waiting)
    }
  }

  @Test func `a key is forgotten after a day`() async throws {
    try await SampleDesk.open { sample in
      let first = try await book(sample, body: "a")
      sample.clock.advance(by: IdempotencyKey.lifetime)
      let same = try await book(sample, body: "a")
      #expect(same.id == first.id)
      sample.clock.advance(by: .milliseconds(1))
      let other = try await book(sample, body: "b", person: 2)
      #expect(other.id != first.id)
    }
  }
}

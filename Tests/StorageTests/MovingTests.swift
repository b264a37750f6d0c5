import Basics
import Support
import Testing
import Ticketing

@testable import Storage

@Suite struct MovingTests {
  private func move(_ promise: Promise, to window: String, _ sample: SampleDesk) async throws
    -> Promise
  {
    let now = sample.now
    return try await sample.desk.record { ledger in
      try ledger.move(try ledger.promise(promise.id), to: window, at: now)
    }
  }

  @Test func `moving gives the old place back at once`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-24-0900", person: 1)
      let moved = try await move(promise, to: "2026-11-25-0900", sample)
      #expect(moved.window.id(in: .madrid) == "2026-11-25-0900")
      #expect(moved.token == promise.token)
      _ = try await sample.book("2026-11-24-0900", person: 2)
      await #expect(throws: TicketingError.self) {
        try await sample.book("2026-11-25-0900", person: 3)
      }
    }
  }

  @Test func `moving to a full window keeps the old place`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-24-0900", person: 1)
      _ = try await sample.book("2026-11-25-0900", person: 2)
      await #expect(throws: TicketingError.self) {
        try await move(promise, to: "2026-11-25-0900", sample)
      }
      let kept = try await sample.desk.look { try $0.promise(promise.id) }
      #expect(kept == promise)
    }
  }

  @Test func `within a full day a promise moves on its own place`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-24-morning", person: 1)
      for person in 2...12 { _ = try await sample.book("2026-11-24-morning", person: person) }
      let moved = try await move(promise, to: "2026-11-24-1000", sample)
      #expect(moved.window.kind == .slot)
      await #expect(throws: TicketingError.self) {
        try await sample.book("2026-11-24-1100", person: 13)
      }
    }
  }

  @Test func `moving to the window it has changes nothing`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-24-0900")
      let same = try await move(promise, to: "2026-11-24-0900", sample)
      #expect(same == promise)
      let events = try await sample.desk.look { try $0.events(of: promise.ticket).count }
      #expect(events == 1)
    }
  }

  @Test func `a call that didn't come can be wished again as soon as possible`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("soon")
      let same = try await move(promise, to: "soon", sample)
      #expect(same == promise)
      sample.clock.advance(by: .seconds(3 * 3600))
      let moved = try await move(promise, to: "soon", sample)
      #expect(moved.window.start == sample.now)
      #expect(moved.sequence == 1)
    }
  }

  @Test func `while an agent calls, the citizen hears that before anything of the window`()
    async throws
  {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-24-0900", person: 1)
      _ = try await sample.book("2026-11-25-0900", person: 2)
      let (now, maria) = (sample.now, sample.maria)
      _ = try await sample.desk.record { try $0.claim(promise, by: maria, at: now) }
      await #expect(throws: TicketingError.beingCalled) {
        try await move(promise, to: "2026-11-25-0900", sample)
      }
    }
  }

  @Test func `a claim that lapsed doesn't stop the citizen`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-24-0900")
      let (now, maria) = (sample.now, sample.maria)
      _ = try await sample.desk.record { try $0.claim(promise, by: maria, at: now) }
      sample.clock.advance(by: Promise.claimLength)
      let moved = try await move(promise, to: "2026-11-25-0900", sample)
      #expect(moved.state == .waiting)
      let problems = try await sample.desk.problems()
      #expect(problems == [])
    }
  }

  @Test func `a promise that ended says so whatever window is asked for`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-24-0900")
      let now = sample.now
      _ = try await sample.desk.record { try $0.cancel(promise, at: now) }
      await #expect(throws: TicketingError.promiseEnded) {
        try await move(promise, to: "1999-01-01-morning", sample)
      }
    }
  }

  @Test func `of many promises that move to one place at once all but one stay where they were`()
    async throws
  {
    try await SampleDesk.open { sample in
      var promises: [Promise] = []
      let days = ["24", "25", "26", "27"]
      for person in 0..<48 {
        let half = person / 4 % 2 == 0 ? "morning" : "afternoon"
        promises.append(
          try await sample.book("2026-11-\(days[person % 4])-\(half)", person: person))
      }
      let moved = await withTaskGroup(of: Bool.self) { group in
        for promise in promises {
          group.addTask { (try? await move(promise, to: "2026-11-30-0900", sample)) != nil }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(moved == 1)
      let problems = try await sample.desk.problems()
      #expect(problems == [])
    }
  }
}

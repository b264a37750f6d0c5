import Basics
import Testing
import Ticketing

@testable import Storage

@Suite struct MonthPromisesTests {
  @Test func `requests count by the part of the day in which they were made`() async throws {
    try await MonthDesk.open { desk in
      _ = try await desk.book("10-07-morning", at: "10-06 13:59")
      _ = try await desk.book("10-07-morning", at: "10-06 14:00", phone: "612345679")
      let requests = try await desk.facts().requests
      #expect(requests == (morning: 1, afternoon: 1))
    }
  }

  @Test(arguments: [
    ("10-06 08:00", true), ("10-06 13:59", true), ("10-06 14:00", false), ("10-06 07:59", false),
    ("10-07 09:00", false),
  ])
  func `a promise is kept when the first call comes within its window`(
    call: String, isOnTime: Bool
  ) async throws {
    try await MonthDesk.open { desk in
      let promise = try await desk.book("10-06-morning", at: "10-05 09:00")
      try await desk.call(promise, .reached, at: call)
      let due = try await desk.facts().duePromises
      #expect(due == [MonthFacts.DuePromise(isOnTime: isOnTime, isReached: true)])
    }
  }

  @Test func `a second call that reaches keeps the first one's time`() async throws {
    try await MonthDesk.open { desk in
      let promise = try await desk.book("10-06-morning", at: "10-05 09:00")
      try await desk.call(promise, .noAnswer, at: "10-06 13:50")
      try await desk.call(promise, .reached, at: "10-06 14:30")
      let due = try await desk.facts().duePromises
      #expect(due == [MonthFacts.DuePromise(isOnTime: true, isReached: true)])
    }
  }

  @Test func `a promise without a call is broken when its window has ended`() async throws {
    try await MonthDesk.open { desk in
      _ = try await desk.book("10-06-morning", at: "10-05 09:00")
      #expect(try await desk.facts(asOf: "10-06 13:59").duePromises.isEmpty)
      let due = try await desk.facts(asOf: "10-06 14:00").duePromises
      #expect(due == [MonthFacts.DuePromise(isOnTime: false, isReached: false)])
    }
  }

  @Test func `in a running month a promise counts as soon as it was called`() async throws {
    try await MonthDesk.open { desk in
      let promise = try await desk.book("10-06-morning", at: "10-05 09:00")
      try await desk.call(promise, .noAnswer, at: "10-06 09:00")
      #expect(try await desk.facts(asOf: "10-06 08:59").duePromises.isEmpty)
      let due = try await desk.facts(asOf: "10-06 09:00").duePromises
      #expect(due == [MonthFacts.DuePromise(isOnTime: true, isReached: false)])
    }
  }

  @Test func `a moved promise is due in the month of its last window`() async throws {
    try await MonthDesk.open { desk in
      let promise = try await desk.book("10-30-morning", at: "10-29 09:00")
      try await desk.move(promise, to: "11-02-morning", at: "10-30 07:00")
      #expect(try await desk.facts(10).duePromises.isEmpty)
      #expect(try await desk.facts(11).duePromises.count == 1)
      #expect(try await desk.facts(10).requests.morning == 1)
    }
  }

  @Test func `a promise moved after a count stays in that count`() async throws {
    try await MonthDesk.open { desk in
      let promise = try await desk.book("10-30-morning", at: "10-29 09:00")
      try await desk.move(promise, to: "11-03-morning", at: "11-02 09:00")
      #expect(try await desk.facts(10, asOf: "11-01 06:00").duePromises.count == 1)
      #expect(try await desk.facts(10, asOf: "11-02 09:00").duePromises.isEmpty)
    }
  }

  @Test func `a cancelled promise is not due, and still was asked for`() async throws {
    try await MonthDesk.open { desk in
      let promise = try await desk.book("10-06-morning", at: "10-05 09:00")
      try await desk.cancel(promise, at: "10-06 07:00")
      let facts = try await desk.facts()
      #expect(facts.duePromises.isEmpty)
      #expect(facts.requests == (morning: 1, afternoon: 0))
    }
  }

  @Test func `a promise that is called off after its window stays broken`() async throws {
    try await MonthDesk.open { desk in
      let promise = try await desk.book("10-06-morning", at: "10-05 09:00")
      try await desk.cancel(promise, at: "10-06 15:00")
      let due = try await desk.facts().duePromises
      #expect(due == [MonthFacts.DuePromise(isOnTime: false, isReached: false)])
    }
  }

  @Test func `a request after a count is not in it`() async throws {
    try await MonthDesk.open { desk in
      _ = try await desk.book("10-06-morning", at: "10-05 09:00")
      #expect(try await desk.facts(asOf: "10-05 08:59").requests == (morning: 0, afternoon: 0))
    }
  }

  @Test func `a citizen who was helped some other way was reached, though not on time`()
    async throws
  {
    try await MonthDesk.open { desk in
      let promise = try await desk.book("10-06-morning", at: "10-05 09:00")
      _ = try await desk.contact(at: "10-05 10:00", ticket: promise.reference)
      _ = try await desk.close(promise.reference, at: "10-05 10:10")
      let due = try await desk.facts().duePromises
      #expect(due == [MonthFacts.DuePromise(isOnTime: false, isReached: true)])
    }
  }
}

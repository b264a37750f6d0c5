import Basics
import Support
import Testing
import Ticketing

@testable import Storage

@Suite struct LastPlaceTests {
  /// What came of many who ask at once, each for a window.
  private func ask(_ sample: SampleDesk, _ windows: [String], from person: Int = 1) async
    -> (promised: [String], refused: Int, other: Int)
  {
    enum Outcome { case promised(String), refused, other }
    return await withTaskGroup(of: Outcome.self) { group in
      for (index, window) in windows.enumerated() {
        group.addTask {
          do {
            _ = try await sample.book(window, person: person + index)
            return .promised(window)
          } catch TicketingError.windowFull {
            return .refused
          } catch {
            return .other
          }
        }
      }
      var promised: [String] = []
      var refused = 0
      var other = 0
      for await outcome in group {
        switch outcome {
        case .promised(let window): promised.append(window)
        case .refused: refused += 1
        case .other: other += 1
        }
      }
      return (promised, refused, other)
    }
  }

  @Test(arguments: [10, 200])
  func `the last place of a window goes to exactly one of all callers`(callers: Int) async throws {
    try await SampleDesk.open { sample in
      let windows = Array(repeating: "2026-11-24-0900", count: callers)
      let (promised, refused, other) = await ask(sample, windows)
      #expect(promised.count == 1)
      #expect(refused == callers - 1)
      #expect(other == 0)
    }
  }

  @Test func `the last place of a morning goes to one, whether for the morning or a half-hour`()
    async throws
  {
    try await SampleDesk.open { sample in
      for person in 1...11 { _ = try await sample.book("2026-11-24-morning", person: person) }
      let windows = (0..<60).map { index in
        index.isMultiple(of: 2)
          ? "2026-11-24-morning" : "2026-11-24-\(["0800", "1000", "1330"][index % 3])"
      }
      let (promised, refused, other) = await ask(sample, windows, from: 100)
      #expect(promised.count == 1)
      #expect(refused == 59)
      #expect(other == 0)
    }
  }

  @Test func `a whole day that everybody wants is promised exactly as often as it has calls`()
    async throws
  {
    try await SampleDesk.open { sample in
      let halves = ["morning", "afternoon", "0800", "0830", "1400", "1930"]
      let windows = (0..<120).map { "2026-11-24-\(halves[$0 % halves.count])" }
      let (promised, refused, other) = await ask(sample, windows)
      #expect(promised.count == 24)
      #expect(promised.count + refused == 120)
      #expect(other == 0)
      let left = try await sample.desk.look { [vilaclara = sample.vilaclara, now = sample.now] in
        try $0.offer(of: vilaclara, from: "2026-11-24", days: 1, at: now)
      }
      #expect(left.isEmpty)
    }
  }

  @Test func `a hundred requests of one telephone make one promise`() async throws {
    try await SampleDesk.open { sample in
      let made = await withTaskGroup(of: Bool.self) { group in
        for index in 0..<100 {
          let day = index.isMultiple(of: 2) ? "24" : "25"
          group.addTask { (try? await sample.book("2026-11-\(day)-morning", person: 7)) != nil }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(made == 1)
    }
  }

  @Test func `the refusal names windows that can still be promised`() async throws {
    try await SampleDesk.open { sample in
      _ = try await sample.book("2026-11-24-0900", person: 1)
      for person in 2...12 { _ = try await sample.book("2026-11-24-morning", person: person) }
      let refusal = await #expect(throws: TicketingError.self) {
        try await sample.book("2026-11-24-0900", person: 13)
      }
      guard case .windowFull(let next)? = refusal else {
        Issue.record("It was not refused as full.")
        return
      }
      let names = next.map { $0.window.id(in: .madrid) }
      #expect(names.first == "2026-11-24-afternoon")
      for (index, name) in names.enumerated() {
        _ = try await sample.book(name, person: 20 + index)
      }
    }
  }
}

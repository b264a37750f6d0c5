import Basics
import Synchronization
import WebSockets
import Wire

/// Many sessions, each with one sharer and one viewer, at a steady pace.
struct SessionsLoad {
  let address: SocketAddress
  let sessions: Int
  let bytes: Int
  let perSecond: Int
  let seconds: Int

  init(_ address: SocketAddress, _ numbers: [Int]) {
    self.address = address
    (sessions, bytes, perSecond, seconds) = (numbers[0], numbers[1], numbers[2], numbers[3])
  }

  func run() async throws {
    let loops = try EventLoopGroup(count: 2)
    let tally = Tally()
    let stamp = LoadClient.nanoseconds()
    try await withThrowingDiscardingTaskGroup { group in
      for number in 0..<sessions {
        let loop = loops.loops[number % 2]
        group.addTask(executorPreference: loop) {
          try await one("\(stamp)-\(number)", number, on: loop, tally)
        }
        // Come in at a pace that a morning could have.
        if number % 50 == 49 { try await Timer.sleep(for: .milliseconds(50)) }
      }
    }
    tally.print(sessions: sessions)
    loops.shutdown()
  }

  private func one(
    _ session: String, _ number: Int, on loop: EventLoop, _ tally: Tally
  ) async throws {
    let sharer = try await LoadClient.enter(address, session, "sharer", on: loop)
    let viewer = try await LoadClient.enter(address, session, "agent", on: loop)
    try await LoadClient.clear(sharer, viewer, 1)
    try await sharer.say(["type": "sharing", "what": "tab", "codec": "none"])
    _ = try await sharer.hear("rights")
    tally.opened.wrappingAdd(1, ordering: .relaxed)
    while tally.opened.load(ordering: .relaxed) < sessions {
      try await Timer.sleep(for: .milliseconds(200))
    }
    let period = 1_000_000_000 / UInt64(perSecond)
    let start = LoadClient.nanoseconds() + UInt64(number) * period / UInt64(sessions)
    let total = perSecond * seconds
    let (a, b) = (LoopBound(sharer, to: loop), LoopBound(viewer, to: loop))
    await withDiscardingTaskGroup { group in
      group.addTask {
        for frame in 0..<total {
          let due = start + UInt64(frame) * period
          let now = LoadClient.nanoseconds()
          if due > now { try? await Timer.sleep(for: .nanoseconds(Int64(due - now))) }
          let kind: UInt8 = frame == 0 ? 2 : 3
          guard (try? await a.value.show(kind, sequence: frame, bytes: bytes)) != nil else { break }
        }
        try? await Timer.sleep(for: .seconds(1))
        a.value.connection.close()
        b.value.connection.close()
      }
      group.addTask {
        while let message = try? await b.value.next() {
          guard case .binary(let frame) = message else { continue }
          tally.add(LoadClient.age(frame))
        }
      }
    }
  }
}

/// The ages of frames when they came, in microseconds.
final class Tally: Sendable {
  /// Sessions that are ready.
  let opened = Atomic<Int>(0)
  private let counts = Mutex([Int](repeating: 0, count: 1_000_000))

  func add(_ nanoseconds: UInt64) {
    counts.withLock { $0[min(999_999, Int(nanoseconds / 1_000))] += 1 }
  }

  func print(sessions: Int) {
    counts.withLock { counts in
      let total = counts.reduce(0, +)
      var seen = 0
      var marks: [(Double, Int)] = []
      for (micros, count) in counts.enumerated() where count > 0 {
        seen += count
        for share in [0.5, 0.95, 0.99, 0.999]
        where Double(seen) >= share * Double(total) && !marks.contains(where: { $0.0 == share }) {
          marks.append((share, micros))
        }
      }
      let text = marks.map { "p\(Int($0.0 * 1_000)) \($0.1) µs" }.joined(separator: "  ")
      Swift.print("\(sessions) sessions, \(total) frames came: \(text)")
    }
  }
}

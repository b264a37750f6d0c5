import Synchronization
import Testing

@testable import Wire

@Suite struct EventLoopTests {
  private final class Order: Sendable {
    let times = Mutex<[Int]>([])
  }

  @Test func `a task with the preference runs on the loop`() async throws {
    let loops = try EventLoopGroup(count: 2)
    for loop in loops.loops {
      let isThere = await withTaskExecutorPreference(loop) { await Self.isOn(loop) }
      #expect(isThere)
    }
    #expect(EventLoop.current == nil)
    loops.shutdown()
  }

  @concurrent private static func isOn(_ loop: EventLoop) async -> Bool {
    await Task.yield()
    return loop.isCurrent && EventLoop.current === loop
  }

  @Test func `loops take turns`() throws {
    let loops = try EventLoopGroup(count: 3)
    let turns = (0..<6).map { _ in loops.next() }
    #expect(turns[0] === turns[3])
    #expect(turns[0] !== turns[1])
    #expect(turns[2] === turns[5])
    loops.shutdown()
  }

  @Test func `a shorter sleep ends before a longer one`() async throws {
    let loops = try EventLoopGroup(count: 1)
    let order = Order()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for time in [60, 20, 40] {
        group.addTask(executorPreference: loops.loops[0]) {
          try await Timer.sleep(for: .milliseconds(time))
          order.times.withLock { $0.append(time) }
        }
      }
      try await group.waitForAll()
    }
    #expect(order.times.withLock { $0 } == [20, 40, 60])
    loops.shutdown()
  }

  @Test func `a cancelled sleep ends at once`() async throws {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        do {
          try await Timer.sleep(for: .seconds(86_400))
          return false
        } catch {
          return error is CancellationError
        }
      }
      group.cancelAll()
      #expect(await group.next() == true)
    }
  }

  @Test func `the earliest gate opens first`() async {
    var heap = TimerHeap()
    let gates = (0..<50).map { _ in Gate() }
    let deadlines = (0..<50).map { UInt64(($0 * 37) % 50) }
    for (gate, deadline) in zip(gates, deadlines) { heap.insert(gate, deadline: deadline) }
    for now in UInt64(0)..<50 {
      #expect(heap.next == now)
      heap.fire(until: now)
    }
    #expect(heap.next == .max)
    for gate in gates { await gate.wait() }
  }
}

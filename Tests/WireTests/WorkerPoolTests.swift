import Testing

@testable import Wire

@Suite struct WorkerPoolTests {
  @Test func `work returns its result to the caller's loop`() async throws {
    let loops = try EventLoopGroup(count: 1)
    let pool = WorkerPool(threads: 2, name: "test", queueMax: 8)
    let loop = loops.loops[0]
    let isBack = try await withTaskExecutorPreference(loop) { try await Self.work(pool, loop) }
    #expect(isBack)
    loops.shutdown()
  }

  @concurrent private static func work(_ pool: WorkerPool, _ loop: EventLoop) async throws -> Bool {
    let wasAway = try await pool.run { !loop.isCurrent }
    return wasAway && loop.isCurrent
  }

  @Test func `an error comes back`() async {
    let pool = WorkerPool(threads: 1, name: "test", queueMax: 8)
    await #expect(throws: WireError.timedOut) { try await pool.run { throw WireError.timedOut } }
  }

  @Test func `a full queue refuses`() async {
    let pool = WorkerPool(threads: 1, name: "test", queueMax: 0)
    await #expect(throws: WireError.overloaded(queue: "test")) { try await pool.run { 1 } }
  }

  @Test func `a thousand pieces of work are all done`() async throws {
    let pool = WorkerPool(threads: 3, name: "test", queueMax: 1_000)
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 1...1_000 { group.addTask { try await pool.run { number } } }
      return try await group.reduce(0, +)
    }
    #expect(sum == 500_500)
  }
}

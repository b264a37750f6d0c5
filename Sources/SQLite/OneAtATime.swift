internal import Synchronization

/// Lets one long piece of work be done at a time, on a thread of its own.
///
/// Any thread; guarded by `isTaken`.
final class OneAtATime: Sendable {
  private let isTaken = Mutex(false)

  /// Runs the work on a new thread.
  ///
  /// - Throws: ``SQLiteError/busy`` while other work is being done, or what the work throws.
  func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    let isFree = isTaken.withLock { taken in
      defer { taken = true }
      return !taken
    }
    guard isFree else { throw SQLiteError.busy }
    defer { isTaken.withLock { $0 = false } }
    let thread = Mutex<WorkerThread?>(nil)
    defer { thread.withLock { $0?.join() } }
    return try await withCheckedThrowingContinuation { continuation in
      do throws(SQLiteError) {
        let started = try WorkerThread { continuation.resume(with: Result { try work() }) }
        thread.withLock { $0 = started }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }
}

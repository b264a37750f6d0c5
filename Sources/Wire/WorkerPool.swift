internal import Glibc
internal import Synchronization

/// Threads for work that blocks: files, password hashing, name look-ups.
///
/// Any thread may call it. The threads live as long as the process.
public final class WorkerPool: Sendable {
  private let queue: WorkQueue
  private let name: String

  /// Starts the threads.
  ///
  /// - Parameters:
  ///   - threads: How many, one or more.
  ///   - name: What the threads are called, at most 12 letters.
  ///   - queueMax: How many pieces of work may wait; more are refused.
  public init(threads: Int, name: String, queueMax: Int) {
    let queue = WorkQueue(max: queueMax)
    self.queue = queue
    self.name = name
    for index in 0..<max(1, threads) {
      _ = try? startThread("\(name.prefix(12))-\(index)") {
        while let work = queue.take() { work() }
      }
    }
  }

  deinit { queue.close() }

  /// Runs `work` on a worker and resumes the caller on its own executor.
  ///
  /// - Parameter work: What blocks.
  /// - Returns: What `work` returns.
  /// - Throws: What `work` throws, or ``WireError/overloaded(queue:)`` if the queue is full.
  public func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try unsafe await withUnsafeThrowingContinuation { continuation in
      let accepted = queue.add {
        unsafe continuation.resume(with: Result { try work() })
      }
      if !accepted { unsafe continuation.resume(throwing: WireError.overloaded(queue: name)) }
    }
  }
}

/// A bounded queue that threads wait on.
///
/// Any thread; guarded by its own lock.
@safe private final class WorkQueue: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let filled = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let max: Int
  private var works: [@Sendable () -> Void] = []
  private var head = 0
  private var closed = false

  init(max: Int) {
    self.max = max
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(filled, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(lock)
    unsafe pthread_cond_destroy(filled)
    unsafe lock.deallocate()
    unsafe filled.deallocate()
  }

  func add(_ work: @escaping @Sendable () -> Void) -> Bool {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    guard works.count - head < max, !closed else { return false }
    works.append(work)
    unsafe pthread_cond_signal(filled)
    return true
  }

  /// The next piece of work; nil when the pool is closed and empty.
  func take() -> (@Sendable () -> Void)? {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while head == works.count {
      if closed { return nil }
      unsafe pthread_cond_wait(filled, lock)
    }
    let work = works[head]
    head += 1
    if head == works.count || head >= 1_024 {
      works.removeFirst(head)
      head = 0
    }
    return work
  }

  func close() {
    unsafe pthread_mutex_lock(lock)
    closed = true
    unsafe pthread_cond_broadcast(filled)
    unsafe pthread_mutex_unlock(lock)
  }
}

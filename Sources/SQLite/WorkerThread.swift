internal import Glibc
internal import Synchronization

/// A thread of the database's own, for what blocks.
///
/// Any thread; guarded by `isDone`.
final class WorkerThread: Sendable {
  private let id: pthread_t
  private let isDone = Mutex(false)

  /// Starts a thread that ends with the closure.
  init(_ body: @escaping @Sendable () -> Void) throws(SQLiteError) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, 1 << 20)
    var made = pthread_t()
    let start = unsafe Unmanaged.passRetained(Start(body: body))
    let code = unsafe pthread_create(
      &made, &attributes,
      { context in
        guard let context = unsafe context else { return nil }
        let start = unsafe Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
        start.body()
        return nil
      }, start.toOpaque())
    guard code == 0 else {
      unsafe start.release()
      throw .misuse("The system allows no more threads. Raise the process's limit of tasks.")
    }
    id = made
  }

  /// Waits for the end; on the thread itself, lets it end alone.
  func join() {
    let isFirst = isDone.withLock { done in
      defer { done = true }
      return !done
    }
    guard isFirst else { return }
    if pthread_equal(id, pthread_self()) != 0 {
      pthread_detach(id)
    } else {
      pthread_join(id, nil)
    }
  }

  private final class Start: Sendable {
    let body: @Sendable () -> Void
    init(body: @escaping @Sendable () -> Void) { self.body = body }
  }
}

internal import CLinux
internal import Glibc
internal import Synchronization

/// The event loops of a process, each on a thread of its own.
public final class EventLoopGroup: Sendable {
  /// The loops, in the order in which they take turns.
  public let loops: [EventLoop]
  private let turn = Atomic<Int>(0)
  private let threads: Mutex<[pthread_t]>

  /// Starts the loops and allows the process as many descriptors as its hard limit.
  ///
  /// - Parameter count: How many loops, one or more; usually one a core.
  /// - Throws: ``WireError/system(call:code:)`` if the kernel has no descriptor or thread left.
  public init(count: Int) throws(WireError) {
    Self.raiseDescriptorLimit()
    var loops: [EventLoop] = []
    for _ in 0..<max(1, count) { loops.append(try EventLoop()) }
    self.loops = loops
    var threads: [pthread_t] = []
    for (index, loop) in loops.enumerated() {
      threads.append(try startThread("loop-\(index)") { loop.run() })
    }
    self.threads = Mutex(threads)
  }

  /// The next loop in turn.
  public func next() -> EventLoop {
    let turn = turn.wrappingAdd(1, ordering: .relaxed).oldValue
    return loops[abs(turn % loops.count)]
  }

  /// Stops the loops and waits for their threads.
  ///
  /// Nothing may run on them any more.
  public func shutdown() {
    let threads = threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
    for loop in loops { loop.stop() }
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Ten thousand connections need more than the usual 1,024 descriptors.
  private static func raiseDescriptorLimit() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(7), &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, 1_048_576)
    _ = unsafe setrlimit(__rlimit_resource_t(7), &limit)
  }
}

/// Starts a thread with a name.
func startThread(
  _ name: String, _ body: @escaping @Sendable () -> Void
) throws(WireError) -> pthread_t {
  let box = unsafe Unmanaged.passRetained(ThreadBody(name: name, body: body))
  var thread = pthread_t()
  let code = unsafe pthread_create(
    &thread, nil,
    { context in
      guard let context = unsafe context else { return nil }
      let box = unsafe Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue()
      unsafe clinux_name_thread(String(box.name.prefix(15)))
      box.body()
      return nil
    }, box.toOpaque())
  guard code == 0 else {
    unsafe box.release()
    throw .system(call: "pthread_create", code: code)
  }
  return thread
}

/// Starts a thread that nobody waits for.
package func startLoneThread(
  _ name: String, _ body: @escaping @Sendable () -> Void
) throws(WireError) {
  let thread = try startThread(name, body)
  pthread_detach(thread)
}

private final class ThreadBody: Sendable {
  let name: String
  let body: @Sendable () -> Void

  init(name: String, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }
}

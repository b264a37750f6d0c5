internal import CLinux
internal import Glibc
internal import Synchronization

/// One thread that waits for its sockets and runs the tasks that prefer it.
///
/// A connection belongs to one loop for its whole life and is served by an ordinary task with the
/// loop as its executor preference, so nothing about a connection needs a lock.
///
/// Any thread may enqueue; everything else happens on the loop's own thread.
@safe public final class EventLoop: TaskExecutor, @unchecked Sendable {
  private let inbox = Mutex(Inbox())
  private let stopping = Atomic<Bool>(false)
  private let bell: Int32
  private var poller: Poller
  private var ready: [UnownedJob] = []
  private var running: [UnownedJob] = []
  private var tickEnds: [any TickEndObserver] = []
  private var sockets: [Connection?] = []
  private var timers = TimerHeap()
  private var sweepAt: UInt64 = .max

  /// A monotonic clock in nanoseconds, read once a turn of the loop.
  package private(set) var now: UInt64 = 0
  /// How much one read may bring at most.
  package static let readBytesMax = 262_144
  /// Every read of this loop lands in here first.
  package let scratch: UnsafeMutableRawBufferPointer
  /// Room for the layer above: one object a loop.
  package var attachment: AnyObject?

  init() throws(WireError) {
    poller = try Poller()
    bell = poller.waker
    unsafe scratch = .allocate(byteCount: Self.readBytesMax, alignment: 64)
    unsafe scratch.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit {
    poller.close()
    unsafe scratch.deallocate()
  }

  /// The loop that runs on the calling thread, if any.
  public static var current: EventLoop? {
    guard let owner = unsafe clinux_thread_owner() else { return nil }
    return unsafe Unmanaged<EventLoop>.fromOpaque(owner).takeUnretainedValue()
  }

  /// Whether the caller runs on this loop's thread.
  public var isCurrent: Bool {
    unsafe clinux_thread_owner() == Unmanaged.passUnretained(self).toOpaque()
  }

  /// Runs the job on this loop's thread.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      ready.append(job)
      return
    }
    deliver { inbox in inbox.jobs.append(job) }
  }

  /// Calls `action` on the loop's thread: at once if the caller is there, else soon.
  package func perform(_ action: @escaping @Sendable () -> Void) {
    if isCurrent { return action() }
    deliver { inbox in inbox.actions.append(action) }
  }

  private func deliver(_ item: (inout sending Inbox) -> Void) {
    let wasEmpty = inbox.withLock { inbox in
      let wasEmpty = inbox.jobs.isEmpty && inbox.actions.isEmpty
      item(&inbox)
      return wasEmpty
    }
    if wasEmpty { clinux_eventfd_signal(bell) }
  }

  // Called on the loop's thread by connections and timers.

  func add(_ connection: Connection, descriptor: Int32) throws(WireError) {
    try poller.watch(descriptor)
    while sockets.count <= Int(descriptor) {
      sockets.append(contentsOf: repeatElement(nil, count: max(64, sockets.count)))
    }
    sockets[Int(descriptor)] = connection
  }

  func remove(_ connection: Connection, descriptor: Int32) {
    // A connection may end before it was ever opened.
    guard sockets.indices.contains(Int(descriptor)),
      sockets[Int(descriptor)] === connection
    else { return }
    sockets[Int(descriptor)] = nil
  }

  func forget(descriptor: Int32) {
    poller.forget(descriptor)
  }

  func expect(deadline: UInt64) {
    if deadline < sweepAt { sweepAt = deadline }
  }

  /// Opens the gate when its time has come; on the loop's thread.
  package func open(_ gate: Gate, at deadline: UInt64) {
    timers.insert(gate, deadline: deadline)
  }

  /// Tells the observer once, as soon as what is ready now has run.
  package func notifyAtTickEnd(_ observer: any TickEndObserver) {
    tickEnds.append(observer)
  }

  // The loop itself.

  func run() {
    unsafe clinux_set_thread_owner(Unmanaged.passUnretained(self).toOpaque())
    now = Timer.nanoseconds()
    while !stopping.load(ordering: .relaxed) {
      runJobs()
      poller.poll(timeoutMilliseconds: timeout()) { fd, events in
        sockets[Int(fd)]?.changed(events)
      }
      now = Timer.nanoseconds()
      timers.fire(until: now)
      if now >= sweepAt { sweep() }
      takeInbox()
    }
    clinux_set_thread_owner(nil)
  }

  func stop() {
    stopping.store(true, ordering: .relaxed)
    clinux_eventfd_signal(bell)
  }

  /// Runs what is ready, and what that makes ready, for a bounded number of rounds so that tasks
  /// that only talk to each other can't keep the sockets waiting.
  private func runJobs() {
    endTick()
    var rounds = 0
    while !ready.isEmpty, rounds < 16 {
      swap(&ready, &running)
      for job in running { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
      running.removeAll(keepingCapacity: true)
      rounds += 1
      endTick()
    }
  }

  private func endTick() {
    guard !tickEnds.isEmpty else { return }
    let observers = tickEnds
    tickEnds.removeAll(keepingCapacity: true)
    for observer in observers { observer.tickEnds() }
  }

  private func takeInbox() {
    var actions: [@Sendable () -> Void] = []
    inbox.withLock { inbox in
      ready.append(contentsOf: inbox.jobs)
      inbox.jobs.removeAll(keepingCapacity: true)
      if !inbox.actions.isEmpty { swap(&actions, &inbox.actions) }
    }
    for action in actions { action() }
  }

  private func timeout() -> Int32 {
    if !ready.isEmpty { return 0 }
    let next = min(sweepAt, timers.next)
    if next == .max { return -1 }
    let time = Timer.nanoseconds()
    if next <= time { return 0 }
    return Int32(clamping: (next - time) / 1_000_000 + 1)
  }

  /// Wakes the connections whose time is over and finds the next moment to look again.
  private func sweep() {
    var next = UInt64.max
    var count: UInt64 = 0
    for connection in sockets {
      guard let connection else { continue }
      next = min(next, connection.expire(at: now))
      count += 1
    }
    // However many connections are near their end, looking for them costs a hundredth at most.
    sweepAt = next == .max ? .max : max(next, now + 20_000_000 + count * 10_000)
  }
}

/// What other threads left for a loop.
private struct Inbox {
  var jobs: [UnownedJob] = []
  var actions: [@Sendable () -> Void] = []
}

/// Something that wants a word when what was ready on a loop has run.
///
/// Lives on its loop.
package protocol TickEndObserver: AnyObject {
  func tickEnds()
}

internal import Dispatch
internal import Synchronization

/// The closures that wait for a thread, first come first served, up to a limit.
///
/// Any thread; guarded by `state`.
final class JobQueue: Sendable {
  private struct State {
    var jobs: [any Job] = []
    var first = 0
    var sleepers = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let wake = DispatchSemaphore(value: 0)
  private let countMax: Int

  init(countMax: Int) {
    self.countMax = max(countMax, 1)
  }

  /// How many wait now.
  var count: Int { state.withLock { $0.jobs.count - $0.first } }

  /// Appends a job, or says why not.
  func push(_ job: any Job) -> SQLiteError? {
    let (error, isSleeperDue): (SQLiteError?, Bool) = state.withLock { state in
      if state.isClosed { return (.closed, false) }
      if state.jobs.count - state.first >= countMax { return (.busy, false) }
      state.jobs.append(job)
      guard state.sleepers > 0 else { return (nil, false) }
      state.sleepers -= 1
      return (nil, true)
    }
    if isSleeperDue { wake.signal() }
    return error
  }

  /// Waits for the next job; nil when the queue is closed and empty.
  func next() -> (any Job)? {
    while true {
      let (job, isOver): ((any Job)?, Bool) = state.withLock { state in
        if let job = Self.take(&state) { return (job, false) }
        if state.isClosed { return (nil, true) }
        state.sleepers += 1
        return (nil, false)
      }
      if job != nil || isOver { return job }
      wake.wait()
    }
  }

  /// The next job if one waits.
  func nextIfAny() -> (any Job)? {
    state.withLock { Self.take(&$0) }
  }

  /// Takes nothing more; what waits is still handed out.
  func close() {
    let sleepers = state.withLock { state in
      defer { state.sleepers = 0 }
      state.isClosed = true
      return state.sleepers
    }
    for _ in 0..<sleepers { wake.signal() }
  }

  private static func take(_ state: inout State) -> (any Job)? {
    guard state.first < state.jobs.count else { return nil }
    let job = state.jobs[state.first]
    state.first += 1
    // The space of what was taken is given back by halves, so that a job costs constant time.
    if state.first == state.jobs.count {
      state.jobs.removeAll(keepingCapacity: state.first <= 256)
      state.first = 0
    } else if state.first >= 64, state.first * 2 >= state.jobs.count {
      state.jobs.removeFirst(state.first)
      state.first = 0
    }
    return job
  }
}

import Dispatch
import Synchronization

/// Holds a database's thread until the test opens it.
///
/// Any thread; guarded by `state`.
final class Gate: Sendable {
  private struct State {
    var isReached = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())
  private let opened = DispatchSemaphore(value: 0)

  /// Called on the database's thread.
  func pass() {
    let waiting = state.withLock { state in
      state.isReached = true
      return state.waiting
    }
    waiting?.resume()
    opened.wait()
  }

  func open() { opened.signal() }

  /// Waits until somebody stands at the gate.
  func isReached() async {
    await withCheckedContinuation { continuation in
      let isReached = state.withLock { state in
        if !state.isReached { state.waiting = continuation }
        return state.isReached
      }
      if isReached { continuation.resume() }
    }
  }
}

internal import Synchronization

/// A wait of one task that ends when somebody opens the gate or the task is cancelled.
///
/// Any thread; guarded by `state`.
package final class Gate: Sendable {
  @safe private enum State {
    case shut
    case waiting(UnsafeContinuation<Void, Never>)
    case open
  }

  private let state = Mutex<State>(.shut)

  /// A gate that is shut.
  package init() {}

  /// Waits until the gate is open; returns at once if it has been opened before.
  package func wait() async {
    await withTaskCancellationHandler {
      unsafe await withUnsafeContinuation { continuation in
        if unsafe !keep(continuation) { unsafe continuation.resume() }
      }
    } onCancel: {
      open()
    }
  }

  /// Keeps the continuation; false if the gate is open already.
  private func keep(_ continuation: UnsafeContinuation<Void, Never>) -> Bool {
    state.withLock { state in
      if case .open = state { return false }
      state = unsafe .waiting(continuation)
      return true
    }
  }

  /// Lets the waiting task through, and every later one.
  package func open() {
    let before: State = state.withLock { state in
      let before = state
      state = .open
      return before
    }
    if case .waiting(let continuation) = before { unsafe continuation.resume() }
  }
}

import Synchronization
import WebSockets
import Wire

/// The way out to one participant: a bounded queue, and the task that empties it.
///
/// Any thread; guarded by `state`. One task takes.
final class Outbox: Sendable {
  /// What the sending task is to do.
  enum Next: Sendable {
    case frame(Frame, since: UInt64)
    case close(CloseCode)
    case cancelled
  }

  private struct State {
    var queue = ViewerQueue()
    var closing: CloseCode?
    var waiting: Gate?
  }

  private let state = Mutex(State())
  /// Opens when the connection is to be gone at the latest a moment later.
  let farewell = Gate()

  /// Puts a frame into the queue.
  func offer(
    _ frame: Frame, _ kind: FrameHead.Kind? = nil, from sender: Int = 0, at now: UInt64
  ) -> ViewerQueue.Outcome {
    let (outcome, waiting) = state.withLock { state in
      guard state.closing == nil else { return (ViewerQueue.Outcome.dropped, Gate?.none) }
      let outcome = state.queue.offer(frame, kind, from: sender, at: now)
      defer { state.waiting = nil }
      return (outcome, state.waiting)
    }
    waiting?.open()
    return outcome
  }

  /// Closes once the texts in the queue are out; the picture is forgotten.
  ///
  /// - Parameters:
  ///   - code: Why.
  ///   - last: The last word, before which everything else is forgotten; nil for none.
  func close(_ code: CloseCode, last: Frame? = nil) {
    let waiting = state.withLock { state -> Gate? in
      guard state.closing == nil else { return nil }
      if let last {
        state.queue.clear()
        _ = state.queue.offer(last, nil, at: 0)
      } else {
        state.queue.resetMedia()
      }
      state.closing = code
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.open()
    farewell.open()
  }

  /// Waits for what is to be sent next.
  func next() async -> Next {
    while true {
      let gate = Gate()
      let next = state.withLock { state -> Next? in
        if let (frame, since) = state.queue.take() { return .frame(frame, since: since) }
        if let code = state.closing { return .close(code) }
        state.waiting = gate
        return nil
      }
      if let next { return next }
      await gate.wait()
      if Task.isCancelled { return .cancelled }
    }
  }

  func asksForKey(at now: UInt64) -> Bool {
    state.withLock { $0.closing == nil && $0.queue.asksForKey(at: now) }
  }

  func resetMedia() {
    state.withLock { $0.queue.resetMedia() }
  }

  /// How many frames were dropped, and how many bytes of the picture wait.
  var dropped: (frames: Int, waiting: Int) {
    state.withLock { ($0.queue.droppedCount, $0.queue.mediaBytes) }
  }
}

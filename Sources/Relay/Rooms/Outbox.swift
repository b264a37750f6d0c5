import Synchronization
import WebSockets
import Wire

/// The way out to one participant: a bounded queue, and the WebSocket that it feeds.
///
/// Any thread; guarded by `state`.
final class Outbox: FrameSource {
  private struct State {
    var queue = ViewerQueue()
    var closing: CloseCode?
    /// Whether the WebSocket knows that something waits.
    var isAwake = true
  }

  private let channel: WebSocketChannel
  private let metrics: RelayMetrics
  private let state = Mutex(State())
  /// Opens when the connection is to be gone at the latest a moment later.
  let farewell = Gate()

  init(_ channel: WebSocketChannel, _ metrics: RelayMetrics) {
    self.channel = channel
    self.metrics = metrics
  }

  /// Puts a frame into the queue.
  func offer(
    _ frame: Frame, _ kind: FrameHead.Kind? = nil, from sender: Int = 0, at now: UInt64
  ) -> ViewerQueue.Outcome {
    let (outcome, wasAwake) = state.withLock { state in
      guard state.closing == nil else { return (ViewerQueue.Outcome.dropped, true) }
      let outcome = state.queue.offer(frame, kind, from: sender, at: now)
      defer { state.isAwake = true }
      return (outcome, state.isAwake)
    }
    if !wasAwake { channel.wakeFeed() }
    return outcome
  }

  /// Closes once the texts in the queue are out; the picture is forgotten.
  ///
  /// - Parameters:
  ///   - code: Why.
  ///   - last: The last word, before which everything else is forgotten; nil for none.
  func close(_ code: CloseCode, last: Frame? = nil) {
    let isFirst = state.withLock { state in
      guard state.closing == nil else { return false }
      if let last {
        state.queue.clear()
        _ = state.queue.offer(last, nil, at: Timer.nanoseconds())
      } else {
        state.queue.resetMedia()
      }
      state.closing = code
      return true
    }
    guard isFirst else { return }
    channel.wakeFeed()
    farewell.open()
  }

  func takeFrame() -> Frame? {
    let next = state.withLock { state in
      let next = state.queue.take()
      if next == nil { state.isAwake = false }
      return next
    }
    guard let (frame, since) = next else { return nil }
    metrics.note(wait: Timer.nanoseconds() &- since)
    return frame
  }

  var closing: CloseCode? {
    state.withLock { $0.queue.isEmpty ? $0.closing : nil }
  }

  func asksForKey(at now: UInt64) -> Bool {
    state.withLock { $0.closing == nil && $0.queue.asksForKey(at: now) }
  }

  func resetMedia() {
    state.withLock { $0.queue.resetMedia() }
  }

  /// How many bytes of the picture wait.
  var waitingBytes: Int {
    state.withLock { $0.queue.mediaBytes }
  }
}

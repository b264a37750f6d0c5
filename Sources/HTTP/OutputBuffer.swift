internal import Wire

/// Bytes that wait to be sent: small ones gathered in one run, then at most one large array that is
/// not copied.
///
/// Lives on its event loop.
struct OutputBuffer {
  /// What is gathered; everything before `sent` has gone.
  var small: [UInt8] = []
  var sent = 0
  /// What follows `small`.
  var large: [UInt8] = []
  var largeSent = 0

  /// Whether a task waits for the socket to take more.
  var isFlushing = false
  /// Tasks that wait for that one.
  var waiters: [Gate] = []
  /// Whether the end of the loop's turn will send.
  var isPromised = false

  init() {}

  /// An empty buffer in the same state.
  init(keeping other: OutputBuffer) {
    isFlushing = other.isFlushing
    waiters = other.waiters
    isPromised = other.isPromised
  }

  var isEmpty: Bool { sent == small.count && largeSent == large.count }
  var count: Int { small.count - sent + large.count - largeSent }

  /// Counts bytes that went.
  mutating func advance(by count: Int) {
    let fromSmall = min(count, small.count - sent)
    sent += fromSmall
    largeSent += count - fromSmall
  }
}

/// A viewer's messages after the handshake, as a stream: what only looks passes, what acts passes
/// with control.
///
/// A pure state machine. Whether a message passes is decided at its head. Short messages pass whole
/// or not at all; of long ones, such as a clipboard, the rest follows as it comes.
struct RFBInput: Sendable {
  /// Messages up to this long are held until they are whole.
  private static let wholeMax = 32

  /// The beginning of a message of which too little has come.
  private var held: [UInt8] = []
  /// How much of the current message is still to come, and whether it passes.
  private var left = 0
  private var passes = false
  private var pressed = PressedInput()

  /// Leaves of some bytes what passes.
  ///
  /// Runs of messages that pass stay where they are: bulk costs a look at each message's head.
  ///
  /// - Parameters:
  ///   - bytes: What came; what passes of it when this returns.
  ///   - mayAct: Whether the citizen has given control.
  /// - Throws: ``RelayError/notRFB``.
  mutating func filter(_ bytes: inout [UInt8], mayAct: Bool) throws(RelayError) {
    if !held.isEmpty {
      bytes.insert(contentsOf: held, at: 0)
      held = []
    }
    var (read, kept) = (0, 0)
    while read < bytes.count {
      if left == 0 { guard try begin(bytes.span, at: read, mayAct: mayAct) else { break } }
      let count = min(left, bytes.count - read)
      if passes {
        if kept < read { bytes.move(count, from: read, to: kept) }
        kept += count
      }
      left -= count
      read += count
    }
    held = Array(bytes[read...])
    bytes.removeLast(bytes.count - kept)
  }

  /// Decides on the message that begins here.
  ///
  /// - Returns: False if more of it has to come first.
  private mutating func begin(
    _ bytes: Span<UInt8>, at: Int, mayAct: Bool
  ) throws(RelayError) -> Bool {
    guard let length = try RFBMessage.length(bytes, at: at),
      length > Self.wholeMax || bytes.count - at >= length
    else { return false }
    left = length
    passes = mayAct || RFBMessage.looks(bytes[at])
    if passes { pressed.note(bytes, at: at) }
    return true
  }

  /// Control has ended: what lets go of all keys and buttons.
  ///
  /// A message of which a part has passed is filled up with zeros; what comes of it is dropped.
  mutating func letGo() -> [UInt8] {
    let release = pressed.letGo()
    guard !release.isEmpty, left > 0, passes else { return release }
    passes = false
    return [UInt8](repeating: 0, count: left) + release
  }
}

extension [UInt8] {
  /// Moves some bytes to an earlier place.
  fileprivate mutating func move(_ count: Int, from source: Int, to target: Int) {
    unsafe withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      unsafe (base + target).copyMemory(from: base + source, byteCount: count)
    }
  }
}

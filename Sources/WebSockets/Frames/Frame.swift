/// A whole frame as it travels; made once, it can be sent to many.
public struct Frame: Sendable, Equatable {
  /// Header and payload.
  public let bytes: [UInt8]

  /// Where the payload begins, in a frame without a mask.
  public var payloadStart: Int {
    switch bytes[1] {
    case 127: 10
    case 126: 4
    default: 2
    }
  }

  /// Takes over bytes that are a whole frame.
  init(whole bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A text in one frame.
  public init(text: String) {
    self.init(.text, Array(text.utf8))
  }

  /// Binary data in one frame.
  public init(binary: [UInt8]) {
    self.init(.binary, binary)
  }

  /// A frame of any kind.
  ///
  /// - Parameters:
  ///   - opcode: What it carries.
  ///   - payload: Its bytes, at most 125 for a control frame.
  ///   - isFinal: Whether the message ends with it.
  ///   - mask: The key that a client has to use; nil for a server's frame.
  public init(_ opcode: Opcode, _ payload: [UInt8], isFinal: Bool = true, mask: UInt32? = nil) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(payload.count + 14)
    bytes.append(
      FrameHeader(isFinal: isFinal, opcode: opcode, length: payload.count, mask: mask))
    let start = bytes.count
    bytes.append(contentsOf: payload)
    if let mask { bytes.applyMask(mask, phase: 0, from: start) }
    self.bytes = bytes
  }

  /// A close frame; a reason is cut, at the end of a character, to what a control frame holds.
  public init(close code: CloseCode?, reason: String = "", mask: UInt32? = nil) {
    var payload: [UInt8] = []
    if let code {
      payload.append(bigEndian: UInt64(code.rawValue), bytes: 2)
      for character in reason {
        guard payload.count + character.utf8.count <= 125 else { break }
        payload.append(contentsOf: character.utf8)
      }
    }
    self.init(.close, payload, mask: mask)
  }
}

/// What a frame carries (RFC 6455, 5.2).
public enum Opcode: UInt8, Sendable {
  /// More of the message before.
  case continuation = 0x0
  /// The beginning of a text.
  case text = 0x1
  /// The beginning of binary data.
  case binary = 0x2
  /// The end of the connection.
  case close = 0x8
  /// A question whether the other side lives.
  case ping = 0x9
  /// The answer to it.
  case pong = 0xA

  /// Whether it may stand between the fragments of a message.
  public var isControl: Bool { rawValue & 0x8 != 0 }
}

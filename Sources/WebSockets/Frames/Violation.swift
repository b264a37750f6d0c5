/// How the other side broke RFC 6455 or a limit.
public enum Violation: Error, Sendable, Equatable, CaseIterable, CustomStringConvertible {
  /// A client's frame had no mask (5.1).
  case unmasked
  /// A server's frame had one (5.1).
  case masked
  /// A reserved bit was set though no extension was agreed (5.2).
  case reservedBit
  /// An opcode that doesn't exist (5.2).
  case unknownOpcode
  /// A length in more bytes than it needs, or with its highest bit set (5.2).
  case badLength
  /// A control frame in pieces (5.5).
  case fragmentedControl
  /// A control frame of more than 125 bytes (5.5).
  case longControl
  /// A continuation of no message (5.4).
  case strayContinuation
  /// A new message before the end of the last (5.4).
  case interruptedMessage
  /// A close frame of one byte (5.5.1).
  case badClose
  /// A close code that may not travel (7.4).
  case badCloseCode
  /// A text or reason that isn't UTF-8 (8.1).
  case notUTF8
  /// A frame larger than allowed.
  case frameTooBig
  /// A message larger than allowed.
  case messageTooBig

  /// The code to close with.
  public var closeCode: CloseCode {
    switch self {
    case .notUTF8: .invalidPayload
    case .frameTooBig, .messageTooBig: .messageTooBig
    default: .protocolError
    }
  }

  /// What was wrong and what to do about it; short enough for a close frame.
  public var description: String {
    switch self {
    case .unmasked: "A client's frame was not masked. Mask every frame."
    case .masked: "A server's frame was masked. Send it unmasked."
    case .reservedBit: "A reserved bit was set. Send frames without extensions."
    case .unknownOpcode: "An opcode is unknown. Use those of RFC 6455."
    case .badLength: "A length was not in its shortest form. Write it in the fewest bytes."
    case .fragmentedControl: "A control frame came in pieces. Send it whole."
    case .longControl: "A control frame was longer than 125 bytes. Shorten it."
    case .strayContinuation: "A continuation had no beginning. Begin with text or binary."
    case .interruptedMessage: "A message began inside another. Finish the first."
    case .badClose: "A close frame had half a code. Send two bytes or none."
    case .badCloseCode: "A close code may not travel. Use 1000."
    case .notUTF8: "A text was not UTF-8. Send other bytes as binary."
    case .frameTooBig: "A frame was too large. Send smaller frames."
    case .messageTooBig: "A message was too large. Send smaller messages."
    }
  }
}

/// How long a viewer's message is, and whether it only looks (RFC 6143 § 7.5 and extensions).
enum RFBMessage {
  /// The largest message that is taken: a clipboard of 256 KiB.
  static let lengthMax = 262_144 + 8
  /// As much of a message as is ever needed to know its length.
  static let headMax = 9

  /// The length of the message that begins here.
  ///
  /// - Parameters:
  ///   - bytes: Bytes that came.
  ///   - at: Where it begins.
  /// - Returns: nil if more bytes are needed to know.
  /// - Throws: ``RelayError/notRFB`` for a type that isn't known, or too long a message.
  static func length(_ bytes: Span<UInt8>, at: Int) throws(RelayError) -> Int? {
    let count = bytes.count - at
    guard count > 0 else { return nil }
    switch bytes[at] {
    case 0: return 20
    case 3, 150: return 10
    case 4: return 8
    case 250: return 4
    case 5:
      // The highest button's bit announces a second byte of buttons.
      guard count >= 2 else { return nil }
      return bytes[at + 1] & 0x80 != 0 ? 7 : 6
    case 2:
      guard count >= 4 else { return nil }
      return 4 + 4 * (Int(bytes[at + 2]) << 8 | Int(bytes[at + 3]))
    case 6:
      guard count >= 8 else { return nil }
      // A negative length is the extended clipboard's.
      let length = 8 + Int(Int32(bitPattern: word(bytes, at + 4)).magnitude)
      guard length <= lengthMax else { throw .notRFB }
      return length
    case 248:
      guard count >= 9 else { return nil }
      guard bytes[at + 8] <= 64 else { throw .notRFB }
      return 9 + Int(bytes[at + 8])
    case 251:
      guard count >= 8 else { return nil }
      return 8 + 16 * Int(bytes[at + 6])
    case 255:
      guard count >= 2 else { return nil }
      guard bytes[at + 1] == 0 else { throw .notRFB }
      return 12
    default:
      throw .notRFB
    }
  }

  /// Whether a message of this type asks for pictures only; the others change something and pass
  /// with control.
  static func looks(_ type: UInt8) -> Bool {
    switch type {
    case 0, 2, 3, 150, 248: true
    default: false
    }
  }

  /// Four bytes, the highest first.
  static func word(_ bytes: Span<UInt8>, _ at: Int) -> UInt32 {
    UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8
      | UInt32(bytes[at + 3])
  }
}

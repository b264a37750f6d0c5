/// How long a viewer's message is, and whether it only looks (RFC 6143 § 7.5 and extensions).
enum RFBMessage {
  /// The largest message that is taken: a clipboard of 256 KiB.
  static let lengthMax = 262_144 + 8

  /// What to do with a message.
  enum Effect: Equatable {
    /// It asks for pictures: always passed.
    case looks
    /// It changes something: passed with control only.
    case acts
  }

  /// The length of the message that begins here.
  ///
  /// - Parameter bytes: The first bytes of it.
  /// - Returns: nil if more bytes are needed to know.
  /// - Throws: ``RelayError/notRFB`` for a type that isn't known, or too long a message.
  static func length(_ bytes: ArraySlice<UInt8>) throws(RelayError) -> Int? {
    let at = bytes.startIndex
    guard let type = bytes.first else { return nil }
    switch type {
    case 0: return 20
    case 3, 150: return 10
    case 4: return 8
    case 250: return 4
    case 5:
      // The highest button's bit announces a second byte of buttons.
      guard bytes.count >= 2 else { return nil }
      return bytes[at + 1] & 0x80 != 0 ? 7 : 6
    case 2:
      guard bytes.count >= 4 else { return nil }
      return 4 + 4 * (Int(bytes[at + 2]) << 8 | Int(bytes[at + 3]))
    case 6:
      guard bytes.count >= 8 else { return nil }
      // A negative length is the extended clipboard's.
      let raw = Int32(bitPattern: bytes[at + 4..<at + 8].reduce(0) { $0 << 8 | UInt32($1) })
      return try checked(8 + Int(raw.magnitude))
    case 248:
      guard bytes.count >= 9 else { return nil }
      let count = Int(bytes[at + 8])
      guard count <= 64 else { throw .notRFB }
      return 9 + count
    case 251:
      guard bytes.count >= 8 else { return nil }
      return 8 + 16 * Int(bytes[at + 6])
    case 255:
      guard bytes.count >= 2 else { return nil }
      guard bytes[at + 1] == 0 else { throw .notRFB }
      return 12
    default:
      throw .notRFB
    }
  }

  /// What a message of this type does.
  static func effect(of type: UInt8) -> Effect {
    switch type {
    case 0, 2, 3, 150, 248: .looks
    default: .acts
    }
  }

  private static func checked(_ length: Int) throws(RelayError) -> Int {
    guard length <= lengthMax else { throw .notRFB }
    return length
  }
}

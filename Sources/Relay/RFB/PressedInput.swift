/// The keys and buttons that a viewer holds down.
struct PressedInput: Sendable {
  /// More than anybody has fingers for.
  private static let keysMax = 64

  private var keys: Set<UInt32> = []
  private var buttons: UInt8 = 0
  private var x: UInt16 = 0
  private var y: UInt16 = 0

  /// Notes a message that passes: a key's or a pointer's (RFC 6143 § 7.5.4, § 7.5.5).
  mutating func note(_ bytes: Span<UInt8>, at: Int) {
    switch bytes[at] {
    case 4:
      let key = RFBMessage.word(bytes, at + 4)
      if bytes[at + 1] == 0 {
        keys.remove(key)
      } else if keys.count < Self.keysMax {
        keys.insert(key)
      }
    case 5:
      buttons = bytes[at + 1]
      let place = RFBMessage.word(bytes, at + 2)
      (x, y) = (UInt16(place >> 16), UInt16(truncatingIfNeeded: place))
    default: break
    }
  }

  /// The messages that let go of everything, in the order of the keys.
  mutating func letGo() -> [UInt8] {
    var bytes: [UInt8] = []
    for key in keys.sorted() {
      bytes += [4, 0, 0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: key >> (24 - 8 * $0)) }
    }
    if buttons != 0 {
      bytes += [5, 0] + [x >> 8, x, y >> 8, y].map { UInt8(truncatingIfNeeded: $0) }
    }
    self = PressedInput()
    return bytes
  }
}

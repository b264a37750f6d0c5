/// Checks UTF-8 (RFC 3629) as it arrives, however it is cut.
struct UTF8Validator: Sendable {
  /// Bytes that the character begun still needs.
  private var needed = 0
  private var lower: UInt8 = 0x80
  private var upper: UInt8 = 0xBF

  /// Whether no character is half there.
  var isComplete: Bool { needed == 0 }

  /// Takes the next bytes, from `start` on.
  ///
  /// - Returns: False as soon as no continuation could make them UTF-8.
  mutating func accept(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    var place = start
    while place < bytes.count {
      if needed == 0 {
        place = skipASCII(bytes, from: place)
        guard place < bytes.count else { return true }
        guard begin(bytes[place]) else { return false }
      } else {
        guard bytes[place] >= lower, bytes[place] <= upper else { return false }
        (lower, upper) = (0x80, 0xBF)
        needed -= 1
      }
      place += 1
    }
    return true
  }

  /// The narrower bounds of the second byte rule out overlong forms, surrogates, and what lies
  /// beyond U+10FFFF (RFC 3629, 4).
  private mutating func begin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x7F: return true
    case 0xC2...0xDF: needed = 1
    case 0xE0: (needed, lower) = (2, 0xA0)
    case 0xED: (needed, upper) = (2, 0x9F)
    case 0xE1...0xEF: needed = 2
    case 0xF0: (needed, lower) = (3, 0x90)
    case 0xF1...0xF3: needed = 3
    case 0xF4: (needed, upper) = (3, 0x8F)
    default: return false
    }
    return true
  }

  private func skipASCII(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var place = start
    let raw = unsafe bytes.bytes
    while place + 8 <= raw.byteCount {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { break }
      place += 8
    }
    while place < bytes.count, bytes[place] < 0x80 { place += 1 }
    return place
  }
}

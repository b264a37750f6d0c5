/// Classes of bytes (RFC 9110 § 5.6.2, RFC 9112 § 3.2), as one table that parsers look into.
enum Octets {
  static let token: UInt8 = 1
  static let target: UInt8 = 2
  static let value: UInt8 = 4

  /// The classes of each byte.
  static let classes: InlineArray<256, UInt8> = {
    var table = InlineArray<256, UInt8>(repeating: 0)
    for byte in 0..<256 {
      let code = UInt8(byte)
      var classes: UInt8 = 0
      if isToken(code) { classes |= token }
      // The target is visible ASCII; "#" never travels, the rest is let through as browsers send it.
      if (0x21...0x7e).contains(code), code != 0x23 { classes |= target }
      // A value is visible ASCII, space, tab and obs-text (RFC 9110 § 5.5).
      if code == 0x09 || (code >= 0x20 && code != 0x7f) { classes |= value }
      table[byte] = classes
    }
    return table
  }()

  private static func isToken(_ code: UInt8) -> Bool {
    switch code {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    case 0x21, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2a, 0x2b, 0x2d, 0x2e, 0x5e, 0x5f, 0x60, 0x7c, 0x7e:
      true
    default: false
    }
  }

  /// Whether every byte of the range belongs to the class.
  static func all(_ bytes: Span<UInt8>, _ range: Range<Int>, are wanted: UInt8) -> Bool {
    for index in range where classes[Int(bytes[index])] & wanted == 0 { return false }
    return true
  }

  /// A letter's lower case; other bytes stay.
  static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
  }

  /// The value of a hexadecimal digit.
  static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// Whether two runs of bytes are equal but for the case of ASCII letters.
  static func sameIgnoringCase(_ one: Span<UInt8>, _ range: Range<Int>, _ other: Span<UInt8>)
    -> Bool
  {
    guard range.count == other.count else { return false }
    for index in 0..<other.count
    where lower(one[range.lowerBound + index]) != lower(other[index]) { return false }
    return true
  }
}

extension String {
  /// A string of the bytes, as UTF-8; what isn't becomes U+FFFD.
  init(copying bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

extension Array where Element == UInt8 {
  mutating func append(contentsOf bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe self.append(contentsOf: $0) }
  }

  mutating func append(_ text: StaticString) {
    unsafe append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends a number in decimal digits.
  mutating func append(decimal number: Int) {
    if number >= 10 { append(decimal: number / 10) }
    append(UInt8(0x30 + number % 10))
  }

  /// Appends a number in hexadecimal digits.
  mutating func append(hexadecimal number: Int) {
    if number >= 16 { append(hexadecimal: number / 16) }
    let digit = UInt8(number % 16)
    append(digit < 10 ? 0x30 + digit : 0x57 + digit)
  }
}

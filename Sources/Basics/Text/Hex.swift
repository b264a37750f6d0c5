/// Bytes as hexadecimal digits (RFC 4648, 8), lower case when written.
public enum Hex {
  static let digits: [UInt8] = Array("0123456789abcdef".utf8)

  /// Two digits for each byte.
  public static func encode(_ bytes: [UInt8]) -> String {
    String(ascii: bytes.count * 2) {
      for byte in bytes {
        $0.append(digits[Int(byte >> 4)])
        $0.append(digits[Int(byte & 15)])
      }
    }
  }

  /// The bytes that pairs of digits of either case stand for; nil if anything else is there.
  public static func decode(_ text: String) -> [UInt8]? {
    let digits = text.utf8.span
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digit(digits[index]), let low = digit(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case ascii("0")...ascii("9"): byte - ascii("0")
    case ascii("a")...ascii("f"): byte - ascii("a") + 10
    case ascii("A")...ascii("F"): byte - ascii("A") + 10
    default: nil
    }
  }
}

import Basics

/// Names of files in header fields, which hold only ASCII.
enum FileNaming {
  /// Always an attachment (RFC 6266), with its name in ASCII and as it is (RFC 8187).
  static func disposition(_ name: String) -> String {
    let ascii = String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { (32...126).contains($0.value) && $0 != "\"" ? $0 : "_" }))
    let encoded = name.utf8.map { byte -> String in
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || (48...57).contains(byte))
      return isPlain || [45, 46, 95].contains(byte)
        ? String(Character(scalar)) : "%" + Hex.encode([byte]).uppercased()
    }
    return "attachment; filename=\"\(ascii)\"; filename*=UTF-8''\(encoded.joined())"
  }

  /// A text whose bytes beyond plain ASCII were written as `%` and two digits.
  static func unescaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let escaped = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self)),
        escaped.count == 1
      {
        bytes += escaped
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

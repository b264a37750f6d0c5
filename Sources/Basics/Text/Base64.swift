/// Bytes in sixty-four characters (RFC 4648, 4 and 5).
public enum Base64 {
  /// Which characters, and whether `=` fills the last group.
  public enum Alphabet: Sendable {
    /// `+`, `/` and padding, as in mail and HTTP's credentials.
    case standard
    /// `-`, `_` and no padding, as in addresses and tokens.
    case url
  }

  /// The text that stands for `bytes`.
  public static func encode(_ bytes: [UInt8], alphabet: Alphabet = .standard) -> String {
    let characters = alphabet == .standard ? standardCharacters : urlCharacters
    return String(ascii: (bytes.count + 2) / 3 * 4) { text in
      let whole = bytes.count - bytes.count % 3
      for start in stride(from: 0, to: whole, by: 3) {
        let (first, second, third) = (bytes[start], bytes[start + 1], bytes[start + 2])
        text.append(characters[Int(first >> 2)])
        text.append(characters[Int(first << 4 & 63 | second >> 4)])
        text.append(characters[Int(second << 2 & 63 | third >> 6)])
        text.append(characters[Int(third & 63)])
      }
      guard whole < bytes.count else { return }
      let first = bytes[whole]
      let second = whole + 1 < bytes.count ? bytes[whole + 1] : nil
      text.append(characters[Int(first >> 2)])
      text.append(characters[Int(first << 4 & 63 | (second ?? 0) >> 4)])
      if let second { text.append(characters[Int(second << 2 & 63)]) }
      guard alphabet == .standard else { return }
      text.append(ascii("="))
      if second == nil { text.append(ascii("=")) }
    }
  }

  /// The bytes that `text` stands for; nil if it isn't exactly what ``encode(_:alphabet:)`` writes.
  ///
  /// White space, the other alphabet, missing or needless padding and bits set beyond the last
  /// byte are refused, so that no two texts stand for the same bytes.
  public static func decode(_ text: String, alphabet: Alphabet = .standard) -> [UInt8]? {
    let characters = text.utf8.span
    guard let count = dataCount(characters, alphabet), count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count / 4 * 3 + 2)
    var group: UInt32 = 0
    var bits: UInt32 = 0
    for index in 0..<count {
      guard let value = value(characters[index], alphabet) else { return nil }
      group = group << 6 | value
      bits += 6
      guard bits >= 8 else { continue }
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: group >> bits))
      group &= 1 << bits - 1
    }
    return group == 0 ? bytes : nil
  }

  /// How many characters carry data, or nil if the padding is wrong.
  private static func dataCount(_ characters: Span<UInt8>, _ alphabet: Alphabet) -> Int? {
    guard alphabet == .standard else { return characters.count }
    guard characters.count % 4 == 0 else { return nil }
    var count = characters.count
    while count > 0, characters.count - count < 2, characters[count - 1] == ascii("=") {
      count -= 1
    }
    return count
  }

  private static func value(_ character: UInt8, _ alphabet: Alphabet) -> UInt32? {
    switch character {
    case ascii("A")...ascii("Z"): UInt32(character - ascii("A"))
    case ascii("a")...ascii("z"): UInt32(character - ascii("a")) + 26
    case ascii("0")...ascii("9"): UInt32(character - ascii("0")) + 52
    case ascii("+") where alphabet == .standard, ascii("-") where alphabet == .url: 62
    case ascii("/") where alphabet == .standard, ascii("_") where alphabet == .url: 63
    default: nil
    }
  }

  private static let common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
  private static let standardCharacters = Array((common + "+/").utf8)
  private static let urlCharacters = Array((common + "-_").utf8)
}

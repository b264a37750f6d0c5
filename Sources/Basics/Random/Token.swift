/// Secrets that people or programs carry around.
public enum Token {
  /// A secret of `byteCount` random bytes in base64url: 24 characters for the default of 18.
  public static func random(byteCount: Int = 18) -> String {
    Base64.encode(SecureRandom.bytes(byteCount), alphabet: .url)
  }

  /// A code of `count` decimal digits, each value as likely as any other.
  public static func digits(_ count: Int) -> String {
    String(ascii: count) { text in
      while text.count < count {
        // 250 is the last multiple of ten in a byte; more would favour the low digits.
        for byte in SecureRandom.bytes(16) where byte < 250 && text.count < count {
          text.append(ascii("0") + byte % 10)
        }
      }
    }
  }
}

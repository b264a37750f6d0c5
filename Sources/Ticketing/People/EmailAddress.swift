/// An electronic mail address, checked enough to be worth a try.
public struct EmailAddress: Sendable, Hashable {
  /// The address as typed, without the spaces around it.
  public let text: String

  /// Takes an address that was stored before.
  public init(stored text: String) {
    self.text = text
  }

  /// Reads an address as people type it.
  ///
  /// One `@`, a local part of 1 to 64 bytes, a domain with a dot, 254 bytes in all
  /// (RFC 5321, 4.5.3.1), no spaces, control characters, quotes or list separators.
  public init?(typed: String) {
    var text = Substring(typed)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    guard text.utf8.count <= 254 else { return nil }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count) else { return nil }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy(Self.isLabel) else { return nil }
    guard
      text.unicodeScalars.allSatisfy({ scalar in
        scalar.value > 32 && !(127...160).contains(scalar.value)
          && !scalar.properties.isWhitespace
          && scalar.properties.generalCategory != .format
          && !"<>\"\\,;:()[]".unicodeScalars.contains(scalar)
      })
    else { return nil }
    guard !parts[0].hasPrefix("."), !parts[0].hasSuffix("."), !parts[0].contains("..") else {
      return nil
    }
    self.text = String(text)
  }

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
      && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
  }
}

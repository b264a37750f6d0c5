/// A person's or company's identity document: NIF, NIE, CIF or a passport.
public struct IdentityDocument: Sendable, Hashable {
  /// Which document it is.
  public enum Kind: String, Sendable {
    /// A Spanish citizen's number (also K, L and M numbers).
    case nif
    /// A foreign resident's number.
    case nie
    /// A company's or entity's number.
    case cif
    /// Any other document, taken as it is.
    case passport
  }

  /// Which document it is.
  public let kind: Kind
  /// The number in capitals without spaces or hyphens.
  public let number: String

  /// Reads a number as people type it.
  ///
  /// - Returns: `nil` when it looks like a NIF, NIE or CIF whose check character is
  ///   wrong, or when it can't be any document.
  public init?(typed: String) {
    let number = typed.uppercased().filter { !$0.isWhitespace && !"-./".contains($0) }
    guard (5...20).contains(number.utf8.count),
      number.utf8.allSatisfy(Self.isLetterOrDigit)
    else { return nil }
    self.number = number
    let bytes = Array(number.utf8)
    switch Self.shape(of: bytes) {
    case .nif?:
      guard Self.personLetter(bytes) == bytes[8] else { return nil }
      kind = .nif
    case .nie?:
      guard Self.personLetter(bytes) == bytes[8] else { return nil }
      kind = .nie
    case .cif?:
      guard Self.companyChecks(bytes).contains(bytes[8]) else { return nil }
      kind = .cif
    default:
      kind = .passport
    }
  }

  /// Whether it is a company's or another entity's.
  public var isOfCompany: Bool { kind == .cif }

  private static func shape(of bytes: [UInt8]) -> Kind? {
    guard bytes.count == 9, bytes[1...7].allSatisfy(isDigit) else { return nil }
    if isDigit(bytes[0]) { return isDigit(bytes[8]) ? nil : .nif }
    switch bytes[0] {
    case UInt8(ascii: "K"), UInt8(ascii: "L"), UInt8(ascii: "M"):
      return isDigit(bytes[8]) ? nil : .nif
    case UInt8(ascii: "X"), UInt8(ascii: "Y"), UInt8(ascii: "Z"):
      return isDigit(bytes[8]) ? nil : .nie
    default:
      return "ABCDEFGHJNPQRSUVW".utf8.contains(bytes[0]) ? .cif : nil
    }
  }

  /// The letter of a NIF or NIE: the number modulo 23 in the official table.
  private static func personLetter(_ bytes: [UInt8]) -> UInt8 {
    let table = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
    var number = 0
    switch bytes[0] {
    case UInt8(ascii: "Y"): number = 1
    case UInt8(ascii: "Z"): number = 2
    case let byte where isDigit(byte): number = Int(byte - 48)
    default: number = 0  // X, K, L, M
    }
    for byte in bytes[1...7] { number = number * 10 + Int(byte - 48) }
    return table[number % 23]
  }

  /// The check digit and the check letter of a CIF; sources disagree on which of them
  /// each kind of entity carries, so either is accepted.
  private static func companyChecks(_ bytes: [UInt8]) -> [UInt8] {
    var sum = 0
    for (index, byte) in bytes[1...7].enumerated() {
      let digit = Int(byte - 48)
      let doubled = digit * 2
      sum += index.isMultiple(of: 2) ? doubled / 10 + doubled % 10 : digit
    }
    let check = (10 - sum % 10) % 10
    return [UInt8(48 + check), Array("JABCDEFGHI".utf8)[check]]
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (65...90).contains(byte)
  }
}

/// A telephone number that the desk may call, in the form of E.164.
public struct Telephone: Sendable, Hashable {
  /// The number with its country, such as `+34612345678`.
  public let e164: String

  /// Takes a number that was stored before.
  public init(stored e164: String) {
    self.e164 = e164
  }

  /// Why a typed number can't be called.
  public enum Refusal: String, Error, Sendable {
    /// Nothing was typed.
    case empty
    /// It isn't a telephone number.
    case malformed
    /// It is a short number, such as 112 or 010.
    case short
    /// It is a premium or shared-cost number.
    case premium
    /// It is abroad and the council doesn't call abroad.
    case foreign
  }

  /// Reads a number as people type it.
  ///
  /// Any spacing, dots, hyphens, slashes and brackets; with or without `+34` or `0034`.
  /// Spanish numbers are nine digits that start with 5 to 9.
  ///
  /// - Parameters:
  ///   - typed: What the person wrote.
  ///   - abroad: Whether numbers of other countries are accepted.
  /// - Throws: Why the desk can't call it.
  public init(typed: String, abroad: Bool = false) throws(Refusal) {
    var digits = ""
    var international = false
    for character in typed {
      if character.isWhitespace || ".-/()\u{2010}\u{2011}\u{2013}".contains(character) { continue }
      if character == "+", digits.isEmpty, !international {
        international = true
      } else if character.isASCII, character.isNumber {
        digits.append(character)
      } else if character.unicodeScalars.allSatisfy({ $0.properties.generalCategory == .format }) {
        continue  // invisible direction marks that come with a pasted number
      } else {
        throw .malformed
      }
    }
    if digits.isEmpty { throw international ? .malformed : .empty }
    if !international, digits.hasPrefix("00") {
      international = true
      digits.removeFirst(2)
    }
    if !international, digits.count == 11, digits.hasPrefix("34") { international = true }
    if international, !digits.hasPrefix("34") {
      guard abroad else { throw .foreign }
      // E.164: at most 15 digits with the country, and no country starts with 0.
      guard (8...15).contains(digits.count), digits.first != "0" else { throw .malformed }
      self.e164 = "+" + digits
      return
    }
    if international { digits.removeFirst(2) }
    try Self.checkSpanish(digits)
    self.e164 = "+34" + digits
  }

  private static func checkSpanish(_ national: String) throws(Refusal) {
    if national.count < 7 { throw .short }
    guard national.count == 9, let first = national.first, ("5"..."9").contains(first) else {
      throw .malformed
    }
    if premiumPrefixes.contains(where: { national.hasPrefix($0) }) { throw .premium }
  }

  /// Premium, shared-cost and personal ranges of the Spanish numbering plan.
  private static let premiumPrefixes = ["803", "806", "807", "901", "902", "905", "70"]

  /// Whether a text message can reach it: Spanish mobiles are 6…, 71 to 74 and 78.
  public var isMobile: Bool {
    ["+346", "+3471", "+3472", "+3473", "+3474", "+3478"].contains { e164.hasPrefix($0) }
  }

  /// The number in groups of three, as people read it aloud: `612 345 678`.
  public var spoken: String {
    guard e164.hasPrefix("+34"), e164.utf8.count == 12 else { return e164 }
    let national = Array(e164.dropFirst(3))
    return [national[0..<3], national[3..<6], national[6..<9]].map { String($0) }
      .joined(separator: " ")
  }
}

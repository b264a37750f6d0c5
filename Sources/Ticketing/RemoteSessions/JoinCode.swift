import Basics

/// The nine digits that an agent reads out and a citizen types.
public struct JoinCode: Sendable, Equatable {
  /// How many digits there are.
  public static let length = 9
  /// How many digits a guess must have right to count as a miss of a code.
  public static let stemLength = 6

  /// The nine digits.
  public let digits: String

  /// A code that nobody can foresee.
  public static func random() -> JoinCode {
    JoinCode(unchecked: Token.digits(length))
  }

  /// What a citizen typed or pasted: nine digits, with any spaces, dots or hyphens between them,
  /// or the whole address that ends with them.
  public init?(_ text: String) {
    guard let digits = Self.digits(in: Self.code(in: text)), digits.count == Self.length else {
      return nil
    }
    self.digits = digits
  }

  /// The last part of an address; any other text as it is.
  private static func code(in text: String) -> String {
    guard text.utf8.count <= 512, text.contains("/") else { return text }
    let path = text.prefix { $0 != "?" && $0 != "#" }
    return path.split(separator: "/").last.map(String.init) ?? text
  }

  /// The digits of a text that has nothing else but what people put between digits.
  static func digits(in text: String) -> String? {
    guard text.utf8.count <= 64 else { return nil }
    var digits = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits.unicodeScalars.append(scalar)
      case " ", ".", "-", "\u{2010}", "\u{2011}", "\u{2013}", "\u{A0}", "\t", "\n", "\r": continue
      default: return nil
      }
    }
    return digits
  }

  private init(unchecked digits: String) {
    self.digits = digits
  }

  /// As it is shown and read out: 482 913 007.
  public var spoken: String {
    let all = Array(digits)
    return [0, 3, 6].map { String(all[$0..<$0 + 3]) }.joined(separator: " ")
  }

  /// What the store keeps: useless without the key, which isn't in the store.
  public func hash(key: [UInt8]) -> [UInt8] {
    HMAC.sha256(Array("acompanya.code ".utf8) + Array(digits.utf8), key: key)
  }

  /// The same for the first six digits: who has those right and the rest wrong isn't guessing
  /// at random, and burns the code after five tries.
  public func stemHash(key: [UInt8]) -> [UInt8] {
    HMAC.sha256(
      Array("acompanya.stem ".utf8) + Array(digits.prefix(Self.stemLength).utf8), key: key)
  }
}

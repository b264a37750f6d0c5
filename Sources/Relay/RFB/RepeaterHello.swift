/// The first 250 bytes of a shared desktop: `ID:`, a name, and zeros (the UltraVNC repeater's form).
///
/// A pure parser of bytes that arrive in any pieces.
public struct RepeaterHello: Sendable {
  /// How long it is.
  public static let length = 250

  /// What is known so far.
  public enum Result: Sendable, Equatable {
    /// More must come.
    case incomplete
    /// The desktop's id, in lower case, and what came behind the hello.
    case complete(id: String, rest: [UInt8])
    /// It is no such hello; nothing is answered.
    case refused
  }

  private var bytes: [UInt8] = []

  /// Nothing has come.
  public init() {}

  /// Takes in what came.
  public mutating func take(_ more: [UInt8]) -> Result {
    bytes += more
    guard bytes.prefix(3).elementsEqual(Array("ID:".utf8).prefix(bytes.count)) else {
      return .refused
    }
    guard bytes.count >= Self.length else { return .incomplete }
    let field = bytes[3..<Self.length]
    let name = field.prefix { $0 != 0 }
    guard field.dropFirst(name.count).allSatisfy({ $0 == 0 }), Self.isID(Array(name)) else {
      return .refused
    }
    let id = String(decoding: name, as: UTF8.self).lowercased()
    return .complete(id: id, rest: Array(bytes[Self.length...]))
  }

  /// Letters, digits, `_` and `-`, 1 to 246; a number is 100 or more.
  static func isID(_ name: [UInt8]) -> Bool {
    guard (1...246).contains(name.count) else { return false }
    let isFine = name.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard isFine else { return false }
    let isNumber = name.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard isNumber else { return true }
    let digits = name.drop { $0 == UInt8(ascii: "0") }
    return digits.count >= 3
  }
}

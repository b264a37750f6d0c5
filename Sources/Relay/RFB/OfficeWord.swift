public import Basics

/// The id with which an office desktop dials in once: signed by the core, checked by any relay
/// that shares its key (PROTOCOL.md § 10).
///
/// Only lower-case letters and digits, since repeaters compare ids without case:
/// `od1`, the name of the connection in 32 hexadecimal digits, two times in 8 each, the seal in 32.
public struct OfficeWord: Sendable, Equatable {
  /// How long a machine may take to dial in.
  public static let dialTime = Duration.seconds(45)
  private static let prefix = "od1"
  private static let length = 3 + 32 + 8 + 8 + 32

  /// The connection, which is what the viewer's ticket names too.
  public let name: String
  /// Until when the machine may dial in.
  public let dialBy: Moment
  /// When the connection is cut: the allowed hours end.
  public let endsAt: Moment

  /// A word for a new connection.
  public init(dialBy: Moment, endsAt: Moment) {
    name = Hex.encode(SecureRandom.bytes(16))
    self.dialBy = Moment(seconds: dialBy.seconds)
    self.endsAt = Moment(seconds: endsAt.seconds)
  }

  /// The word as it travels.
  public func signed(with key: [UInt8]) -> String {
    let body = Self.prefix + name + Self.hex(dialBy) + Self.hex(endsAt)
    return body + Self.seal(body, with: key)
  }

  /// Reads a word and believes it.
  ///
  /// - Returns: nil when it is none, forged or too old.
  public init?(_ text: String, key: [UInt8], at now: Moment) {
    let bytes = Array(text.utf8)
    guard bytes.count == Self.length, text.hasPrefix(Self.prefix) else { return nil }
    let part = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
    let seal = Self.seal(part(0..<51), with: key)
    guard constantTimeEqual(part(51..<83), seal),
      let dialBy = Int64(part(35..<43), radix: 16), let endsAt = Int64(part(43..<51), radix: 16)
    else { return nil }
    name = part(3..<35)
    self.dialBy = Moment(seconds: dialBy)
    self.endsAt = Moment(seconds: endsAt)
    guard now < self.dialBy, now < self.endsAt else { return nil }
  }

  private static func hex(_ moment: Moment) -> String {
    let digits = String(max(0, moment.seconds), radix: 16)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  private static func seal(_ body: String, with key: [UInt8]) -> String {
    let seal = HMAC.sha256(Array(("acompanya.relay.office " + body).utf8), key: key)
    return Hex.encode(Array(seal.prefix(16)))
  }
}

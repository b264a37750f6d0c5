public import Basics

/// The six digits with which an agent on the telephone can be asked about: another number every
/// day, so that none can be collected or guessed for long.
public struct AgentNumber: Sendable, Equatable {
  /// How many digits there are.
  public static let length = 6

  /// The digits.
  public let digits: String

  /// The number of somebody of the staff on a day (of UTC, which turns while the desks sleep).
  ///
  /// - Parameters:
  ///   - staff: Who.
  ///   - moment: When.
  ///   - key: A secret that is not in the store.
  public init(of staff: Identifier<Staff>, at moment: Moment, key: [UInt8]) {
    let day = moment.seconds / 86_400
    let seal = HMAC.sha256(Array("acompanya.agent \(staff.rawValue) \(day)".utf8), key: key)
    let number = seal.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
    let text = String(number)
    digits = String(repeating: "0", count: Self.length - text.count) + text
  }

  /// What a citizen typed: six digits, with any spaces, dots or hyphens between them.
  public init?(_ text: String) {
    guard let digits = JoinCode.digits(in: text), digits.count == Self.length else { return nil }
    self.digits = digits
  }

  /// As it is shown and read out: 482 913.
  public var spoken: String { digits.prefix(3) + " " + digits.suffix(3) }
}

/// Why a side closes (RFC 6455, 7.4).
public struct CloseCode: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  /// The number on the wire.
  public let rawValue: UInt16

  /// A code by its number.
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The purpose is fulfilled.
  public static let normal = CloseCode(rawValue: 1000)
  /// The server stops or the page is left.
  public static let goingAway = CloseCode(rawValue: 1001)
  /// The other side broke the protocol.
  public static let protocolError = CloseCode(rawValue: 1002)
  /// Data came of a kind that isn't taken here.
  public static let unsupportedData = CloseCode(rawValue: 1003)
  /// A text was not UTF-8.
  public static let invalidPayload = CloseCode(rawValue: 1007)
  /// What came is against the rules of the application.
  public static let policyViolation = CloseCode(rawValue: 1008)
  /// A message was larger than what is taken here.
  public static let messageTooBig = CloseCode(rawValue: 1009)
  /// The server failed.
  public static let internalError = CloseCode(rawValue: 1011)
  /// Too many are here; come back later.
  public static let tryAgainLater = CloseCode(rawValue: 1013)

  /// Whether a frame may carry it.
  ///
  /// 1004–1006 and 1015 are only for programs to say to themselves; 1012–1014 are in IANA's
  /// registry; 3000–4999 belong to libraries and applications.
  public var mayTravel: Bool {
    switch rawValue {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }

  /// The number.
  public var description: String { "\(rawValue)" }
}

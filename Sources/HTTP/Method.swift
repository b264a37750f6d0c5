/// A request method (RFC 9110 § 9).
///
/// Methods are case-sensitive.
public struct Method: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
  /// The token as it stands in the request line.
  public let rawValue: String

  /// A method by its token.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The token.
  public var description: String { rawValue }

  /// Transfers a representation.
  public static let get = Method(rawValue: "GET")
  /// Like GET, without the content.
  public static let head = Method(rawValue: "HEAD")
  /// Lets the resource work on the content.
  public static let post = Method(rawValue: "POST")
  /// Replaces the resource.
  public static let put = Method(rawValue: "PUT")
  /// Changes part of the resource.
  public static let patch = Method(rawValue: "PATCH")
  /// Removes the resource.
  public static let delete = Method(rawValue: "DELETE")
  /// Asks what can be done.
  public static let options = Method(rawValue: "OPTIONS")

  init(_ bytes: Span<UInt8>) {
    switch bytes.count {
    case 3 where bytes[0] == 0x47 && bytes[1] == 0x45 && bytes[2] == 0x54: self = .get
    default: self.init(rawValue: String(copying: bytes))
    }
  }
}

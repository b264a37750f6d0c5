public import Wire

/// A request, checked and decoded.
///
/// Cheap to copy.
public struct Request: Sendable {
  let head: RequestHead
  /// The client's address; a proxy's if one stands in front.
  public let peer: IPAddress
  /// The content, which may still be on its way.
  public let body: RequestBody
  /// What the router found in the path.
  public internal(set) var parameters = Parameters()

  init(head: RequestHead, peer: IPAddress, body: RequestBody) {
    self.head = head
    self.peer = peer
    self.body = body
  }

  /// The method.
  public var method: Method { head.method }
  /// The path as it came, percent-encoded.
  public var path: String { head.text(head.path) }
  /// The decoded segments of the path; none for `/`.
  ///
  /// A slash at the end leaves an empty one.
  public var segments: [String] { head.segments }
  /// The query.
  public var query: Query { Query(head.query.map(head.text) ?? "") }
  /// The header fields.
  public var fields: Fields { head.fields }
  /// The authority the client meant: that of an absolute target, else Host; empty in HTTP/1.0.
  public var host: String { head.text(head.host) }
  /// `1.1` or `1.0`.
  public var version: String { head.version == .http11 ? "1.1" : "1.0" }
  /// Whether the request is `OPTIONS *`.
  public var isAsterisk: Bool { head.isAsterisk }

  /// The value of a cookie (RFC 6265 § 4.2), without quotes.
  ///
  /// - Parameter name: The cookie's name, case-sensitive.
  /// - Returns: The value of the first cookie with the name.
  public func cookie(_ name: String) -> String? {
    for field in head.fields.values(of: "Cookie") {
      for pair in field.split(separator: ";") {
        let pair = pair.drop { $0 == " " || $0 == "\t" }
        guard let equals = pair.firstIndex(of: "="), pair[..<equals] == name else { continue }
        var value = pair[pair.index(after: equals)...]
        while value.last == " " { value.removeLast() }
        if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
          value = value.dropFirst().dropLast()
        }
        return String(value)
      }
    }
    return nil
  }
}

/// The parts of a path that a route names.
public struct Parameters: Sendable {
  var pairs: [(name: String, value: String)] = []

  /// No parameters.
  public init() {}

  /// The decoded value of the segment with the name.
  public subscript(_ name: String) -> String? {
    pairs.first { $0.name == name }?.value
  }
}

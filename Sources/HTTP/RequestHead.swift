/// Everything before the content of a request, checked.
///
/// Immutable.
final class RequestHead: Sendable {
  /// The minor version of HTTP/1.
  enum Version: Int, Sendable { case http10, http11 }

  let method: Method
  let version: Version
  let fields: Fields
  /// Places in `fields.bytes`, which holds the whole head.
  let path: Range<Int>
  let query: Range<Int>?
  let host: Range<Int>
  let segments: [String]
  let framing: Framing
  let keepsAlive: Bool
  let expectsContinue: Bool
  /// Whether the request is `OPTIONS *`.
  let isAsterisk: Bool

  init(_ parts: RequestParser.Parts, bytes: [UInt8], places: [Fields.Place], segments: [String]) {
    method = parts.method
    version = parts.version
    fields = Fields(bytes: bytes, places: places)
    path = parts.path
    query = parts.query
    host = parts.host
    self.segments = segments
    framing = parts.framing
    keepsAlive = parts.keepsAlive
    expectsContinue = parts.expectsContinue
    isAsterisk = parts.isAsterisk
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: fields.bytes[range], as: UTF8.self)
  }
}

/// How the content of a request is delimited (RFC 9112 § 6).
enum Framing: Equatable, Sendable {
  case none
  case length(Int)
  case chunked
}

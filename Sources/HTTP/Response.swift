public import Wire

/// What a request is answered with.
///
/// The server adds Date, Connection and the framing fields itself.
public struct Response: Sendable {
  /// The content and how it comes.
  public enum Body: Sendable {
    /// No content.
    case none
    /// Content that is there already.
    case bytes([UInt8])
    /// Content that is made while it is sent. With a length exactly that many bytes must come;
    /// without one it travels in chunks.
    case stream(length: Int?, @Sendable (BodyWriter) async throws -> Void)
    /// No more HTTP: after the head the connection belongs to the closure until it returns.
    /// It gets the bytes that came behind the request.
    case upgrade(@Sendable (Connection, _ leftover: [UInt8]) async -> Void)
  }

  /// The status.
  public var status: Status
  /// The header fields.
  public var fields: Fields
  /// The content.
  public var body: Body
  /// Whether a client that half-closes its side has left; true for event streams.
  var endsWithClient = false

  /// An answer with content that is there already.
  ///
  /// - Parameters:
  ///   - status: The status.
  ///   - type: The content type; nil for none.
  ///   - body: The content.
  public init(_ status: Status, _ type: String? = nil, _ body: [UInt8] = []) {
    self.status = status
    self.fields = Fields()
    self.body = body.isEmpty ? .none : .bytes(body)
    if let type { fields.append("Content-Type", type) }
  }

  /// An answer in plain text.
  public init(_ status: Status, text: String) {
    self.init(status, "text/plain; charset=utf-8", Array(text.utf8))
  }

  /// An answer with any content.
  public init(_ status: Status, _ type: String? = nil, body: Body) {
    self.init(status, type)
    self.body = body
  }

  /// The server's own answer to what it refuses: the status as a line of text.
  public static func plain(_ status: Status) -> Response {
    Response(status, text: "\(status)\n")
  }
}

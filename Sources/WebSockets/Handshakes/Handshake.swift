internal import Basics
public import HTTP

/// The agreement to speak WebSocket (RFC 6455, 4.2), as a pure function of a request's head.
public struct Handshake: Sendable {
  /// What this end of an address takes.
  public struct Offer: Sendable {
    /// Whose pages may connect.
    public var origins: Origins
    /// The subprotocols spoken here, the preferred one first; empty for none.
    public var subprotocols: [String]
    /// Whether a client must offer one of them.
    public var requiresSubprotocol: Bool

    /// What is taken; nothing is by default.
    public init(
      origins: Origins, subprotocols: [String] = [], requiresSubprotocol: Bool = false
    ) {
      self.origins = origins
      self.subprotocols = subprotocols
      self.requiresSubprotocol = requiresSubprotocol
    }
  }

  /// The subprotocols that the client offered, as written, in its order.
  ///
  /// A one-time ticket can travel among them: unlike an address, they are in no log.
  public let offeredSubprotocols: [String]
  /// The one agreed on.
  public let subprotocol: String?
  /// The page's origin, if the client is a browser.
  public let origin: String?
  private let acceptance: String

  /// The agreement that answers a request.
  ///
  /// - Throws: ``HandshakeRefusal``, which has the answer to give instead.
  public init(
    method: Method, version: String, fields: Fields, offer: Offer
  ) throws(HandshakeRefusal) {
    guard method == .get else { throw .notGET }
    guard version == "1.1", fields.tokens(of: "Upgrade").contains("websocket"),
      fields.tokens(of: "Connection").contains("upgrade")
    else { throw .notUpgrade }
    guard fields.values(of: "Sec-WebSocket-Version") == ["13"] else { throw .wrongVersion }
    let keys = fields.values(of: "Sec-WebSocket-Key")
    guard keys.count == 1, Base64.decode(keys[0])?.count == 16 else { throw .badKey }
    let origins = fields.values(of: "Origin")
    guard origins.count <= 1, offer.origins.admit(origins.first) else { throw .foreignOrigin }
    let offered = try Self.subprotocols(in: fields)
    let chosen = offer.subprotocols.first { offered.contains($0) }
    if offer.requiresSubprotocol, chosen == nil { throw .noSubprotocol }
    offeredSubprotocols = offered
    subprotocol = chosen
    origin = origins.first
    acceptance = Self.acceptance(of: keys[0])
  }

  /// The agreement that answers a request.
  public init(_ request: Request, offer: Offer) throws(HandshakeRefusal) {
    try self.init(
      method: request.method, version: request.version, fields: request.fields, offer: offer)
  }

  /// The answer, which hands the connection to `body`.
  public func response(body: Response.Body) -> Response {
    var response = Response(Status(101), body: body)
    response.fields.append("Upgrade", "websocket")
    response.fields.append("Connection", "Upgrade")
    response.fields.append("Sec-WebSocket-Accept", acceptance)
    if let subprotocol { response.fields.append("Sec-WebSocket-Protocol", subprotocol) }
    return response
  }

  /// What proves that a server has read the key (RFC 6455, 4.2.2, step 5.4).
  static func acceptance(of key: String) -> String {
    let text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    return Base64.encode(SHA1.hash(Array(text.utf8)))
  }

  private static func subprotocols(in fields: Fields) throws(HandshakeRefusal) -> [String] {
    var names: [String] = []
    for value in fields.values(of: "Sec-WebSocket-Protocol") {
      for part in value.split(separator: ",") {
        let name = String(part.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" })
        guard !name.isEmpty, !names.contains(name), names.count < 16 else {
          throw .badSubprotocols
        }
        names.append(name)
      }
    }
    return names
  }
}

public import Basics

/// What lets one participant into one session, once: signed by the core, checked by any relay
/// that shares its key (PROTOCOL.md § 1).
public struct RelayTicket: Sendable, Equatable {
  /// For how long a ticket works.
  public static let lifetime = Duration.seconds(60)
  /// The role of whoever works on their own office desktop; no role of a session.
  public static let owner = "owner"
  /// The longest ticket that is looked at.
  public static let lengthMax = 1_024

  /// The session.
  public let session: String
  /// What its holder is there: `sharer`, `agent`, `supervisor` or `interpreter`.
  public let role: String
  /// The name that the others see.
  public let name: String
  /// Who of the staff holds it; nil for the citizen.
  public let staff: Int64?
  /// What makes it one of a kind.
  public let word: String
  /// When it is nothing any more.
  public let expiresAt: Moment
  /// Whose pages may use it.
  public let origin: String
  /// When the session was opened.
  public let openedAt: Moment

  /// A new ticket.
  public init(
    session: String, role: String, name: String, staff: Int64?, origin: String,
    openedAt: Moment, at now: Moment
  ) {
    self.session = session
    self.role = role
    self.name = name
    self.staff = staff
    word = Token.random(byteCount: 12)
    expiresAt = Moment(seconds: now.seconds) + Self.lifetime
    self.origin = origin
    self.openedAt = Moment(seconds: openedAt.seconds)
  }

  /// The ticket as it travels.
  public func signed(with key: [UInt8]) -> String {
    let object: JSONObject = [
      "s": .string(session), "r": .string(role), "n": .string(name),
      "u": staff.map { .integer($0) } ?? .null, "i": .string(word),
      "x": .integer(expiresAt.seconds), "o": .string(origin), "a": .integer(openedAt.seconds),
    ]
    let body = "v1." + Base64.encode(JSON.object(object).serialized(), alphabet: .url)
    return body + "." + Self.seal(body, with: key)
  }

  /// Reads a ticket and believes it.
  ///
  /// - Parameters:
  ///   - text: The ticket as it travelled.
  ///   - key: The key shared with the core.
  ///   - now: When.
  /// - Throws: ``RelayError/forgedTicket`` or ``RelayError/expiredTicket``.
  public init(_ text: String, key: [UInt8], at now: Moment) throws(RelayError) {
    guard text.utf8.count <= Self.lengthMax, let dot = text.lastIndex(of: ".") else {
      throw .forgedTicket
    }
    let body = String(text[..<dot])
    let seal = String(text[text.index(after: dot)...])
    guard body.hasPrefix("v1."), constantTimeEqual(seal, Self.seal(body, with: key)),
      let bytes = Base64.decode(String(body.dropFirst(3)), alphabet: .url),
      let object = try? JSON(parsing: bytes).object,
      let session = object["s"]?.string, let role = object["r"]?.string,
      let name = object["n"]?.string, let word = object["i"]?.string,
      let expires = object["x"]?.integer, let origin = object["o"]?.string,
      let opened = object["a"]?.integer
    else { throw .forgedTicket }
    self.session = session
    self.role = role
    self.name = name
    staff = object["u"]?.integer
    self.word = word
    expiresAt = Moment(seconds: expires)
    self.origin = origin
    openedAt = Moment(seconds: opened)
    guard now < expiresAt else { throw .expiredTicket }
  }

  private static func seal(_ body: String, with key: [UInt8]) -> String {
    let seal = HMAC.sha256(Array("acompanya.relay.ticket ".utf8) + Array(body.utf8), key: key)
    return Base64.encode(seal, alphabet: .url)
  }
}

public import Basics
public import Ticketing

/// A letter of a lone relay to the core, once its seal was found good (PROTOCOL.md § 11).
public struct RelayLetter: Sendable {
  /// The field of the head that carries the seal.
  public static let field = "Acompanya-Seal"
  /// The largest letter.
  public static let bytesMax = 1_048_576
  /// How much the clocks of both machines may differ.
  public static let clockGap = Duration.seconds(3_600)

  /// What somebody tells.
  public enum Report: Sendable {
    /// A session's steps.
    case session(RemoteSessionProgress)
    /// A step of a connection to an office desktop.
    case desktop(DesktopReport)
    /// Something that this version doesn't know.
    case unknown
  }

  /// Who writes.
  public let relay: String
  /// The number of the first report; the others follow without a gap.
  public let first: Int64
  /// The reports, oldest first.
  public let reports: [Report]
  /// The sessions and connections that are open there.
  public let live: [String]

  /// The seal of a letter.
  public static func seal(_ body: [UInt8], with key: [UInt8]) -> String {
    let seal = HMAC.sha256(Array("acompanya.relay.letter ".utf8) + body, key: key)
    return "v1=" + Base64.encode(seal, alphabet: .url)
  }

  /// Reads a letter and believes it.
  ///
  /// - Parameters:
  ///   - body: The bytes as they came.
  ///   - seal: What came with them.
  ///   - key: The key shared with the relay.
  ///   - now: When.
  /// - Throws: ``RelayError/forgedTicket`` or ``RelayError/expiredTicket``.
  public init(
    _ body: [UInt8], seal: String, key: [UInt8], at now: Moment
  ) throws(RelayError) {
    guard constantTimeEqual(seal, Self.seal(body, with: key)),
      let object = try? JSON(parsing: body).object, let relay = object["relay"]?.string,
      let sentAt = object["sentAt"]?.integer, let first = object["first"]?.integer,
      let reports = object["reports"]?.array, (1...64).contains(relay.utf8.count)
    else { throw .forgedTicket }
    let sent = Moment(seconds: sentAt)
    guard sent < now + Self.clockGap, now < sent + Self.clockGap else { throw .expiredTicket }
    self.relay = relay
    self.first = first
    self.reports = reports.map { json in
      if let report = RemoteSessionProgress(json) { return .session(report) }
      if let report = DesktopReport(json) { return .desktop(report) }
      return .unknown
    }
    live = (object["live"]?.array ?? []).compactMap(\.string)
  }
}

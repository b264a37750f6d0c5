import Basics
import HTTP
import Relay
import Storage
import Ticketing

extension Visit {
  /// The cookie that stands for the citizen in a remote session: its name, a dot, a secret.
  static let assistCookie = "assist"

  /// Our own origin, as a browser names it.
  var origin: String { scheme + request.host.lowercased() }

  private var scheme: String { site.configuration.behindProxy ? "https://" : "http://" }

  /// Where a session's WebSocket is.
  func socket(_ session: String, path: String = "/relay/") -> String {
    let base =
      site.remote.configuration.relay
      ?? (site.configuration.behindProxy ? "wss://" : "ws://") + request.host.lowercased()
    return base + path + session
  }

  /// The cookie of a citizen who has come in.
  func assistCookie(_ session: String, _ token: String) -> String {
    let seconds = RemoteSession.Times.longest.components.seconds
    return "\(Self.assistCookie)=\(session).\(token); Path=/; Max-Age=\(seconds); HttpOnly; "
      + "SameSite=Strict\(secure)"
  }

  /// The session that the citizen's cookie stands for, if it is this one, or any.
  func citizensSession(_ name: String? = nil) async throws -> RemoteSessionRecord? {
    guard let cookie = request.cookie(Self.assistCookie), cookie.utf8.count <= 128,
      let dot = cookie.firstIndex(of: ".")
    else { return nil }
    let session = String(cookie[..<dot])
    let token = String(cookie[cookie.index(after: dot)...])
    guard name == nil || name == session else { return nil }
    return try? await desk.look { try $0.remoteSession(session, citizen: token) }
  }

  /// The session that waits for what the citizen typed.
  ///
  /// - Throws: ``TicketingError/unknownCode`` in the same way for whatever is wrong.
  func remoteSession(code text: String) async throws -> (RemoteSessionRecord, JoinCode) {
    let remote = site.remote
    try remote.admit(address, at: now)
    guard let code = JoinCode(text) else {
      missed()
      throw TicketingError.unknownCode
    }
    let now = now
    let key = remote.configuration.key
    let found = try await desk.record { try $0.remoteSession(code: code, key: key, at: now) }
    guard let found else {
      missed()
      throw TicketingError.unknownCode
    }
    remote.hit(address)
    return (found, code)
  }

  /// A ticket for the relay, and where to use it.
  func pass(
    to session: RemoteSessionRecord, as role: RemoteSession.Role, name: String,
    staff: Identifier<Staff>?, path: String = "/relay/"
  ) -> JSONObject {
    let ticket = RelayTicket(
      session: session.name, role: role.rawValue, name: name, staff: staff?.rawValue,
      origin: origin, openedAt: session.openedAt, at: now)
    return [
      "id": .string(session.name),
      "socket": .string(socket(session.name, path: path)),
      "ticket": .string(ticket.signed(with: site.remote.configuration.key)),
      "role": .string(role.rawValue),
      "iceServers": site.remote.configuration.iceServers(at: now),
    ]
  }

  /// The agent and the council as a citizen is told.
  func invitation(_ session: RemoteSessionRecord) async throws -> JSONObject {
    let names = try await desk.look { try $0.staffNames() }
    guard let organisation = desk.directory.organisation(session.organisation) else {
      throw TicketingError.notFound
    }
    let language = language(of: organisation)
    return [
      "agent": .string(names[session.staff] ?? ""),
      "organisation": .string(organisation.name(in: language)),
      "organisationSlug": .string(organisation.slug),
      "language": .string(language.rawValue),
    ]
  }
}

extension RemoteConfiguration {
  /// WebRTC's `iceServers`, with credentials that last as long as a session may (coturn's
  /// `use-auth-secret`: the user is the time of expiry, the password its HMAC-SHA-1).
  func iceServers(at now: Moment) -> JSON {
    let stun = iceServers.filter { $0.hasPrefix("stun") }
    let turn = iceServers.filter { $0.hasPrefix("turn") }
    var servers: [JSON] = []
    if !stun.isEmpty { servers.append(["urls": .array(stun.map { .string($0) })]) }
    if !turn.isEmpty, let turnSecret {
      let until = now + RemoteSession.Times.longest
      let user = "\(until.seconds):acompanya"
      let password = HMAC.sha1(Array(user.utf8), key: Array(turnSecret.utf8))
      servers.append([
        "urls": .array(turn.map { .string($0) }), "username": .string(user),
        "credential": .string(Base64.encode(password)),
      ])
    }
    return .array(servers)
  }
}

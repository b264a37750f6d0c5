import Basics
import HTTP
import Relay
import Storage
import Ticketing

/// Remote sessions as JSON (Sources/Relay/PROTOCOL.md § 1).
enum RemoteSessionsAPI {
  /// An agent opens one for a ticket.
  static func open(_ visit: Visit) async throws -> Response {
    let session = try await visit.signedInForChange()
    return try await open(visit, try visit.reference(), by: session.staff)
  }

  /// An agent opens one for a contact: it belongs to the contact's ticket.
  static func openForContact(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedInForChange().staff
    let id: Identifier<Contact> = try visit.identity("id")
    let contact = try await visit.desk.look { try $0.contact(id) }
    try staff.mustBeAble(to: .answer, in: contact.organisation)
    return try await open(visit, contact.ticket, by: staff)
  }

  private static func open(
    _ visit: Visit, _ reference: Reference, by staff: Staff
  ) async throws -> Response {
    let opened = try await visit.openRemoteSession(reference, by: staff)
    let organisation = visit.desk.directory.organisation(opened.session.organisation)
    let expires = opened.session.codeExpiresAt
    var response = Response.json(
      .created,
      [
        "id": .string(opened.session.name),
        "code": .string(opened.code.digits),
        "joinURL": .string("\(visit.origin)/assist/\(opened.code.digits)"),
        "expiresAt": .string(organisation.map { expires.rfc3339(in: $0.zone) } ?? ""),
      ])
    response.fields.append("Location", "/api/v1/remote-sessions/\(opened.session.name)")
    return response
  }

  /// Where one stands, for the staff or the citizen in it.
  static func show(_ visit: Visit) async throws -> Response {
    let name = try visit.part("id")
    if let session = try await visit.citizensSession(name) {
      return .json(.ok, .object(visit.describe(session)))
    }
    let staff = try await visit.signedIn().staff
    let (session, events, names) = try await visit.desk.look { ledger in
      let session = try ledger.remoteSession(name, for: staff)
      return (session, try ledger.events(of: session.id), try ledger.staffNames())
    }
    var object = visit.describe(session)
    object["events"] = .array(
      events.map { event, who in
        [
          "at": .integer(event.at.milliseconds), "step": .string(event.step.rawValue),
          "detail": event.detail.map { .string($0) } ?? .null,
          "who": who.map { .string(names[$0] ?? "") } ?? .null,
          "viewer": event.viewer.map { .integer(Int64($0)) } ?? .null,
        ]
      })
    return .json(.ok, .object(object))
  }

  /// Who asks, before the citizen says yes.
  static func invite(_ visit: Visit) async throws -> Response {
    var (_, fields) = try await visit.jsonBody()
    let text = fields.text("code")
    try fields.finish()
    let (session, _) = try await visit.remoteSession(code: text)
    return .json(.ok, .object(try await visit.invitation(session)))
  }

  /// The citizen says yes: the code is used up.
  static func join(_ visit: Visit) async throws -> Response {
    var (_, fields) = try await visit.jsonBody()
    let text = fields.text("code")
    let name = fields.text("name")
    try fields.finish()
    let (_, code) = try await visit.remoteSession(code: text)
    let now = visit.now
    let key = visit.site.remote.configuration.key
    let joined = try await visit.desk.record {
      try $0.joinRemoteSession(code: code, key: key, at: now)
    }
    guard let joined else { throw TicketingError.unknownCode }
    var object = visit.pass(
      to: joined.session, as: .sharer, name: Self.plain(name), staff: nil)
    for member in try await visit.invitation(joined.session).members {
      object[member.name] = member.value
    }
    var response = Response.json(.ok, .object(object))
    response.fields.append("Set-Cookie", visit.assistCookie(joined.session.name, joined.token))
    return response
  }

  /// A ticket for the relay: for a viewer, or for the citizen after a reload.
  static func ticket(_ visit: Visit) async throws -> Response {
    let name = try visit.part("id")
    if let session = try await visit.citizensSession(name) {
      try mustLast(session)
      return .json(.ok, .object(visit.pass(to: session, as: .sharer, name: "", staff: nil)))
    }
    let (staff, wish) = try await viewer(visit)
    let (session, invited) = try await visit.desk.look { ledger in
      let session = try ledger.remoteSession(name, for: staff)
      return (session, try ledger.invitedRole(of: staff.id, in: session.id))
    }
    try mustLast(session)
    let role = wish ?? invited ?? .agent
    switch role {
    case .supervisor: try staff.mustBeAble(to: .supervise, in: session.organisation)
    // An interpreter comes because an agent asked for one.
    case .interpreter where invited != .interpreter: throw TicketingError.notFound
    default: break
    }
    return .json(
      .ok, .object(visit.pass(to: session, as: role, name: staff.name, staff: staff.id)))
  }

  /// Asks a colleague in: as an interpreter, or as an agent who can take over.
  static func inviteColleague(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedInForChange().staff
    let name = try visit.part("id")
    var (_, fields) = try await visit.jsonBody()
    let (user, word) = (fields.text("user"), fields.text("role"))
    try fields.finish()
    guard let role = RemoteSession.Role(rawValue: word),
      RemoteSessionInvitation.roles.contains(role)
    else { throw TicketingError.invalid([Fault("role", "unknown")]) }
    let now = visit.now
    let ticket = try await visit.desk.record { ledger in
      let session = try ledger.remoteSession(name, for: staff)
      guard let colleague = try ledger.staffRecord(user: user)?.staff.id else {
        throw TicketingError.invalid([Fault("colleague", "unknown")])
      }
      try ledger.invite(colleague, as: role, to: session, by: staff.id, at: now)
      return try ledger.ticket(session.ticket)
    }
    visit.announce(ticket)
    return Response(.noContent)
  }

  /// Ends a session from outside: its own agent, or a supervisor.
  static func end(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedInForChange().staff
    let name = try visit.part("id")
    let session = try await visit.desk.look { try $0.remoteSession(name, for: staff) }
    if session.staff != staff.id {
      try staff.mustBeAble(to: .supervise, in: session.organisation)
    }
    if visit.site.remote.relay.end(name) { return Response(.noContent) }
    // A session that nobody has entered isn't known to the relay.
    let now = visit.now
    try await visit.desk.record { try $0.removeRemoteSession(session, at: now) }
    return Response(.noContent)
  }

  /// Who comes, and as what if they say so.
  private static func viewer(_ visit: Visit) async throws -> (Staff, RemoteSession.Role?) {
    let staff = try await visit.signedInForChange().staff
    guard visit.request.fields["Content-Type"] != nil else { return (staff, nil) }
    var (_, fields) = try await visit.jsonBody()
    let word = fields.text("role")
    try fields.finish()
    guard !word.isEmpty else { return (staff, nil) }
    guard let role = RemoteSession.Role(rawValue: word), role != .sharer else {
      throw TicketingError.invalid([Fault("role", "unknown")])
    }
    return (staff, role)
  }

  private static func mustLast(_ session: RemoteSessionRecord) throws(TicketingError) {
    if session.endedAt != nil { throw .remoteSessionEnded }
  }

  /// A name as others see it: one short line.
  private static func plain(_ name: String) -> String {
    String(name.unicodeScalars.filter { $0.properties.generalCategory != .control }.prefix(60))
  }
}

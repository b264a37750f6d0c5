import Basics
import HTTP
import Relay
import Storage
import Ticketing

/// An office desktop with what belongs to it now.
struct OfficeDesktopFile: Sendable {
  let desktop: OfficeDesktop
  let live: OfficeConnection?
  let events: [OfficeDesktopEvent]
  let state: OfficeDesktop.State
}

extension Visit {
  /// The machine that the path names.
  private var officeDesktopID: Identifier<OfficeDesktop> {
    get throws {
      guard let number = Int64(try part("id")), number > 0 else { throw TicketingError.notFound }
      return Identifier(number)
    }
  }

  /// The machine that the path names, for its owner alone.
  ///
  /// - Throws: ``TicketingError/notFound`` to everybody else.
  func ownDesktop(of staff: Staff) async throws -> OfficeDesktop {
    let id = try officeDesktopID
    let desktop = try await desk.look { try $0.officeDesktop(id) }
    guard desktop.isReachable(by: staff) else { throw TicketingError.notFound }
    return desktop
  }

  /// The machine that the path names, for the administrators of its council.
  ///
  /// - Throws: ``TicketingError/notFound`` to everybody else.
  func administeredDesktop(by staff: Staff) async throws -> OfficeDesktop {
    let id = try officeDesktopID
    let desktop = try await desk.look { try $0.officeDesktop(id) }
    try staff.mustBeAble(to: .administer, in: desktop.organisation)
    return desktop
  }

  /// Machines with their state and history.
  func files(of desktops: [OfficeDesktop], events: Int = 12) async throws -> [OfficeDesktopFile] {
    let (now, offices) = (now, site.offices)
    return try await desk.look { ledger in
      try desktops.map { desktop in
        let live = try ledger.liveConnection(to: desktop.id)
        return OfficeDesktopFile(
          desktop: desktop, live: live,
          events: try ledger.officeEvents(of: desktop.id, limit: events),
          state: desktop.state(
            at: now, calledAt: offices.calledAt(desktop.id, at: now), isInUse: live != nil))
      }
    }
  }

  /// Registers a machine for somebody by their user name.
  func registerDesktop(
    _ name: String, for user: String, in organisation: Organisation,
    hours: [Weekday: [OpenInterval]], by staff: Staff
  ) async throws -> (desktop: OfficeDesktop, secret: String) {
    try staff.mustBeAble(to: .administer, in: organisation.id)
    let now = now
    return try await desk.record { ledger in
      guard let owner = try ledger.staffRecord(user: user), owner.disabledAt == nil else {
        throw TicketingError.invalid([Fault("owner", "unknown")])
      }
      return try ledger.registerOfficeDesktop(
        name, in: organisation.id, of: owner.staff, hours: hours, by: staff.id, at: now)
    }
  }

  /// Takes a machine out, and cuts who is connected to it.
  func revoke(_ desktop: OfficeDesktop, by staff: Staff) async throws {
    let now = now
    let live = try await desk.record {
      try $0.revokeOfficeDesktop(desktop.id, by: staff.id, at: now)
    }
    site.offices.forget(desktop.id)
    if let live { site.remote.relay.end(live.name) }
  }

  /// The owner connects: the password again, the hours, and the machine is asked to dial out.
  ///
  /// - Returns: The connection's name, and when the hours cut it.
  func connect(
    to desktop: OfficeDesktop, by staff: Staff, password: String
  ) async throws -> (name: String, endsAt: Moment) {
    let now = now
    do {
      try await confirm(staff, password: password)
    } catch Refusal.wrongCredentials {
      let event = OfficeDesktopEvent(at: now, step: .mistyped, staff: staff.id)
      try await desk.record { try $0.append(event, to: desktop.id) }
      throw Refusal.wrongCredentials
    }
    guard site.remote.configuration.desktopAddress != nil else {
      throw TicketingError.desktopOff
    }
    let offices = site.offices
    let word = try await desk.record { ledger in
      let desktop = try ledger.officeDesktop(desktop.id)
      let live = try ledger.liveConnection(to: desktop.id)
      let state = desktop.state(
        at: now, calledAt: offices.calledAt(desktop.id, at: now), isInUse: live != nil)
      let endsAt = try desktop.admit(staff, when: state, at: now)
      let word = OfficeWord(dialBy: now + OfficeWord.dialTime, endsAt: endsAt)
      try ledger.openConnection(
        word.name, to: desktop.id, by: staff.id, endsAt: word.endsAt, at: now)
      return word
    }
    let signed = word.signed(with: site.remote.configuration.key)
    offices.ask(
      desktop.id, .init(word: signed, dialBy: word.dialBy, endsAt: word.endsAt))
    return (word.name, word.endsAt)
  }

  /// A ticket for the relay, once for each connection: until the owner has seen the screen.
  func pass(to connection: OfficeConnection, for staff: Staff) throws -> JSONObject {
    guard connection.staff == staff.id, connection.endedAt == nil,
      connection.connectedAt == nil
    else { throw TicketingError.notFound }
    let ticket = RelayTicket(
      session: connection.name, role: RelayTicket.owner, name: staff.name,
      staff: staff.id.rawValue, origin: origin, openedAt: connection.openedAt, at: now)
    return [
      "id": .string(connection.name),
      "socket": .string(socket(connection.name, path: "/relay/rfb/")),
      "ticket": .string(ticket.signed(with: site.remote.configuration.key)),
    ]
  }
}

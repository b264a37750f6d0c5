import Basics
import HTTP
import Storage
import Ticketing

/// Office desktops as JSON.
enum OfficeDesktopsAPI {
  /// One's own, and those of the councils one administers.
  static func list(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedIn().staff
    let (own, administered) = try await visit.desk.look { ledger in
      (
        try ledger.officeDesktops(of: staff.id),
        try ledger.officeDesktops(in: staff.organisations(allowing: .administer))
      )
    }
    let mine = Set(own.map(\.id))
    let all =
      own.filter { $0.isReachable(by: staff) } + administered.filter { !mine.contains($0.id) }
    let files = try await visit.files(of: all, events: 0)
    return .json(.ok, ["items": .array(files.map { .object(visit.describe($0, for: staff)) })])
  }

  /// An administrator registers one; the secret is told this once.
  static func register(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedInForChange().staff
    var (_, fields) = try await visit.jsonBody()
    let slug = fields.text("organisation")
    let owner = fields.text("owner")
    let name = fields.text("name")
    let hours = fields.texts("hours")
    try fields.finish()
    let organisation = try visit.organisation(slug: slug)
    guard let weekly = try? WeekText.read(hours) else {
      throw TicketingError.invalid([Fault("hours", "malformed")])
    }
    let made = try await visit.registerDesktop(
      name, for: owner, in: organisation, hours: weekly, by: staff)
    let file = try await visit.files(of: [made.desktop], events: 0)
    var object = file.first.map { visit.describe($0, for: staff) } ?? JSONObject()
    object["secret"] = .string(made.secret)
    var response = Response.json(.created, .object(object))
    response.fields.append("Location", "/api/v1/office-desktops/\(made.desktop.id.rawValue)")
    return response
  }

  /// One machine with its history, for its owner and its council's administrators.
  static func show(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedIn().staff
    let desktop: OfficeDesktop
    do {
      desktop = try await visit.ownDesktop(of: staff)
    } catch TicketingError.notFound {
      desktop = try await visit.administeredDesktop(by: staff)
    }
    guard let file = try await visit.files(of: [desktop], events: 100).first else {
      throw TicketingError.notFound
    }
    var object = visit.describe(file, for: staff)
    let names = try await visit.desk.look { try $0.staffNames() }
    object["events"] = .array(
      file.events.map { event in
        [
          "at": .string(event.at.rfc3339(in: desktop.hours.zone)),
          "step": .string(event.step.rawValue),
          "detail": event.detail.map { .string($0) } ?? .null,
          "who": event.staff.map { .string(names[$0] ?? "") } ?? .null,
        ]
      })
    return .json(.ok, .object(object))
  }

  /// An administrator takes one out.
  static func revoke(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedInForChange().staff
    try await visit.revoke(try await visit.administeredDesktop(by: staff), by: staff)
    return Response(.noContent)
  }

  /// The owner connects.
  static func connect(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedInForChange().staff
    let desktop = try await visit.ownDesktop(of: staff)
    var (_, fields) = try await visit.jsonBody()
    let password = fields.text("password")
    try fields.finish()
    let opened = try await visit.connect(to: desktop, by: staff, password: password)
    var object = try await pass(visit, opened.name, staff)
    object["endsAt"] = .string(opened.endsAt.rfc3339(in: desktop.hours.zone))
    return .json(.created, .object(object))
  }

  /// The ticket of a connection that was opened from a page.
  static func ticket(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedInForChange().staff
    _ = try await visit.ownDesktop(of: staff)
    return .json(.ok, .object(try await pass(visit, try visit.part("name"), staff)))
  }

  private static func pass(
    _ visit: Visit, _ name: String, _ staff: Staff
  ) async throws -> JSONObject {
    guard let connection = try await visit.desk.look({ try $0.officeConnection(name) }) else {
      throw TicketingError.notFound
    }
    return try visit.pass(to: connection, for: staff)
  }
}

extension Visit {
  /// A machine as JSON.
  func describe(_ file: OfficeDesktopFile, for staff: Staff) -> JSONObject {
    let desktop = file.desktop
    let zone = desktop.hours.zone
    var object: JSONObject = [
      "id": .integer(desktop.id.rawValue),
      "organisation": .string(desk.directory.organisation(desktop.organisation)?.slug ?? ""),
      "name": .string(desktop.name),
      "hours": .array(WeekText.lines(desktop.hours.weekly).map { .string($0) }),
      "state": .string(file.state.word),
      "own": .bool(desktop.isReachable(by: staff)),
      "registeredAt": .string(desktop.registeredAt.rfc3339(in: zone)),
      "seenAt": desktop.seenAt.map { .string($0.rfc3339(in: zone)) } ?? .null,
    ]
    if case .closed(let opens?) = file.state {
      object["opensAt"] = .string(opens.rfc3339(in: zone))
    }
    if let live = file.live { object["endsAt"] = .string(live.endsAt.rfc3339(in: zone)) }
    return object
  }
}

extension OfficeDesktop.State {
  /// The word for it in addresses, JSON and the locales.
  var word: String {
    switch self {
    case .neverSeen: "never-seen"
    case .online: "online"
    case .inUse: "in-use"
    case .closed: "closed"
    case .off: "off"
    case .revoked: "revoked"
    }
  }
}

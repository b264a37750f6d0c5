import Basics
import Foundation
import Reporting
import SQLite
import Testing
import Ticketing
import Wire

@testable import HTTP
@testable import Site
@testable import Storage

/// A desk of one council with some activity since September 2026, and a site that shows it.
struct PublishedDesk {
  /// The project's folder.
  static let project = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }

  let desk: Desk
  let council: Identifier<Organisation>
  let staff: Identifier<Staff>
  let publisher: MonthPublisher

  /// Opens a desk, tells its story and removes it.
  static func open(_ story: (PublishedDesk) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var options = Database.Options()
    options.durability = .none
    let desk = try await Desk(path: folder.appending(path: "desk.db").path, options: options)
    defer { desk.close() }
    let staff = try await desk.record {
      try $0.addStaff(user: "marta", name: "Marta", passwordHash: "-")
    }
    let day = try #require(OpenInterval("08:00-20:00"))
    let council = try await desk.addOrganisation(
      OrganisationEntry(
        slug: "vilaclara", code: "VIL", names: [.catalan: "Ajuntament de Vilaclara"],
        timeZone: "Europe/Madrid", phone: nil, email: nil, languages: [.catalan],
        weekly: [.monday: [day]], callsPerSlot: 4
      )
    )
    let catalogue = try IndicatorCatalogue(root: project + "/Reports")
    let publisher = MonthPublisher(desk: desk, catalogue: catalogue)
    let opened = PublishedDesk(desk: desk, council: council, staff: staff, publisher: publisher)
    try await opened.contact("2026-09-15T09:00:00+02:00")
    try await story(opened)
  }

  var organisation: Organisation {
    get throws { try #require(desk.directory.organisation(council)) }
  }

  static func moment(_ text: String) throws -> Moment {
    try #require(Moment(rfc3339: text))
  }

  static func month(_ text: String) throws -> CivilMonth {
    try #require(CivilMonth(text))
  }

  /// Logs a contact by telephone that resolves its matter, and rates it.
  func contact(_ start: String, score: Int? = nil, ratedAt: String? = nil) async throws {
    let start = try Self.moment(start)
    let end = start + .seconds(300)
    var form = ContactForm()
    form.channel = "phone"
    form.direction = "in"
    form.matter = "El certificat"
    form.topic = "certificates"
    form.outcome = "resolved"
    form.startedAt = start.rfc3339UTC
    form.endedAt = end.rfc3339UTC
    let entry = try ContactEntry(form, now: end)
    let (council, staff) = (council, staff)
    let invitation = try await desk.record { ledger -> RatingInvitation in
      let contact = try ledger.log(entry, in: council, by: staff, at: end)
      let ticket = try ledger.ticket(contact.ticket, in: council)
      return try #require(try ledger.invitation(ofTicket: ticket.id))
    }
    guard let score else { return }
    let ratedAt = try ratedAt.map { try Self.moment($0) } ?? end
    let rating = try Rating(score: score, comment: nil)
    _ = try await desk.record { try $0.rate(invitation, rating, at: ratedAt) }
  }

  @discardableResult
  func publish(_ now: String) async throws -> [String] {
    try await publisher.publishDue(at: Self.moment(now)).map { published in
      let publication = published.publication
      return "\(publication.month) v\(publication.version) \(publication.status.rawValue)"
    }
  }

  /// What the site answers at a moment.
  func answer(
    _ path: String, _ fields: String = "", method: String = "GET", at now: String
  ) async throws -> Response {
    let now = try Self.moment(now)
    let site = try Site(
      desk: desk,
      configuration: Site.Configuration(
        web: Self.project + "/Web", reports: Self.project + "/Reports", rateLimits: false,
        clock: { now }
      ),
      workers: WorkerPool(threads: 1, name: "test", queueMax: 8)
    )
    var parser = RequestParser(limits: HTTP.Limits())
    let head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"
    guard case .complete(let parsed, _) = parser.parse(Array(head.utf8).span) else {
      throw HTTPError.notFound
    }
    let peer = try #require(IPAddress("127.0.0.1"))
    return await site.respond(to: Request(head: parsed, peer: peer, body: .empty))
  }

  /// The text of a page that the site answers with.
  func page(_ path: String, at now: String) async throws -> String {
    let response = try await answer(path, at: now)
    #expect(response.status == .ok)
    return String(decoding: response.bytes, as: UTF8.self)
  }
}

extension Response {
  var bytes: [UInt8] {
    if case .bytes(let bytes) = body { bytes } else { [] }
  }
}

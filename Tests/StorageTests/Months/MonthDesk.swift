import Basics
import Foundation
import SQLite
import Testing
import Ticketing

@testable import Storage

/// A desk of one council in a temporary database, for telling a month's story.
struct MonthDesk {
  let desk: Desk
  let council: Identifier<Organisation>
  let staff: Identifier<Staff>

  /// Opens a desk, tells its story and removes it.
  static func open(_ story: (MonthDesk) async throws -> Void) async throws {
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
    let council = try await desk.addOrganisation(entry("vilaclara", "VIL"))
    try await story(MonthDesk(desk: desk, council: council, staff: staff))
  }

  /// A council open from Monday to Friday, 8 to 20.
  static func entry(_ slug: String, _ code: String) throws -> OrganisationEntry {
    let day = try #require(OpenInterval("08:00-20:00"))
    let week: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
    return OrganisationEntry(
      slug: slug, code: code, names: [.catalan: slug], timeZone: "Europe/Madrid", phone: nil,
      email: nil, languages: [.catalan],
      weekly: Dictionary(uniqueKeysWithValues: week.map { ($0, [day]) }), callsPerSlot: 4
    )
  }

  /// A moment by its day and clock in Madrid: `10-30 09:00` of 2026.
  static func moment(_ text: String) throws -> Moment {
    let zone = try Zone(identifier: "Europe/Madrid")
    let parts = text.split(separator: " ").map(String.init)
    let date = try #require(CivilDate("2026-" + parts[0]))
    let time = try #require(CivilTime(parts[1]))
    return zone.moment(of: date, at: time)
  }

  func book(_ window: String, at text: String, phone: String = "612345678") async throws
    -> Promise
  {
    let moment = try Self.moment(text)
    var form = BookingForm()
    form.window = "2026-" + window
    form.name = "Joan"
    form.phone = phone
    form.matter = "certificates"
    form.consent = true
    let organisation = try #require(desk.directory.organisation(council))
    let booking = try Booking(form, for: organisation)
    let council = council
    return try await desk.record { try $0.book(booking, in: council, at: moment) }
  }

  func move(_ promise: Promise, to window: String, at text: String) async throws {
    let moment = try Self.moment(text)
    _ = try await desk.record { try $0.move(promise, to: "2026-" + window, at: moment) }
  }

  func cancel(_ promise: Promise, at text: String) async throws {
    let moment = try Self.moment(text)
    _ = try await desk.record { try $0.cancel(promise, at: moment) }
  }

  func call(_ promise: Promise, _ result: Attempt.Result, at text: String) async throws {
    let moment = try Self.moment(text)
    let staff = staff
    _ = try await desk.record { ledger in
      let promise = try ledger.promise(promise.id)
      return try ledger.attempt(result, on: promise, by: staff, at: moment)
    }
  }

  /// Logs a contact of five minutes, at its end or later.
  func contact(
    _ channel: Contact.Channel = .phone, _ outcome: Contact.Outcome = .pending,
    at text: String, recorded: String? = nil, ticket: Reference? = nil,
    council: Identifier<Organisation>? = nil
  ) async throws -> Contact {
    let start = try Self.moment(text)
    let moment = try recorded.map { try Self.moment($0) } ?? start + .seconds(300)
    var form = ContactForm()
    form.channel = channel.rawValue
    form.direction = "in"
    form.matter = "El certificat"
    form.topic = "certificates"
    form.outcome = outcome.rawValue
    form.startedAt = start.rfc3339UTC
    form.endedAt = (start + .seconds(300)).rfc3339UTC
    form.ticket = ticket?.description ?? ""
    let entry = try ContactEntry(form, now: moment)
    let (council, staff) = (council ?? self.council, staff)
    return try await desk.record { try $0.log(entry, in: council, by: staff, at: moment) }
  }

  /// Closes a ticket, which asks its citizen to rate.
  func close(_ reference: Reference, at text: String) async throws -> RatingInvitation {
    let moment = try Self.moment(text)
    let (council, staff) = (council, staff)
    return try await desk.record { ledger in
      let ticket = try ledger.ticket(reference, in: council)
      return try ledger.close(ticket, .resolved, by: staff, at: moment)
    }
  }

  func rate(_ invitation: RatingInvitation, _ score: Int, at text: String) async throws {
    let moment = try Self.moment(text)
    let rating = try Rating(score: score, comment: nil)
    _ = try await desk.record { ledger in
      try ledger.rate(try ledger.invitation(token: invitation.token), rating, at: moment)
    }
  }

  /// A month's facts as they stood at a moment.
  func facts(_ month: Int = 10, asOf text: String = "12-31 00:00") async throws -> MonthFacts {
    let moment = try Self.moment(text)
    let month = try #require(CivilMonth(year: 2026, month: month))
    let council = council
    return try await desk.look { try $0.facts(of: council, month, asOf: moment) }
  }
}

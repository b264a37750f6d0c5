import Basics
import SQLite
public import Ticketing

/// The councils with their calendars and procedures, as one value in memory.
public struct Directory: Sendable {
  /// The councils in the order of their slugs.
  public let organisations: [Organisation]
  /// Grows each time the councils are read anew.
  public internal(set) var generation = 0
  private let bySlug: [String: Int]
  private let byID: [Identifier<Organisation>: Int]
  private let procedures: [Identifier<Organisation>: [Procedure]]

  init() {
    self.init(organisations: [], procedures: [:])
  }

  init(organisations: [Organisation], procedures: [Identifier<Organisation>: [Procedure]]) {
    self.organisations = organisations
    self.procedures = procedures
    var bySlug: [String: Int] = [:]
    var byID: [Identifier<Organisation>: Int] = [:]
    for (index, organisation) in organisations.enumerated() {
      bySlug[organisation.slug] = index
      byID[organisation.id] = index
    }
    self.bySlug = bySlug
    self.byID = byID
  }

  /// The council with a slug.
  public func organisation(_ slug: String) -> Organisation? {
    bySlug[slug].map { organisations[$0] }
  }

  /// The council with an identity.
  public func organisation(_ id: Identifier<Organisation>) -> Organisation? {
    byID[id].map { organisations[$0] }
  }

  /// The procedures of a council in the order of their codes.
  public func procedures(of organisation: Identifier<Organisation>) -> [Procedure] {
    procedures[organisation] ?? []
  }

  /// One procedure of a council by its code.
  public func procedure(_ code: String, of organisation: Identifier<Organisation>) -> Procedure? {
    procedures(of: organisation).first { $0.code == code }
  }

  /// One procedure of a council.
  public func procedure(
    _ id: Identifier<Procedure>,
    of organisation: Identifier<Organisation>
  ) -> Procedure? {
    procedures(of: organisation).first { $0.id == id }
  }
}

extension Directory {
  init(reading connection: Connection) throws {
    var zones: [String: Zone] = [:]
    let organisations = try connection.rows(
      """
      SELECT id, slug, code, names, time_zone, phone, email, languages, calls_per_slot,
        calls_abroad
      FROM organisation ORDER BY slug
      """,
      [:]
    ) { row in
      let slug = try row.text("slug")
      let name = try row.text("time_zone")
      guard let zone = zones[name] ?? (try? Zone(identifier: name)) else {
        throw StorageError.unreadableCalendar(organisation: slug)
      }
      zones[name] = zone
      let id: Identifier<Organisation> = try row.id("id")
      return Organisation(
        id: id,
        slug: slug,
        code: try row.text("code"),
        names: try row.names("names"),
        phone: try row.optionalText("phone").map { Telephone(stored: $0) },
        email: try row.optionalText("email").map { EmailAddress(stored: $0) },
        languages: try row.text("languages").split(separator: ",").map {
          Language(rawValue: String($0))
        },
        hours: OpeningHours(
          zone: zone,
          weekly: try Self.weekly(of: id, slug, connection),
          exceptions: try Self.exceptions(of: id, slug, connection)
        ),
        callsPerSlot: try row.int("calls_per_slot"),
        callsAbroad: try row.bool("calls_abroad")
      )
    }
    self.init(organisations: organisations, procedures: try Self.procedures(connection))
  }

  private static func weekly(
    of organisation: Identifier<Organisation>,
    _ slug: String,
    _ connection: Connection
  ) throws -> [Weekday: [OpenInterval]] {
    var weekly: [Weekday: [OpenInterval]] = [:]
    try connection.each(
      "SELECT weekday, intervals FROM weekly_hours WHERE organisation = :organisation",
      ["organisation": .id(organisation)]
    ) { row in
      guard let day = Weekday(rawValue: try row.int("weekday")),
        let intervals = OpenInterval.day(try row.text("intervals"))
      else { throw StorageError.unreadableCalendar(organisation: slug) }
      weekly[day] = intervals
    }
    return weekly
  }

  private static func exceptions(
    of organisation: Identifier<Organisation>,
    _ slug: String,
    _ connection: Connection
  ) throws -> [CivilDate: OpeningHours.Exception] {
    var exceptions: [CivilDate: OpeningHours.Exception] = [:]
    try connection.each(
      "SELECT date, intervals, name FROM calendar_exception WHERE organisation = :organisation",
      ["organisation": .id(organisation)]
    ) { row in
      guard let date = CivilDate(try row.text("date")),
        let intervals = OpenInterval.day(try row.text("intervals"))
      else { throw StorageError.unreadableCalendar(organisation: slug) }
      exceptions[date] = OpeningHours.Exception(
        intervals: intervals,
        name: try row.text("name")
      )
    }
    return exceptions
  }

  private static func procedures(
    _ connection: Connection
  ) throws -> [Identifier<Organisation>: [Procedure]] {
    let all = try connection.rows(
      "SELECT id, organisation, code, names, topic FROM procedure ORDER BY organisation, code",
      [:]
    ) { row in
      Procedure(
        id: try row.id("id"),
        organisation: try row.id("organisation"),
        code: try row.text("code"),
        names: try row.names("names"),
        topic: try row.word("topic")
      )
    }
    return Dictionary(grouping: all, by: \.organisation)
  }
}

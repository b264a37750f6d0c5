public import Basics
import SQLite
public import Ticketing

/// What an administrator says of a council.
public struct OrganisationEntry: Sendable {
  /// Its name in addresses.
  public var slug: String
  /// The letters of its references.
  public var code: String
  /// Its name in each language.
  public var names: [Language: String]
  /// The zone it lives in.
  public var timeZone: String
  /// The number citizens dial.
  public var phone: Telephone?
  /// The address citizens write to.
  public var email: EmailAddress?
  /// The languages it speaks, its own first.
  public var languages: [Language]
  /// The open intervals of each weekday.
  public var weekly: [Weekday: [OpenInterval]]
  /// How many calls its staff can promise per half-hour.
  public var callsPerSlot: Int
  /// Whether it calls numbers abroad.
  public var callsAbroad: Bool

  /// Describes a council.
  public init(
    slug: String, code: String, names: [Language: String], timeZone: String,
    phone: Telephone?, email: EmailAddress?, languages: [Language],
    weekly: [Weekday: [OpenInterval]], callsPerSlot: Int, callsAbroad: Bool = false
  ) {
    self.slug = slug
    self.code = code
    self.names = names
    self.timeZone = timeZone
    self.phone = phone
    self.email = email
    self.languages = languages
    self.weekly = weekly
    self.callsPerSlot = callsPerSlot
    self.callsAbroad = callsAbroad
  }

  /// The entry of a council that exists, to change some of it.
  public init(_ organisation: Organisation) {
    self.init(
      slug: organisation.slug,
      code: organisation.code,
      names: organisation.names,
      timeZone: organisation.zone.identifier,
      phone: organisation.phone,
      email: organisation.email,
      languages: organisation.languages,
      weekly: organisation.hours.weekly,
      callsPerSlot: organisation.callsPerSlot,
      callsAbroad: organisation.callsAbroad
    )
  }
}

extension Desk {
  /// Adds a council.
  ///
  /// - Throws: ``StorageError/taken(_:)`` when the slug or the code is another's.
  @discardableResult
  public func addOrganisation(_ entry: OrganisationEntry) async throws -> Identifier<Organisation> {
    let id: Identifier<Organisation> = try await database.write { connection in
      let taken = try connection.row(
        "SELECT slug FROM organisation WHERE slug = :slug OR code = :code",
        ["slug": .text(entry.slug), "code": .text(entry.code)]
      ) { try $0.text("slug") }
      if let taken { throw StorageError.taken(taken == entry.slug ? entry.slug : entry.code) }
      try connection.execute(
        """
        INSERT INTO organisation (slug, code, names, time_zone, phone, email, languages,
          calls_per_slot, calls_abroad)
        VALUES (:slug, :code, :names, :time_zone, :phone, :email, :languages,
          :calls_per_slot, :calls_abroad)
        """,
        [
          "slug": .text(entry.slug), "code": .text(entry.code), "names": .names(entry.names),
          "time_zone": .text(entry.timeZone), "phone": .optional(entry.phone?.e164),
          "email": .optional(entry.email?.text),
          "languages": .text(entry.languages.map(\.rawValue).joined(separator: ",")),
          "calls_per_slot": .number(entry.callsPerSlot),
          "calls_abroad": .number(entry.callsAbroad ? 1 : 0),
        ]
      )
      let id = Identifier<Organisation>(connection.lastInsertedRowID)
      try Self.write(entry.weekly, of: id, connection)
      return id
    }
    try await refreshDirectory()
    return id
  }

  /// Changes a council; its slug and code stay, since addresses and references carry them.
  public func changeOrganisation(
    _ id: Identifier<Organisation>,
    to entry: OrganisationEntry
  ) async throws {
    try await database.write { connection in
      try connection.execute(
        """
        UPDATE organisation SET names = :names, time_zone = :time_zone, phone = :phone,
          email = :email, languages = :languages, calls_per_slot = :calls_per_slot,
          calls_abroad = :calls_abroad
        WHERE id = :id
        """,
        [
          "id": .id(id), "names": .names(entry.names), "time_zone": .text(entry.timeZone),
          "phone": .optional(entry.phone?.e164), "email": .optional(entry.email?.text),
          "languages": .text(entry.languages.map(\.rawValue).joined(separator: ",")),
          "calls_per_slot": .number(entry.callsPerSlot),
          "calls_abroad": .number(entry.callsAbroad ? 1 : 0),
        ]
      )
      try Self.write(entry.weekly, of: id, connection)
    }
    try await refreshDirectory()
  }

  /// Sets the hours of one date; `nil` gives the date its weekday's hours back.
  public func setException(
    _ exception: OpeningHours.Exception?,
    on date: CivilDate,
    of id: Identifier<Organisation>
  ) async throws {
    try await setExceptions([(date, exception)], of: id)
  }

  /// Sets the hours of several dates in one step.
  public func setExceptions(
    _ exceptions: [(date: CivilDate, exception: OpeningHours.Exception?)],
    of id: Identifier<Organisation>
  ) async throws {
    try await database.write { connection in
      for (date, exception) in exceptions {
        try connection.execute(
          "DELETE FROM calendar_exception WHERE organisation = :organisation AND date = :date",
          ["organisation": .id(id), "date": .text(date.description)]
        )
        guard let exception else { continue }
        try connection.execute(
          """
          INSERT INTO calendar_exception (organisation, date, intervals, name)
          VALUES (:organisation, :date, :intervals, :name)
          """,
          [
            "organisation": .id(id), "date": .text(date.description),
            "intervals": .text(exception.intervals.map(\.description).joined(separator: " ")),
            "name": .text(exception.name),
          ]
        )
      }
    }
    try await refreshDirectory()
  }

  private static func write(
    _ weekly: [Weekday: [OpenInterval]],
    of id: Identifier<Organisation>,
    _ connection: Connection
  ) throws {
    try connection.execute(
      "DELETE FROM weekly_hours WHERE organisation = :organisation",
      ["organisation": .id(id)]
    )
    for day in Weekday.allCases {
      guard let intervals = weekly[day], !intervals.isEmpty else { continue }
      try connection.execute(
        """
        INSERT INTO weekly_hours (organisation, weekday, intervals)
        VALUES (:organisation, :weekday, :intervals)
        """,
        [
          "organisation": .id(id), "weekday": .number(day.rawValue),
          "intervals": .text(intervals.map(\.description).joined(separator: " ")),
        ]
      )
    }
  }
}

extension Desk {
  /// Adds procedures to a council, or changes those whose codes exist.
  public func setProcedures(
    _ procedures: [(code: String, names: [Language: String], topic: Topic)],
    of id: Identifier<Organisation>
  ) async throws {
    try await database.write { connection in
      for procedure in procedures {
        try connection.execute(
          """
          INSERT INTO procedure (organisation, code, names, topic)
          VALUES (:organisation, :code, :names, :topic)
          ON CONFLICT (organisation, code)
          DO UPDATE SET names = excluded.names, topic = excluded.topic
          """,
          [
            "organisation": .id(id), "code": .text(procedure.code),
            "names": .names(procedure.names), "topic": .text(procedure.topic.rawValue),
          ]
        )
      }
    }
    try await refreshDirectory()
  }
}

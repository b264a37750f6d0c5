import Basics
import Testing
import Ticketing

@testable import Reporting

/// The month of `Reports/sample`, and what else the tests of this module share.
enum SampleMonth {
  /// The folder `Reports` of the project.
  static let reports =
    #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Reports"

  static func catalogue() throws -> IndicatorCatalogue {
    try IndicatorCatalogue(root: reports)
  }

  static func month() throws -> CivilMonth {
    try #require(CivilMonth("2026-10"))
  }

  static func organisation() throws -> Organisation {
    let zone = try Zone(identifier: "Europe/Madrid")
    let day = try #require(OpenInterval("08:00-20:00"))
    return Organisation(
      id: Identifier(1), slug: "vilaclara", code: "VIL",
      names: [.catalan: "Ajuntament de Vilaclara"], phone: nil, email: nil,
      languages: [.catalan, .spanish], hours: .weekdays(day, zone: zone), callsPerSlot: 2,
      callsAbroad: false
    )
  }

  /// Two tickets met twice, one call given up, every channel but the office.
  static func facts(_ month: CivilMonth) -> MonthFacts {
    MonthFacts(
      month: month,
      contacts: [
        contact(1, .phone, .eprocedures, morning: true),
        contact(2, .phone, .certificates, morning: true),
        contact(1, .email, .information, morning: false),
        contact(3, .callme, .eprocedures, morning: false),
        contact(4, .video, nil, morning: true),
        contact(5, .phone, .folder, morning: true, attended: false),
        contact(3, .callme, .eprocedures, morning: true),
      ],
      requests: (morning: 5, afternoon: 2),
      duePromises: [
        MonthFacts.DuePromise(isOnTime: true, isReached: true),
        MonthFacts.DuePromise(isOnTime: true, isReached: false),
        MonthFacts.DuePromise(isOnTime: false, isReached: true),
      ],
      ratings: [
        MonthFacts.Rating(score: 5, channel: .phone), MonthFacts.Rating(score: 4, channel: .phone),
        MonthFacts.Rating(score: 2, channel: .callme), MonthFacts.Rating(score: 5, channel: nil),
      ],
      invitations: 6
    )
  }

  static func contact(
    _ ticket: Int64, _ channel: Contact.Channel, _ topic: Topic?, morning: Bool,
    attended: Bool = true
  ) -> MonthFacts.Contact {
    MonthFacts.Contact(
      ticket: ticket, channel: channel, topic: topic, isAttended: attended, isMorning: morning
    )
  }

  static func publication(_ month: CivilMonth, version: Int = 1) throws -> Publication {
    let asOf = try #require(Moment(rfc3339: "2026-11-02T06:00:00+01:00"))
    return Publication(month: month, version: version, status: .provisional, asOf: asOf)
  }

  static func report(_ facts: MonthFacts? = nil, version: Int = 1) throws -> MonthReport {
    let month = try month()
    return MonthReport(
      organisation: try organisation(),
      facts: facts ?? self.facts(month),
      publication: try publication(month, version: version),
      catalogue: try catalogue()
    )
  }

  static func empty() throws -> MonthFacts {
    MonthFacts(
      month: try month(), contacts: [], requests: (0, 0), duePromises: [], ratings: [],
      invitations: 0
    )
  }
}

extension MonthReport {
  func text(of name: String) throws -> String {
    let file = try #require(files.first { $0.name == name })
    return String(decoding: file.bytes, as: UTF8.self)
  }

  var figures: MonthFigures {
    MonthFigures(publication: publication, observations: observations)
  }
}

import Testing

@testable import Basics

@Suite struct Zones {
  @Test(arguments: [
    // The clock goes from 02:00 to 03:00 on 2026-03-29: 02:30 is skipped forward by an hour.
    ("Europe/Madrid", "2026-03-29", "02:30", "2026-03-29T03:30:00+02:00"),
    ("Europe/Madrid", "2026-03-29", "02:00", "2026-03-29T03:00:00+02:00"),
    ("Europe/Madrid", "2026-03-29", "01:59", "2026-03-29T01:59:00+01:00"),
    // And from 03:00 back to 02:00 on 2026-10-25: 02:30 comes twice, the first one counts.
    ("Europe/Madrid", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"),
    ("Europe/Madrid", "2026-10-25", "03:00", "2026-10-25T03:00:00+01:00"),
    ("Europe/Madrid", "2026-11-23", "24:00", "2026-11-24T00:00:00+01:00"),
    ("Atlantic/Canary", "2026-03-29", "01:15", "2026-03-29T02:15:00+01:00"),
    ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:45:00+11:00"),
    ("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T01:00:00-02:00"),
    ("America/Sao_Paulo", "2018-11-03", "24:00", "2018-11-04T01:00:00-02:00"),
    // Samoa had no 30 December 2011.
    ("Pacific/Apia", "2011-12-30", "12:00", "2011-12-31T12:00:00+14:00"),
    // Two hours at once.
    ("Antarctica/Troll", "2026-03-29", "01:30", "2026-03-29T03:30:00+02:00"),
    ("UTC", "2026-02-28", "24:00", "2026-03-01T00:00:00+00:00"),
  ])
  func `a wall time is found`(name: String, date: String, time: String, text: String) throws {
    let zone = try Zone(identifier: name)
    let moment = zone.moment(
      of: try #require(CivilDate(date)), at: try #require(CivilTime(time)))
    #expect(moment.rfc3339(in: zone) == text)
  }

  @Test func `a day begins when the clock is set forward past its midnight`() throws {
    // Toronto set its clock from 23:30 to 00:30 in 1919.
    let zone = try Zone(identifier: "America/Toronto")
    let start = zone.startOfDay(try #require(CivilDate("1919-03-31")))
    #expect(start.rfc3339(in: zone) == "1919-03-31T00:30:00-04:00")
  }

  @Test func `a date that a place left out takes no time`() throws {
    let zone = try Zone(identifier: "Pacific/Apia")
    let missing = try #require(CivilDate("2011-12-30"))
    #expect(zone.startOfDay(missing) == zone.endOfDay(missing))
    #expect(zone.startOfDay(missing).rfc3339UTC == "2011-12-30T10:00:00Z")
  }

  @Test(arguments: [
    ("Europe/Madrid", "2150-07-01T12:00:00+02:00"), ("Europe/Madrid", "2150-01-01T12:00:00+01:00"),
    ("Europe/Madrid", "9999-07-01T12:00:00+02:00"), ("Europe/Dublin", "2150-12-31T23:59:59+00:00"),
    ("America/New_York", "3000-11-01T00:00:00-04:00"),
    ("Australia/Lord_Howe", "2500-01-01T00:00:00+11:00"),
  ])
  func `the yearly rule holds for ever`(name: String, text: String) throws {
    let zone = try Zone(identifier: name)
    let moment = try #require(Moment(rfc3339: text))
    #expect(moment.rfc3339(in: zone) == text)
    let reading = zone.civil(at: moment)
    #expect(zone.moment(of: reading.date, at: reading.time) == moment)
  }

  @Test func `the tabled years and the yearly rule meet without a seam`() throws {
    let zone = try Zone(identifier: "Europe/Madrid")
    let first = try #require(Moment(rfc3339: "2098-01-01T00:00:00Z"))
    let end = try #require(Moment(rfc3339: "2103-01-01T00:00:00Z"))
    let texts = zone.transitions(from: first, to: end).map(\.moment.rfc3339UTC)
    #expect(
      texts == [
        "2098-03-30T01:00:00Z", "2098-10-26T01:00:00Z", "2099-03-29T01:00:00Z",
        "2099-10-25T01:00:00Z", "2100-03-28T01:00:00Z", "2100-10-31T01:00:00Z",
        "2101-03-27T01:00:00Z", "2101-10-30T01:00:00Z", "2102-03-26T01:00:00Z",
        "2102-10-29T01:00:00Z",
      ])
  }

  @Test func `changes say what they change`() throws {
    let zone = try Zone(identifier: "Europe/Madrid")
    let first = try #require(Moment(rfc3339: "2026-03-29T01:00:00Z"))
    let end = try #require(Moment(rfc3339: "2026-10-25T01:00:00Z"))
    let changes = zone.transitions(from: first, to: end)
    #expect(
      changes == [
        Zone.Transition(
          moment: first, offsetSecondsBefore: 3600, offsetSecondsAfter: 7200,
          isDaylightSaving: true, abbreviation: "CEST")
      ])
    #expect(zone.abbreviation(at: end) == "CET")
    #expect(!zone.isDaylightSaving(at: end))
  }

  @Test(arguments: [Int64.min, Int64.min + 1, -1, 0, 1, Int64.max - 1, Int64.max])
  func `no moment is too far for a zone`(milliseconds: Int64) throws {
    let zone = try Zone(identifier: "Europe/Madrid")
    let moment = Moment(milliseconds: milliseconds)
    #expect((-900...7200).contains(zone.offsetSeconds(at: moment)))
    #expect(!moment.rfc3339(in: zone).isEmpty)
    #expect(!zone.civil(at: moment).description.isEmpty)
  }

  @Test func `both ends of the calendar have moments`() throws {
    let zone = try Zone(identifier: "Europe/Madrid")
    #expect(zone.civil(at: zone.startOfDay(.first)).date == .first)
    #expect(zone.civil(at: zone.moment(of: .last, at: .midnight)).date == .last)
  }

  @Test(arguments: [
    "", "/etc/passwd", "../passwd", "Europe/../../passwd", "Europe//Madrid", "Europe/", ".",
    "Europe/Madrid\0", "Ñ", String(repeating: "a", count: 65),
  ])
  func `a name that could leave the database is refused`(name: String) {
    #expect(throws: ZoneError.badIdentifier) { try Zone(identifier: name) }
  }

  @Test(arguments: ["Europe/Atlantis", "Europe", "Europe/Madrid/North"])
  func `a zone that isn't there is unknown`(name: String) {
    #expect(throws: ZoneError.unknown(name, directory: "/usr/share/zoneinfo")) {
      try Zone(identifier: name)
    }
  }
}

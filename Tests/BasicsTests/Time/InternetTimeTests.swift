import Testing

@testable import Basics

@Suite struct InternetTimes {
  static let inOrder: [(String, Int64)] = [
    ("1970-01-01T00:00:00Z", 0), ("1985-04-12T23:20:50.52Z", 482_196_050_520),
    ("1996-12-19T16:39:57-08:00", 851_042_397_000),
    ("2026-11-23T20:00:00+01:00", 1_795_460_400_000),
    ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130),
    ("2024-02-29t00:00:00z", 1_709_164_800_000),
    ("2026-11-23T20:00:00.1234567890+01:00", 1_795_460_400_123),
    ("2026-11-23T20:00:00.9-00:00", 1_795_464_000_900),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ]

  @Test(arguments: inOrder)
  func `a moment is read`(text: String, milliseconds: Int64) {
    #expect(Moment(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026-11-23", "2026-11-23T20:00:00", "2026-11-23T20:00Z", "2026-11-23 20:00:00Z",
    "2026-11-23T24:00:00Z", "2026-11-23T23:60:00Z", "2016-12-31T23:59:60Z", "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "0000-01-01T00:00:00Z", "2026-11-23T20:00:00.Z",
    "2026-11-23T20:00:00,5Z", "2026-11-23T20:00:00+1:00", "2026-11-23T20:00:00+0100",
    "2026-11-23T20:00:00+24:00", "2026-11-23T20:00:00+01:60", "2026-11-23T20:00:00Z ",
    " 2026-11-23T20:00:00Z", "2026-11-23T20:00:00ZZ", "20261123T200000Z", "+2026-11-23T20:00:00Z",
    "2026-11-23T20:00:00−01:00", "２026-11-23T20:00:00Z", "2026-11-23T20:00:0aZ",
    "2026-11-23T20:00:00." + String(repeating: "1", count: 50) + "Z",
  ])
  func `what is no moment is refused`(text: String) {
    #expect(Moment(rfc3339: text) == nil)
  }

  static let written: [(Int64, String)] = [
    (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (1_795_460_400_050, "2026-11-23T19:00:00.050Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
  ]

  @Test(arguments: written)
  func `a moment is written in UTC`(milliseconds: Int64, text: String) {
    #expect(Moment(milliseconds: milliseconds).rfc3339UTC == text)
  }

  static let onClocks: [(String, Int64, String)] = [
    ("Europe/Madrid", 1_795_460_400_000, "2026-11-23T20:00:00+01:00"),
    ("America/New_York", 1_795_460_400_000, "2026-11-23T14:00:00-05:00"),
    ("Asia/Kathmandu", 1_795_460_400_001, "2026-11-24T00:45:00.001+05:45"),
    // Madrid's mean time was 14 minutes and 44 seconds behind; the form has no seconds.
    ("Europe/Madrid", -2_524_521_600_000, "1889-12-31T23:46:00-00:14"),
  ]

  @Test(arguments: onClocks)
  func `a moment is written on a zone's clock`(
    name: String, milliseconds: Int64, text: String
  ) throws {
    let zone = try Zone(identifier: name)
    let moment = Moment(milliseconds: milliseconds)
    #expect(Moment(rfc3339: moment.rfc3339(in: zone)) == moment)
    #expect(moment.rfc3339(in: zone) == text)
  }

  @Test func `what is written is read back`() throws {
    var generator = SeededGenerator(seed: 1)
    let zone = try Zone(identifier: "Atlantic/Canary")
    for _ in 0..<2000 {
      let value = generator.integer(in: -62_000_000_000_000...253_000_000_000_000)
      let moment = Moment(milliseconds: Int64(value))
      #expect(Moment(rfc3339: moment.rfc3339UTC) == moment)
      #expect(Moment(rfc3339: moment.rfc3339(in: zone)) == moment)
    }
  }
}

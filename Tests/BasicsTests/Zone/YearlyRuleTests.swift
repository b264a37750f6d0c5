import Testing

@testable import Basics

@Suite struct YearlyRules {
  @Test(arguments: [
    ("CET-1CEST,M3.5.0,M10.5.0/3", 2026, "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"),
    // Dublin's summer is its standard time: "daylight saving" is the winter, an hour less.
    ("IST-1GMT0,M10.5.0,M3.5.0/1", 2026, "2026-10-25T01:00:00Z", "2026-03-29T01:00:00Z"),
    ("EST5EDT,M3.2.0,M11.1.0", 2026, "2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"),
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2026, "2026-10-03T15:30:00Z", "2026-04-04T15:00:00Z"),
    // Jn never counts 29 February, n does.
    ("AAA0BBB,J60/0,J365/23", 2024, "2024-03-01T00:00:00Z", "2024-12-31T22:00:00Z"),
    ("AAA0BBB,59/0,365/23", 2024, "2024-02-29T00:00:00Z", "2024-12-31T22:00:00Z"),
    // Hours beyond a day, before and after (RFC 9636, 3.3.1).
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2026, "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"),
    ("IST-2IDT,M3.4.4/26,M10.5.0", 2026, "2026-03-27T00:00:00Z", "2026-10-24T23:00:00Z"),
  ])
  func `a year's changes are found`(text: String, year: Int, start: String, end: String) throws {
    let rule = try #require(YearlyRule(parsing: Array(text.utf8)))
    let change = try #require(rule.daylight)
    let starts = change.start.second(in: year) - Int64(rule.standard.offset)
    let ends = change.end.second(in: year) - Int64(change.time.offset)
    #expect(Moment(seconds: starts).rfc3339UTC == start)
    #expect(Moment(seconds: ends).rfc3339UTC == end)
  }

  @Test func `daylight saving time all year has no standard time between the years`() throws {
    let rule = try #require(YearlyRule(parsing: Array("EST3EDT4,0/0,J365/23".utf8)))
    let newYear = try #require(Moment(rfc3339: "2150-01-01T03:00:00Z")).seconds
    for second in newYear - 2...newYear + 2 {
      #expect(rule.period(at: second).type.abbreviation == "EDT")
    }
  }

  @Test func `a rule without daylight saving time is the same all year`() throws {
    let rule = try #require(YearlyRule(parsing: Array("<+0545>-5:45".utf8)))
    #expect(rule.period(at: 0).type.offset == 20_700)
    #expect(rule.period(at: 0).end == nil)
  }

  @Test(arguments: [
    "", "CE-1", "CET", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
    "CET-1CEST,J0,J365", "CET-1CEST,0,366", "CET-1CEST,M3.5.0,M10.5.0/168", "<+03-3",
    "CET-1CEST,M3.5.0,M10.5.0 ", "CET-1:60", "1ET-1",
  ])
  func `a rule that breaks the form is refused`(text: String) {
    #expect(YearlyRule(parsing: Array(text.utf8)) == nil)
  }
}

import Testing

@testable import Basics

@Suite struct HTTPDates {
  static let now = Moment(seconds: 1_795_460_400)

  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
  ])
  func `the three forms mean the same moment`(text: String) {
    #expect(Moment(httpDate: text, now: Self.now) == Moment(seconds: 784_111_777))
  }

  @Test(arguments: [
    ("Monday, 23-Nov-26 19:00:00 GMT", "2026-11-23T19:00:00Z"),
    ("Monday, 23-Nov-76 19:00:00 GMT", "2076-11-23T19:00:00Z"),
    ("Wednesday, 23-Nov-77 19:00:00 GMT", "1977-11-23T19:00:00Z"),
  ])
  func `a two-digit year is at most fifty years ahead`(text: String, moment: String) {
    #expect(Moment(httpDate: text, now: Self.now)?.rfc3339UTC == moment)
  }

  @Test func `a date is written and read back`() {
    #expect(Moment(seconds: 784_111_777).httpDate == "Sun, 06 Nov 1994 08:49:37 GMT")
    for day in 0..<400 {
      let moment = Moment(seconds: 1_795_460_400 + Int64(day) * 86_399)
      #expect(Moment(httpDate: moment.httpDate) == moment)
    }
  }

  @Test(arguments: [
    "", "Sun", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
    "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
    "sun, 06 nov 1994 08:49:37 GMT",
    "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:49:60 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT ", "Sunday, 06-Nov-1994 08:49:37 GMT", "Sun Nov 6 08:49:37 1994",
    "Monday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z", "Sun,06 Nov 1994 08:49:37 GMT0",
  ])
  func `what is no date is refused`(text: String) {
    #expect(Moment(httpDate: text, now: Self.now) == nil)
  }
}

import Testing
import Ticketing

@Suite struct OpenIntervalTests {
  @Test(arguments: [
    ("08:00-20:00", ["08:00-20:00"]), ("08:00-14:00 16:00-20:00", ["08:00-14:00", "16:00-20:00"]),
    ("08:00-14:00,14:00-20:00", ["08:00-14:00", "14:00-20:00"]),
    ("00:00-24:00", ["00:00-24:00"]), ("", []), ("  ", []),
  ])
  func `a day's intervals are read in order`(text: String, intervals: [String]) {
    #expect(OpenInterval.day(text)?.map(\.description) == intervals)
  }

  @Test(arguments: [
    "20:00-08:00", "08:00-08:00", "08:00", "08:00-", "8-20", "08:00-25:00", "24:00-24:00",
    "08:00-14:00 13:30-20:00", "16:00-20:00 08:00-14:00", "08:00-14:00-20:00", "tancat",
  ])
  func `what overlaps, runs backwards or can't be read is refused`(text: String) {
    #expect(OpenInterval.day(text) == nil)
  }
}

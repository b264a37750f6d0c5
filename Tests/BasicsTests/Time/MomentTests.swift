import Testing

@testable import Basics

@Suite struct Moments {
  static let floors: [(Int64, Int64)] = [
    (1_999, 1), (1_000, 1), (999, 0), (0, 0), (-1, -1), (-1_000, -1), (-1_001, -2),
    (Int64.max, 9_223_372_036_854_775), (Int64.min, -9_223_372_036_854_776),
  ]

  @Test(arguments: floors)
  func `seconds are rounded towards the past`(milliseconds: Int64, seconds: Int64) {
    #expect(Moment(milliseconds: milliseconds).seconds == seconds)
  }

  @Test func `seconds beyond the range stop at its ends`() {
    #expect(Moment(seconds: .max).milliseconds == .max)
    #expect(Moment(seconds: .min).milliseconds == .min)
  }

  static let durations: [(Duration, Int64)] = [
    (Duration.seconds(1), 1_000), (.milliseconds(-1), -1), (.microseconds(999), 0),
    (.microseconds(-1), -1), (.microseconds(-1000), -1), (.microseconds(-1001), -2),
    (.seconds(302_231), 302_231_000), (.seconds(302_232), 302_232_000),
    (.seconds(-302_231), -302_231_000), (.seconds(-302_240), -302_240_000),
    (.seconds(-302_240) - .nanoseconds(1), -302_240_001),
    (.seconds(31_622_400_000), 31_622_400_000_000), (.seconds(Int64.max), Int64.max),
    (.seconds(Int64.min), Int64.min),
  ]

  @Test(arguments: durations)
  func `a duration's milliseconds are rounded towards the past`(duration: Duration, count: Int64) {
    #expect(duration.milliseconds == count)
  }

  @Test func `adding and subtracting a duration undo each other`() {
    let moment = Moment(milliseconds: 1_795_460_400_123)
    let span = Duration.milliseconds(86_400_001)
    #expect((moment + span).milliseconds == 1_795_546_800_124)
    #expect(moment + span - span == moment)
    #expect(moment + span - moment == span)
  }

  @Test func `arithmetic stops at the ends of the range`() {
    let last = Moment(milliseconds: .max)
    let first = Moment(milliseconds: .min)
    #expect(last + .seconds(1) == last)
    #expect(first - .seconds(1) == first)
    #expect(first + .seconds(-1) == first)
    #expect(last - .seconds(-1) == last)
    #expect(last - first > .zero)
  }

  @Test func `the clock is between this program's making and its calendar's end`() throws {
    #expect(Moment.now() > Moment(seconds: 1_700_000_000))
    #expect(Moment.now() < Moment(seconds: 253_402_300_800))
  }
}

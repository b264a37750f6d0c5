import Basics
import Support
import Testing
import Ticketing

@Suite struct OpeningHoursTests {
  private func hours(_ intervals: String, _ exceptions: [CivilDate: String] = [:]) -> OpeningHours {
    NamedCouncils.council(intervals: intervals, exceptions: exceptions).hours
  }

  @Test(
    arguments: [
      ("2026-11-23T08:00:00+01:00", DeskStatus.open(until: "2026-11-23T20:00:00+01:00")),
      ("2026-11-23T19:59:59+01:00", .open(until: "2026-11-23T20:00:00+01:00")),
      ("2026-11-23T20:00:00+01:00", .closed(opens: "2026-11-24T08:00:00+01:00")),
      ("2026-11-23T07:59:59+01:00", .closed(opens: "2026-11-23T08:00:00+01:00")),
      ("2026-11-27T20:00:00+01:00", .closed(opens: "2026-11-30T08:00:00+01:00")),
      ("2026-11-28T12:00:00+01:00", .closed(opens: "2026-11-30T08:00:00+01:00")),
    ] as [(Moment, DeskStatus)])
  func `opening includes its first moment and excludes its last`(
    moment: Moment, status: DeskStatus
  ) {
    #expect(hours("08:00-20:00").status(at: moment) == status)
  }

  @Test(
    arguments: [
      ("2026-11-23T13:59:00+01:00", DeskStatus.open(until: "2026-11-23T14:00:00+01:00")),
      ("2026-11-23T14:00:00+01:00", .closed(opens: "2026-11-23T16:00:00+01:00")),
      ("2026-11-23T16:00:00+01:00", .open(until: "2026-11-23T19:00:00+01:00")),
    ] as [(Moment, DeskStatus)])
  func `a split day closes at noon and opens again`(moment: Moment, status: DeskStatus) {
    #expect(hours("08:00-14:00 16:00-19:00").status(at: moment) == status)
  }

  @Test func `intervals that touch are one opening`() {
    let status = hours("08:00-14:00 14:00-20:00").status(at: "2026-11-23T09:00:00+01:00")
    #expect(status == .open(until: "2026-11-23T20:00:00+01:00"))
  }

  @Test func `24h joins the midnight after it`() {
    let night = OpeningHours(
      zone: .madrid,
      weekly: [
        .monday: OpenInterval.day("20:00-24:00") ?? [],
        .tuesday: OpenInterval.day("00:00-06:00") ?? [],
      ]
    )
    let end: Moment = "2026-11-24T06:00:00+01:00"
    #expect(night.status(at: "2026-11-23T23:59:59+01:00") == .open(until: end))
    #expect(night.status(at: "2026-11-24T00:00:00+01:00") == .open(until: end))
    #expect(night.status(at: end) == .closed(opens: "2026-11-30T20:00:00+01:00"))
  }

  @Test func `a desk that closes at 24h and opens in the morning is closed at midnight`() {
    let late = hours("08:00-24:00")
    #expect(
      late.status(at: "2026-11-23T23:00:00+01:00") == .open(until: "2026-11-24T00:00:00+01:00"))
    #expect(
      late.status(at: "2026-11-24T00:00:00+01:00") == .closed(opens: "2026-11-24T08:00:00+01:00"))
  }

  @Test(
    arguments: [
      ("2026-12-24T14:59:00+01:00", DeskStatus.open(until: "2026-12-24T15:00:00+01:00")),
      ("2026-12-24T15:00:00+01:00", .closed(opens: "2026-12-28T08:00:00+01:00")),
      ("2026-12-25T10:00:00+01:00", .closed(opens: "2026-12-28T08:00:00+01:00")),
    ] as [(Moment, DeskStatus)])
  func `a date with other hours counts instead of its weekday`(
    moment: Moment, status: DeskStatus
  ) {
    let christmas = hours("08:00-20:00", ["2026-12-24": "08:00-15:00", "2026-12-25": ""])
    #expect(christmas.status(at: moment) == status)
  }

  @Test func `a date can open although its weekday is closed`() {
    let saturday = hours("08:00-20:00", ["2026-11-28": "10:00-12:00"])
    let friday: Moment = "2026-11-27T21:00:00+01:00"
    #expect(saturday.status(at: friday) == .closed(opens: "2026-11-28T10:00:00+01:00"))
  }

  @Test(
    arguments: [
      ("2026-03-28T12:00:00+01:00", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"),
      ("2026-10-24T12:00:00+02:00", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"),
    ] as [(Moment, Moment, Moment)])
  func `a clock change leaves no gap in a desk that never closes`(
    before: Moment, start: Moment, end: Moment
  ) {
    let always = OpeningHours(
      zone: .madrid,
      weekly: [.sunday: OpenInterval.day("00:00-24:00") ?? []]
    )
    #expect(always.status(at: before) == .closed(opens: start))
    #expect(always.status(at: start) == .open(until: end))
    #expect(always.status(at: end - .seconds(1)) == .open(until: end))
  }

  @Test(
    arguments: [
      ("2026-03-29", 23 * 3600), ("2026-10-25", 25 * 3600), ("2026-11-22", 24 * 3600),
    ] as [(CivilDate, Int)])
  func `a whole day has the seconds that its clock has`(date: CivilDate, seconds: Int) {
    let always = OpeningHours(
      zone: .madrid,
      weekly: [.sunday: OpenInterval.day("00:00-24:00") ?? []]
    )
    let open = always.spans(on: date).map { $0.upperBound.seconds - $0.lowerBound.seconds }
    #expect(open == [Int64(seconds)])
  }

  @Test(arguments: ["2026-03-29", "2026-10-25"] as [CivilDate])
  func `the desk opens at 8 by the wall on the day of a clock change`(date: CivilDate) {
    let sundays = OpeningHours(
      zone: .madrid,
      weekly: [.sunday: OpenInterval.day("08:00-20:00") ?? []]
    )
    let spans = sundays.spans(on: date)
    #expect(spans.map { Zone.madrid.civil(at: $0.lowerBound).hour } == [8])
    #expect(spans.map { $0.upperBound.seconds - $0.lowerBound.seconds } == [12 * 3600])
  }

  @Test func `an interval that the clock skips is no opening`() {
    let skipped = OpeningHours(
      zone: .madrid,
      weekly: [.sunday: OpenInterval.day("02:15-02:45") ?? []]
    )
    let spans = skipped.spans(on: "2026-03-29")
    #expect(spans.allSatisfy { !$0.isEmpty })
    #expect(spans.allSatisfy { $0.upperBound.seconds - $0.lowerBound.seconds <= 30 * 60 })
  }

  @Test func `a desk that never opens says so and doesn't search for ever`() {
    let never = OpeningHours(zone: .madrid, weekly: [:])
    #expect(never.status(at: "2026-11-23T12:00:00+01:00") == .closed(opens: nil))
    #expect(never.nextOpen(from: "2026-11-23T12:00:00+01:00") == nil)
  }

  @Test func `a desk that never closes is open for as long as anybody looks`() {
    let always = OpeningHours(
      zone: .madrid,
      weekly: Dictionary(
        uniqueKeysWithValues: Weekday.allCases.map { ($0, OpenInterval.day("00:00-24:00") ?? []) }
      )
    )
    guard case .open(let until) = always.status(at: "2026-11-23T12:00:00+01:00") else {
      Issue.record("It is closed.")
      return
    }
    #expect(until > "2027-11-20T00:00:00+01:00")
  }

  @Test(
    arguments: [
      ("2026-11-23T10:00:00+01:00", "2026-11-23T10:00:00+01:00"),
      ("2026-11-23T21:00:00+01:00", "2026-11-24T08:00:00+01:00"),
    ] as [(Moment, Moment)])
  func `the next open moment is now, or when the desk opens`(from: Moment, next: Moment) {
    #expect(hours("08:00-20:00").nextOpen(from: from) == next)
  }
}

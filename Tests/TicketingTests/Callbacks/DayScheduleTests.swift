import Basics
import Support
import Testing
import Ticketing

@Suite struct DayScheduleTests {
  private func schedule(
    _ date: CivilDate, _ intervals: String = "08:00-20:00",
    _ exceptions: [CivilDate: String] = [:]
  ) -> DaySchedule {
    DaySchedule(
      date, hours: NamedCouncils.council(intervals: intervals, exceptions: exceptions).hours)
  }

  private func names(_ windows: [Window]) -> [String] {
    windows.map { window in
      "\(window.kind.rawValue) \(Zone.madrid.civil(at: window.start).time)"
        + "-\(Zone.madrid.civil(at: window.end).time)"
    }
  }

  @Test func `a day from 8 to 20 has a morning, an afternoon and twenty-four half-hours`() {
    let day = schedule("2026-11-23")
    #expect(names(day.halves) == ["morning 08:00-14:00", "afternoon 14:00-20:00"])
    #expect(day.slots.count == 24)
  }

  @Test func `a day shortened to 8 to 15 has an afternoon of an hour`() {
    let day = schedule("2026-12-24", "08:00-20:00", ["2026-12-24": "08:00-15:00"])
    #expect(names(day.halves) == ["morning 08:00-14:00", "afternoon 14:00-15:00"])
  }

  @Test func `a day that ends at 14 has no afternoon`() {
    #expect(names(schedule("2026-11-23", "09:00-14:00").halves) == ["morning 09:00-14:00"])
  }

  @Test func `a split day's halves span the break but its slots don't`() {
    let day = schedule("2026-11-23", "09:00-12:00 13:00-13:30 16:00-18:00")
    #expect(names(day.halves) == ["morning 09:00-13:30", "afternoon 16:00-18:00"])
    #expect(day.slots.count == 6 + 1 + 4)
  }

  @Test func `minutes that make no half-hour are not promised`() {
    let day = schedule("2026-11-23", "08:00-09:50")
    #expect(names(day.halves) == ["morning 08:00-09:30"])
    #expect(schedule("2026-11-23", "08:00-08:20").windows.isEmpty)
  }

  @Test func `a closed day has no windows`() {
    #expect(schedule("2026-11-28").windows.isEmpty)
    #expect(schedule("2026-11-28").soon(at: "2026-11-28T09:00:00+01:00") == nil)
  }

  @Test(
    arguments: [
      ("2026-11-23T09:10:00+01:00", "soon 09:10-11:30"),
      ("2026-11-23T09:00:00+01:00", "soon 09:00-11:00"),
      ("2026-11-23T06:00:00+01:00", "soon 08:00-10:00"),
      ("2026-11-23T18:40:00+01:00", "soon 18:40-20:00"),
    ] as [(Moment, String)])
  func `as soon as possible is from now for two hours of calls`(now: Moment, window: String) {
    #expect(names([schedule("2026-11-23").soon(at: now)].compactMap(\.self)) == [window])
  }

  @Test func `as soon as possible doesn't reach over a break`() {
    let day = schedule("2026-11-23", "08:00-14:00 16:00-19:00")
    let late = day.soon(at: "2026-11-23T13:10:00+01:00")
    #expect(names([late].compactMap(\.self)) == ["soon 13:10-14:00"])
    let atBreak = day.soon(at: "2026-11-23T14:30:00+01:00")
    #expect(names([atBreak].compactMap(\.self)) == ["soon 16:00-18:00"])
  }

  @Test func `there is no soon when the last half-hour has begun`() {
    #expect(schedule("2026-11-23").soon(at: "2026-11-23T19:30:01+01:00") == nil)
  }

  @Test func `an hour that the clock shows twice gives each name once`() {
    let always = OpeningHours(
      zone: .madrid,
      weekly: [.sunday: OpenInterval.day("00:00-24:00") ?? []]
    )
    let day = DaySchedule("2026-10-25", hours: always)
    let names = day.windows.map { $0.id(in: .madrid) }
    #expect(day.slots.count == 50)
    #expect(Set(names).count == names.count)
    #expect(names.count == 50)  // two halves, and 48 half-hours by the clock
  }

  @Test func `the half-hours that the clock skips are not promised`() {
    let always = OpeningHours(
      zone: .madrid,
      weekly: [.sunday: OpenInterval.day("00:00-24:00") ?? []]
    )
    let day = DaySchedule("2026-03-29", hours: always)
    #expect(day.slots.count == 46)
    #expect(!day.windows.contains { $0.id(in: .madrid) == "2026-03-29-0200" })
  }
}

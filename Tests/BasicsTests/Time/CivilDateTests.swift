import Testing

@testable import Basics

@Suite struct CivilDates {
  @Test func `every day from 0001 to 9999 follows the one before`() {
    var (year, month, day) = (1, 1, 1)
    var weekday = 0
    for number in CivilDate.first.dayNumber...CivilDate.last.dayNumber {
      let date = CivilDate(dayNumber: number)
      guard date.year == year, date.month == month, date.day == day, date.dayNumber == number,
        date.weekday.rawValue == weekday % 7 + 1
      else {
        Issue.record("\(date) is not \(year)-\(month)-\(day)")
        return
      }
      weekday += 1
      day += 1
      if CivilDate(year: year, month: month, day: day) == nil {
        day = 1
        month = month % 12 + 1
        year += month == 1 ? 1 : 0
      }
    }
    #expect((year, month, day) == (10_000, 1, 1))
  }

  @Test(arguments: [
    (1900, 28), (2000, 29), (2023, 28), (2024, 29), (2100, 28), (2400, 29),
  ])
  func `February has its leap day`(year: Int, days: Int) throws {
    let month = try #require(CivilMonth(year: year, month: 2))
    #expect(month.dayCount == days)
    #expect(month.last.next == CivilDate(year: year, month: 3, day: 1))
  }

  @Test(arguments: [
    (0, 1, 1), (10_000, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 4, 31),
    (2026, 2, 29), (Int.min, 1, 1), (2026, 1, Int.max),
  ])
  func `a day that doesn't exist is no date`(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: ["2026-11-23", "0001-01-01", "9999-12-31", "2024-02-29"])
  func `a date is read and written alike`(text: String) {
    #expect(CivilDate(text)?.description == text)
  }

  @Test(arguments: [
    "", "2026-11-3", "2026-11-031", "26-11-23", "2026/11/23", "2026-02-29", "0000-01-01",
    " 2026-11-23", "2026-11-23 ", "-026-11-23", "2026-1a-23", "20261123", "２026-1-1",
  ])
  func `what is no date is refused`(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test func `dates are reckoned in days`() throws {
    let date = try #require(CivilDate("2026-12-31"))
    #expect(date.next.description == "2027-01-01")
    #expect(date.previous.description == "2026-12-30")
    #expect(date.adding(days: -365).description == "2025-12-31")
    #expect(date.weekday == .thursday)
    #expect(date < date.next)
  }

  @Test func `the calendar's ends are not passed`() {
    #expect(CivilDate.last.next == .last)
    #expect(CivilDate.first.previous == .first)
    #expect(CivilDate.last.adding(days: .max) == .last)
    #expect(CivilDate.first.adding(days: .min) == .first)
    #expect(CivilDate(dayNumber: .max) == .last)
  }
}

@Suite struct CivilMonths {
  @Test func `months are reckoned across years`() throws {
    let month = try #require(CivilMonth("2026-11"))
    #expect(month.next.next.description == "2027-01")
    #expect(month.adding(months: -11).description == "2025-12")
    #expect(month.adding(months: 0) == month)
    #expect(month.days.count == 30)
    #expect(month.days.first == month.first && month.days.last == month.last)
    #expect(month.last.civilMonth == month)
    #expect(month.adding(months: .max).description == "9999-12")
    #expect(month.adding(months: .min).description == "0001-01")
  }

  @Test(arguments: ["", "2026-13", "2026-00", "2026-1", "0000-01", "2026-011", "2026/01"])
  func `what is no month is refused`(text: String) {
    #expect(CivilMonth(text) == nil)
  }
}

@Suite struct CivilTimes {
  @Test(arguments: [
    ("00:00", 0, "00:00"), ("24:00", 86_400, "24:00"), ("08:05", 29_100, "08:05"),
    ("23:59:59", 86_399, "23:59:59"), ("10:00:00", 36_000, "10:00"),
  ])
  func `a time is read and written`(text: String, second: Int, written: String) {
    #expect(CivilTime(text)?.secondOfDay == second)
    #expect(CivilTime(text)?.description == written)
  }

  @Test(arguments: [
    "", "8:00", "24:01", "24:00:01", "25:00", "12:60", "12:00:60", "12-00", "12:00:0", "12:00 ",
    "-1:00", "1200",
  ])
  func `what is no time is refused`(text: String) {
    #expect(CivilTime(text) == nil)
  }

  @Test func `a time has its parts`() throws {
    let time = try #require(CivilTime(hour: 19, minute: 45, second: 30))
    #expect((time.hour, time.minute, time.second) == (19, 45, 30))
    #expect(CivilTime(secondOfDay: 86_401) == nil)
    #expect(CivilTime(secondOfDay: -1) == nil)
    #expect(CivilTime.midnight < time && time < .endOfDay)
  }
}

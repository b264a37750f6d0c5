import Basics
import Testing
import Ticketing

@testable import Commands

@Suite struct WeeklyHoursTests {
  @Test(arguments: [
    ["mon-fri 08:00-20:00"], ["mon-thu 09:00-14:00 16:00-19:00", "fri 09:00-14:00"],
    ["mon,wed,sat 10:00-24:00"], ["sun 00:00-24:00"],
  ])
  func `a week is written as it was read`(_ texts: [String]) throws {
    #expect(WeeklyHours.lines(try WeeklyHours.read(texts)) == texts)
  }

  @Test func `days that nobody names are closed`() throws {
    let weekly = try WeeklyHours.read(["mon 09:00-10:00"])
    #expect(weekly.count == 1 && weekly[.monday]?.count == 1)
  }

  @Test(arguments: [
    "", "mon", "08:00-20:00", "mon-fri", "lun 08:00-20:00", "fri-mon 08:00-20:00",
    "mon 20:00-08:00", "mon 08:00-12:00 11:00-13:00", "mon-wed-fri 08:00-20:00", "mon, 08:00-09:00",
    "mon 8-20", "mon,mon 08:00-20:00",
  ])
  func `hours that can't be are refused`(_ text: String) {
    #expect(throws: UsageError.self) { try WeeklyHours.read([text]) }
  }

  @Test func `a day named twice is refused`() {
    let error = #expect(throws: UsageError.self) {
      try WeeklyHours.read(["mon-fri 08:00-20:00", "fri 08:00-15:00"])
    }
    #expect(error.map { "\($0)".contains("each day once") } == true)
  }
}

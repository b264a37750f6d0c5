import Basics
import Support
import Testing
import Ticketing

@Suite struct CodeGuardTests {
  private let start: Moment = "2026-11-23T09:10:00+01:00"

  @Test func `an address has five tries a minute and then waits`() {
    var doors = CodeGuard()
    for _ in 0..<5 { #expect(doors.admit("a", at: start) == .admitted) }
    #expect(doors.admit("a", at: start) == .refused(retryAfterSeconds: 60))
    #expect(doors.admit("b", at: start) == .admitted)
    #expect(doors.admit("a", at: start + .seconds(59)) == .refused(retryAfterSeconds: 1))
    #expect(doors.admit("a", at: start + .seconds(60)) == .admitted)
  }

  @Test func `the wait grows with the misses`() {
    var doors = CodeGuard()
    var waits: [Int] = []
    var now = start
    for _ in 0..<3 {
      for _ in 0..<5 {
        #expect(doors.admit("a", at: now) == .admitted)
        _ = doors.miss("a", at: now)
      }
      guard case .refused(let seconds) = doors.admit("a", at: now) else { continue }
      waits.append(seconds)
      now = now + .seconds(seconds)
    }
    #expect(waits == [120, 240, 480])
  }

  @Test func `a citizen who got it right is not held up any more`() {
    var doors = CodeGuard()
    for _ in 0..<5 { _ = doors.admit("a", at: start) }
    doors.hit("a")
    #expect(doors.admit("a", at: start) == .admitted)
  }

  @Test func `the hundredth miss in a minute sounds the alarm, once`() {
    var doors = CodeGuard()
    var alarms = 0
    for number in 0..<150 {
      _ = doors.admit("\(number)", at: start)
      if doors.miss("\(number)", at: start) { alarms += 1 }
    }
    #expect(alarms == 1 && doors.isAlarmed)
  }

  @Test func `in alarm those who missed wait while newcomers come in`() {
    var doors = CodeGuard()
    for number in 0..<100 {
      _ = doors.admit("\(number)", at: start)
      _ = doors.miss("\(number)", at: start)
    }
    #expect(doors.admit("7", at: start) == .refused(retryAfterSeconds: 60))
    #expect(doors.admit("somebody else", at: start) == .admitted)
  }

  @Test func `a hundred thousand addresses cost no more memory than ten thousand`() {
    var doors = CodeGuard()
    for number in 0..<100_000 {
      _ = doors.admit("\(number)", at: start + .milliseconds(number * 100))
    }
    #expect(doors.admit("a", at: start + .seconds(20_000)) == .admitted)
  }

  @Test func `however many addresses try, the service lets a thousand through in a minute`() {
    var doors = CodeGuard()
    let admitted = (0..<5_000).count { doors.admit("\($0)", at: start) == .admitted }
    #expect(admitted == CodeGuard.serviceTriesPerMinute)
    #expect(doors.counts.refusals == 4_000)
    #expect(doors.admit("somebody else", at: start + .seconds(60)) == .admitted)
  }

  @Test func `an alarm is counted, with its hour`() {
    var doors = CodeGuard()
    for number in 0..<100 {
      _ = doors.admit("\(number)", at: start)
      _ = doors.miss("\(number)", at: start)
    }
    #expect(doors.alarmedAt == start && doors.counts.alarms == 1 && doors.counts.misses == 100)
  }
}

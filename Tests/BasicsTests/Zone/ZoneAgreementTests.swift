import Testing

@testable import Basics

/// Our reading of the system's zone files against another reader's of the same files.
@Suite struct ZoneAgreement {
  static let zones = [
    "Europe/Madrid", "Atlantic/Canary", "Africa/Casablanca", "America/Sao_Paulo", "Asia/Tehran",
    "Australia/Lord_Howe", "Pacific/Apia", "Europe/Dublin", "America/New_York",
    "Antarctica/Troll",
  ]
  static let first = Moment(seconds: 0)
  static let end = Moment(seconds: 2_240_524_800)

  @Test(arguments: zones)
  func `every six hours from 1970 to 2040 both say the same offset`(name: String) async throws {
    let zone = try Zone(identifier: name)
    let seconds = Array(stride(from: Self.first.seconds, to: Self.end.seconds, by: 21_600))
    let ours = seconds.map { zone.offsetSeconds(at: Moment(seconds: $0)) }
    let theirs = try await OtherReader.offsets(of: name, at: seconds)
    let differing = zip(seconds, zip(ours, theirs)).filter { $1.0 != $1.1 }.map(\.0)
    #expect(ours.count == theirs.count)
    #expect(differing == [])
  }

  @Test(arguments: zones)
  func `one second before and after each change both say the same offset`(name: String) async throws
  {
    let zone = try Zone(identifier: name)
    let changes = zone.transitions(from: Self.first, to: Self.end)
    #expect(!changes.isEmpty)
    let seconds = changes.flatMap { $0.moment.seconds - 1...$0.moment.seconds + 1 }
    let ours = seconds.map { zone.offsetSeconds(at: Moment(seconds: $0)) }
    #expect(ours == (try await OtherReader.offsets(of: name, at: seconds)))
  }

  @Test(arguments: zones)
  func `a wall reading leads back to its moment, or to the earlier of two`(name: String) throws {
    let zone = try Zone(identifier: name)
    var samples = stride(from: Self.first.seconds, to: Self.end.seconds, by: 21_600 * 3 + 1).map(
      \.self)
    for change in zone.transitions(from: Self.first, to: Self.end) {
      samples += change.moment.seconds - 1...change.moment.seconds + 1
      samples += stride(
        from: change.moment.seconds - 7200, to: change.moment.seconds + 7200, by: 600)
    }
    for second in samples {
      let moment = Moment(seconds: second)
      let reading = zone.civil(at: moment)
      let back = zone.moment(of: reading.date, at: reading.time)
      guard back != moment else { continue }
      #expect(back < moment && zone.civil(at: back) == reading, "\(name) \(second)")
    }
  }

  @Test(arguments: zones)
  func `days follow each other without hole or overlap`(name: String) throws {
    let zone = try Zone(identifier: name)
    var date = CivilDate(dayNumber: 0)
    let last = CivilDate(dayNumber: 25_567)
    while date < last {
      let start = zone.startOfDay(date)
      #expect(zone.endOfDay(date) == zone.startOfDay(date.next))
      #expect(start <= zone.endOfDay(date))
      if start < zone.endOfDay(date) {
        #expect(zone.date(at: start) == date)
        #expect(zone.date(at: Moment(milliseconds: start.milliseconds - 1)) < date)
      }
      date = date.next
    }
  }
}

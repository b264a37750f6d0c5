import Testing

@testable import Basics

@Suite struct ZoneFiles {
  @Test func `a version 1 file has no rule after its table`() throws {
    let zone = try Zone(identifier: "Test", tzif: block(version: 0, timeSize: 4))
    #expect(zone.offsetSeconds(at: Moment(seconds: 99)) == 3600)
    #expect(zone.offsetSeconds(at: Moment(seconds: 100)) == 7200)
    #expect(zone.offsetSeconds(at: Moment(seconds: 4_000_000_000)) == 7200)
  }

  @Test(arguments: [UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4")])
  func `a later version goes on with its footer`(version: UInt8) throws {
    let footer = "AAA-1ABC,M10.1.0,M4.1.0"
    let zone = try Zone(identifier: "Test", tzif: file(version: version, footer: footer))
    #expect(zone.offsetSeconds(at: Moment(seconds: 99)) == 3600)
    #expect(zone.offsetSeconds(at: Moment(seconds: 100)) == 7200)
    #expect(zone.offsetSeconds(at: Moment(seconds: 13_000_000)) == 3600)
    #expect(zone.offsetSeconds(at: Moment(seconds: 26_000_000)) == 7200)
  }

  @Test func `an empty footer leaves the last time in force`() throws {
    let zone = try Zone(identifier: "Test", tzif: file(version: UInt8(ascii: "2"), footer: ""))
    #expect(zone.offsetSeconds(at: Moment(seconds: 4_000_000_000)) == 7200)
  }

  @Test func `a file cut anywhere is refused and never traps`() {
    let whole = file(version: UInt8(ascii: "2"), footer: "CET-1CEST,M3.5.0,M10.5.0/3")
    for count in 0..<whole.count {
      #expect(throws: ZoneError.self) {
        try Zone(identifier: "Test", tzif: Array(whole.prefix(count)))
      }
    }
  }

  @Test func `a file with any byte changed is read or refused and never traps`() {
    let whole = file(version: UInt8(ascii: "2"), footer: "CET-1CEST,M3.5.0,M10.5.0/3")
    var refused = 0
    for index in whole.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var damaged = whole
        damaged[index] = value
        do {
          let zone = try Zone(identifier: "Test", tzif: damaged)
          _ = zone.startOfDay(CivilDate(dayNumber: 20_000))
        } catch {
          refused += 1
        }
      }
    }
    #expect(refused > whole.count)
  }

  @Test func `times that do not ascend are refused`() {
    let bytes = block(version: 0, timeSize: 4, times: [100, 100])
    #expect(throws: ZoneError.malformed("Test", "its times do not ascend")) {
      try Zone(identifier: "Test", tzif: bytes)
    }
  }

  @Test func `a file that counts leap seconds is refused`() {
    var bytes = block(version: 0, timeSize: 4)
    bytes[31] = 1
    #expect(throws: ZoneError.malformed("Test", "it counts leap seconds")) {
      try Zone(identifier: "Test", tzif: bytes)
    }
  }

  private func file(version: UInt8, footer: String) -> [UInt8] {
    block(version: version, timeSize: 4) + block(version: version, timeSize: 8) + [10]
      + Array(footer.utf8) + [10]
  }

  /// One hour east, and two from the given times on.
  private func block(version: UInt8, timeSize: Int, times: [Int64] = [100]) -> [UInt8] {
    var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
    for count in [0, 0, 0, times.count, 2, 4] { bytes += number(Int64(count), 4) }
    for time in times { bytes += number(time, timeSize) }
    bytes += times.map { _ in 1 }
    bytes += number(3600, 4) + [0, 0] + number(7200, 4) + [1, 0]
    return bytes + Array("ABC\0".utf8)
  }

  private func number(_ value: Int64, _ size: Int) -> [UInt8] {
    (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
  }
}

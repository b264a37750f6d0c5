import Glibc
import Testing

@testable import Basics

@Suite struct Logs {
  @Test func `a line is one object with its time, level, event and fields`() {
    let line = Log.line(
      at: Moment(seconds: 0), .warning, "mail refused", [("status", 550), ("why", "a\nb")])
    #expect(
      String(decoding: line, as: UTF8.self)
        == #"{"time":"1970-01-01T00:00:00Z","level":"warning","event":"mail refused","#
        + #""status":550,"why":"a\nb"}"# + "\n")
  }

  @Test func `a line that would be too long loses its fields`() throws {
    let long = JSON.string(String(repeating: "x", count: 10_000))
    let line = Log.line(at: Moment(seconds: 0), .error, "event", [("long", long)])
    #expect(line.count < Log.lineBytesMax)
    #expect(try JSON(parsing: line)["cut"] == true)
  }

  @Test func `lines below the threshold are not written`() {
    var ends: [Int32] = [0, 0]
    #expect(unsafe pipe(&ends) == 0)
    let log = Log(threshold: .warning, descriptor: ends[1])
    log.debug("one")
    log.notice("two")
    log.warning("three")
    log.error("four", [("n", 4)])
    close(ends[1])
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(ends[0], &bytes, bytes.count)
    close(ends[0])
    let events = bytes.prefix(count).split(separator: 10).map { line in
      try? JSON(parsing: Array(line))["event"]?.string
    }
    #expect(events == ["three", "four"])
  }
}

import Basics
import Foundation
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

@Suite struct CalendarEntryTests {
  private func entry(_ window: String, _ body: (String, [String]) throws -> Void) async throws {
    try await Probe.open { probe in
      let promise = try await probe.sample.book(window)
      let answer = try await probe.get("/request/\(promise.token)/request.ics")
      #expect(answer.fields["Content-Type"] == "text/calendar; charset=utf-8")
      try body(answer.text, answer.text.components(separatedBy: "\r\n"))
    }
  }

  @Test func `the entry stands at the council's own time`() async throws {
    try await entry("2026-11-24-morning") { _, lines in
      #expect(lines.contains("DTSTART;TZID=Europe/Madrid:20261124T080000"))
      #expect(lines.contains("DTEND;TZID=Europe/Madrid:20261124T140000"))
      #expect(lines.contains("DTSTAMP:20261123T081000Z"))
      #expect(lines.contains("TZOFFSETTO:+0100"))
      #expect(lines.contains("DTSTART:20261025T030000"))
    }
  }

  @Test func `a time has two digits for each of its seconds too`() async throws {
    try await Probe.open { probe in
      probe.sample.clock.advance(by: .seconds(65))
      let promise = try await probe.sample.book("soon")
      let text = try await probe.get("/request/\(promise.token)/request.ics").text
      #expect(text.contains("DTSTAMP:20261123T081105Z\r\n"))
      #expect(text.contains("DTSTART;TZID=Europe/Madrid:20261123T091105\r\n"))
    }
  }

  @Test func `lines have 75 octets at most, and CRLF ends each`() async throws {
    try await entry("2026-11-24-morning") { text, lines in
      #expect(lines.allSatisfy { $0.utf8.count <= 75 })
      #expect(lines.allSatisfy { !$0.contains("\n") && !$0.contains("\r") })
      #expect(text.hasSuffix("END:VCALENDAR\r\n"))
    }
  }

  @Test func `a moved entry replaces the one before and a cancelled one takes it away`()
    async throws
  {
    try await Probe.open { probe in
      let promise = try await probe.sample.book("2026-11-24-morning")
      let now = probe.sample.now
      try await probe.sample.desk.record { ledger in
        let moved = try ledger.move(promise, to: "2026-11-25-morning", at: now)
        _ = try ledger.cancel(moved, at: now)
      }
      let text = try await probe.get("/request/\(promise.token)/request.ics").text
      #expect(text.contains("UID:VIL-2026-000001@vilaclara.acompanya\r\n"))
      #expect(text.contains("SEQUENCE:2\r\n"))
      #expect(text.contains("METHOD:CANCEL\r\n"))
      #expect(text.contains("STATUS:CANCELLED\r\n"))
    }
  }
}

import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

/// How windows are said, seen from Monday 23 November at 9:10.
@Suite struct WindowWordsTests {
  @Test(
    arguments: [
      ("ca", "matí (fins a les 14\u{A0}h)", "tarda (14–20\u{A0}h)"),
      ("es", "mañana (hasta las 14\u{A0}h)", "tarde (14–20\u{A0}h)"),
      ("en", "morning (until 14:00)", "afternoon (14:00–20:00)"),
    ])
  func `a half day that has begun says only its end`(
    language: String, begun: String, coming: String
  ) async throws {
    try await Probe.open { probe in
      let text = try await probe.get("/vilaclara/call-me?lang=\(language)").text
      #expect(text.contains(begun))
      #expect(text.contains(coming))
    }
  }

  @Test func `nobody is promised a call before they asked for it`() async throws {
    try await Probe.open { probe in
      let promise = try await probe.sample.book("2026-11-23-morning")
      let text = try await probe.get("/request/\(promise.token)?lang=ca").text
      #expect(text.contains("entre les 9:10 i les 14"))
    }
  }

  @Test(
    arguments: [("ca", "entre les 22 i les 24\u{A0}h"), ("en", "between 22:00 and 24:00")])
  func `what ends at midnight ends at 24`(language: String, words: String) async throws {
    try await Probe.open { probe in
      let phrases = Phrases(
        texts: probe.site.texts, language: Language(rawValue: language), zone: .madrid)
      let window = Window(
        kind: .slot, start: Moment("2026-11-24T22:00:00+01:00"),
        end: Moment("2026-11-25T00:00:00+01:00"))
      #expect(phrases.between(window) == words)
      let open = DeskStatus.open(until: window.end)
      #expect(phrases.openText(open, at: window.start).contains("24"))
    }
  }

  @Test func `in English an hour has its minutes`() async throws {
    try await Probe.open { probe in
      let text = try await probe.get("/vilaclara?lang=en").text
      #expect(text.contains("Open until 20:00"))
    }
  }
}

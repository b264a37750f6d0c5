import HTTP
import Support
import Testing
import Ticketing

@testable import Site

@Suite struct AlreadyPromisedTests {
  private func ask(_ probe: Probe, _ cookie: String?) async throws -> Answer {
    try await probe.send(
      "POST", "/vilaclara/call-me", cookie.map { [("Cookie", $0)] } ?? [],
      .form([
        ("name", "Anna Puig"), ("phone", "612 345 678"), ("matter", "certificates"),
        ("time", "2026-11-24-0900"), ("language", "ca"), ("consent", "yes"),
      ]))
  }

  @Test func `the browser that made the promise finds its way back to it`() async throws {
    try await Probe.open { probe in
      let made = try await ask(probe, nil)
      #expect(made.status == 303)
      let path = made.fields["Location"]?.split(separator: "?").first.map(String.init) ?? "-"
      let cookie = made.fields["Set-Cookie"]?.split(separator: ";").first.map(String.init)
      let again = try await ask(probe, cookie)
      #expect(again.status == 409)
      #expect(again.text.contains("href=\"\(path)\""))
    }
  }

  @Test(arguments: [nil, "request=wrong", "request="])
  func `whoever else types the number learns when, and no more`(cookie: String?) async throws {
    try await Probe.open { probe in
      let made = try await ask(probe, nil)
      let again = try await ask(probe, cookie)
      #expect(again.status == 409)
      #expect(again.text.contains("dimarts 24 de novembre"))
      #expect(!again.text.contains("/request/"))
      #expect(!again.text.contains("Anna Puig"))
      #expect(made.fields["Set-Cookie"]?.contains("HttpOnly") == true)
    }
  }

  @Test func `a promise of another number opens nothing`() async throws {
    try await Probe.open { probe in
      _ = try await ask(probe, nil)
      let other = try await probe.sample.book("2026-11-24-afternoon", person: 7)
      let again = try await ask(probe, "request=" + other.token)
      #expect(again.status == 409)
      #expect(!again.text.contains("/request/"))
    }
  }
}

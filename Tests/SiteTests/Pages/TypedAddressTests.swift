import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

@Suite struct TypedAddressTests {
  @Test(
    arguments: [
      ("/Vilaclara", "/vilaclara"), ("/VILACLARA/call-me", "/vilaclara/call-me"),
      ("/vilaclara/", "/vilaclara"), ("/Vilaclara//", "/vilaclara"),
      ("/vilaclara/call-me/?lang=es", "/vilaclara/call-me?lang=es"),
      ("/vilaclara/?lang=%0d%0aX:y", "/vilaclara"), ("/agent/", "/agent"),
    ])
  func `an address typed off a poster leads to the page`(
    typed: String, meant: String
  ) async throws {
    try await Probe.open { probe in
      let answer = try await probe.get(typed)
      #expect(answer.status == 308)
      #expect(answer.fields["Location"] == meant)
    }
  }

  @Test(
    arguments: [
      "/Nowhere", "/nowhere/", "//example.org/", "//example.org//vilaclara", "/vilaclara//x",
      "/Vilaclara/%0d%0aSet-Cookie:x", "/request/VILACLARA/",
    ])
  func `what is near nothing stays not found`(typed: String) async throws {
    try await Probe.open { probe in
      let answer = try await probe.get(typed)
      #expect(answer.status == 404)
    }
  }

  @Test func `a form sent to such an address isn't sent on`() async throws {
    try await Probe.open { probe in
      let answer = try await probe.send("POST", "/Vilaclara/call-me", [], .form([]))
      #expect(answer.status == 404)
    }
  }
}

import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

@Suite struct ReservedWordsTests {
  @Test func `no council can take the first word of another address`() async throws {
    try await Probe.open { probe in
      let first = probe.site.routes.compactMap { route in
        route.pattern.split(separator: "/").first.map(String.init)
      }
      let words = Set(first.filter { !$0.hasPrefix(":") })
      #expect(words.contains("problems"))
      #expect(words.filter { Organisation.isSlug($0) } == [])
    }
  }
}

import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing
import Wire

@testable import Site

@Suite struct LimitsTests {
  /// Asks for nothing useful as often as a burst has requests, and once more.
  private func exhaust(
    _ probe: Probe, _ times: Int, _ fields: [(String, String)] = [],
    from peer: String = Probe.citizen
  ) async throws -> Answer {
    let path = "/api/v1/organisations/vilaclara/callbacks"
    for _ in 0..<times {
      let answer = try await probe.send("POST", path, fields, .json([:]), from: peer)
      #expect(answer.status == 422)
    }
    return try await probe.send("POST", path, fields, .json([:]), from: peer)
  }

  @Test func `too many wishes from one address are put off`() async throws {
    try await Probe.open(rateLimits: true) { probe in
      let answer = try await exhaust(probe, 30)
      #expect(answer.status == 429)
      #expect(answer.fields["Retry-After"] == "5")
      #expect(answer.problem == "rate-limited")
      probe.sample.clock.advance(by: .seconds(5))
      let later = try await exhaust(probe, 1)
      #expect(later.status == 429)
    }
  }

  @Test func `an office that shares an address goes on working when the address is put off`()
    async throws
  {
    try await Probe.open(rateLimits: true) { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      for _ in 0..<600 { _ = try await probe.get("/healthz") }
      #expect(try await probe.get("/healthz").status == 429)
      #expect(try await maria.get("/api/v1/callbacks").status == 200)
      for _ in 1..<600 { _ = try await maria.get("/healthz") }
      #expect(try await maria.get("/api/v1/callbacks").status == 429)
    }
  }

  @Test func `another address isn't put off with it`() async throws {
    try await Probe.open(rateLimits: true) { probe in
      _ = try await exhaust(probe, 30)
      let other = try await exhaust(probe, 0, from: "192.0.2.8")
      #expect(other.status == 422)
    }
  }

  @Test func `a network of IPv6 counts as one address`() async throws {
    try await Probe.open(rateLimits: true) { probe in
      _ = try await exhaust(probe, 30, from: "2001:db8:1:2::1")
      let neighbour = try await exhaust(probe, 0, from: "2001:db8:1:2:ffff::9")
      #expect(neighbour.status == 429)
    }
  }

  @Test func `without limits nobody is put off`() async throws {
    try await Probe.open(rateLimits: false) { probe in
      let answer = try await exhaust(probe, 40)
      #expect(answer.status == 422)
    }
  }

  @Test func `without a proxy nobody is believed to be somebody else`() async throws {
    try await Probe.open(rateLimits: true) { probe in
      for number in 0..<30 {
        _ = try await exhaust(probe, 0, [("X-Forwarded-For", "198.51.100.\(number)")])
      }
      let answer = try await exhaust(probe, 0, [("X-Forwarded-For", "198.51.100.99")])
      #expect(answer.status == 429)
    }
  }

  @Test func `behind a proxy the address is the last that the proxy tells`() async throws {
    try await Probe.open(behindProxy: true, rateLimits: true) { probe in
      let forged = { (own: String) in [("X-Forwarded-For", "203.0.113.1, \(own)")] }
      let answer = try await exhaust(probe, 30, forged("198.51.100.1"), from: "127.0.0.1")
      #expect(answer.status == 429)
      let other = try await exhaust(probe, 0, forged("198.51.100.2"), from: "127.0.0.1")
      #expect(other.status == 422)
    }
  }

  @Test func `a proxy on another machine is believed when it is named`() async throws {
    let proxy = try #require(IPAddress("10.0.0.2"))
    try await Probe.open(behindProxy: true, proxies: [proxy], rateLimits: true) { probe in
      let told = { (own: String) in [("X-Forwarded-For", own)] }
      let answer = try await exhaust(probe, 30, told("198.51.100.1"), from: "10.0.0.2")
      #expect(answer.status == 429)
      let other = try await exhaust(probe, 0, told("198.51.100.2"), from: "10.0.0.2")
      #expect(other.status == 422)
    }
  }

  @Test func `behind a proxy a caller that isn't the proxy isn't believed`() async throws {
    try await Probe.open(behindProxy: true, rateLimits: true) { probe in
      for number in 0..<30 {
        _ = try await exhaust(probe, 0, [("X-Forwarded-For", "198.51.100.\(number)")])
      }
      let answer = try await exhaust(probe, 0, [("X-Forwarded-For", "198.51.100.99")])
      #expect(answer.status == 429)
    }
  }

  @Test func `tries to sign in are few`() async throws {
    try await Probe.open(rateLimits: true) { probe in
      var statuses: [Int] = []
      for _ in 0..<21 {
        statuses.append(
          try await probe.send("POST", "/api/v1/session", [], .json(["user": ""])).status)
      }
      #expect(statuses == Array(repeating: 401, count: 20) + [429])
      let page = try await probe.send(
        "POST", "/agent/sign-in", [], .form([("user", "maria"), ("password", "x")]))
      #expect(page.status == 429)
      #expect(page.fields["Retry-After"] == "6")
    }
  }

  @Test(
    arguments: [
      ("127.0.0.1", [], 200), ("192.0.2.7", [], 404),
      ("192.0.2.7", [("X-Forwarded-For", "127.0.0.1")], 404),
    ] as [(String, [(String, String)], Int)])
  func `the desk's own figures are for the machine it runs on`(
    peer: String, fields: [(String, String)], status: Int
  ) async throws {
    try await Probe.open { probe in
      let answer = try await probe.send("GET", "/metrics", fields, from: peer)
      #expect(answer.status == status)
    }
  }
}

import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

@Suite struct AdmissionTests {
  private let path = "/api/v1/organisations/vilaclara/callbacks"

  @Test(arguments: [
    [("Origin", "http://evil.example")], [("Origin", "null")], [("Origin", "")],
    [("Origin", "https://www.example")], [("Origin", "http://www.example:8080")],
    [("Origin", "http://www.example.evil.example")], [("Origin", "http://xwww.example")],
    [("Origin", "http://www.example"), ("Origin", "http://evil.example")],
    [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")],
    [("Origin", "null"), ("Sec-Fetch-Site", "same-origin")],
  ])
  func `another site's page can change nothing`(fields: [(String, String)]) async throws {
    try await Probe.open { probe in
      for (method, target) in [
        ("POST", path), ("PATCH", "/api/v1/callbacks/t"), ("DELETE", "/api/v1/callbacks/t"),
        ("POST", "/api/v1/session"),
      ] {
        let answer = try await probe.send(
          method, target, fields, CallbacksAPITests.body("2026-11-24-0900"))
        #expect(answer.status == 403)
        #expect(answer.problem == "forbidden-origin")
      }
      let page = try await probe.send("POST", "/vilaclara/call-me", fields, .form([]))
      #expect(page.status == 403)
    }
  }

  @Test(
    arguments: [
      [], [("Origin", "http://www.example")], [("Origin", "HTTP://WWW.example")],
      [("Sec-Fetch-Site", "same-origin")], [("Sec-Fetch-Site", "none")],
      [("Origin", "http://www.example"), ("Sec-Fetch-Site", "cross-site")],
    ] as [[(String, String)]])
  func `our own pages and programs may change things`(fields: [(String, String)]) async throws {
    try await Probe.open { probe in
      let answer = try await probe.send(
        "POST", path, fields, CallbacksAPITests.body("2026-11-24-0900"))
      #expect(answer.status == 201)
    }
  }

  @Test func `anybody may read from anywhere`() async throws {
    try await Probe.open { probe in
      let answer = try await probe.get(
        "/api/v1/organisations/vilaclara", [("Origin", "http://evil.example")])
      #expect(answer.status == 200)
      #expect(answer.fields["Access-Control-Allow-Origin"] == nil)
    }
  }

  @Test func `behind a proxy our origin is the one with TLS`() async throws {
    try await Probe.open(behindProxy: true) { probe in
      let ours = try await probe.send(
        "POST", path, [("Origin", "https://www.example")],
        CallbacksAPITests.body("2026-11-24-0900"))
      #expect(ours.status == 201)
      let plain = try await probe.send(
        "POST", path, [("Origin", "http://www.example")],
        CallbacksAPITests.body("2026-11-24-1000", person: 2))
      #expect(plain.status == 403)
    }
  }

  private static let changes: [(String, String)] = [
    ("POST", "/api/v1/callbacks/1/claim"), ("DELETE", "/api/v1/callbacks/1/claim"),
    ("POST", "/api/v1/callbacks/1/attempts"), ("POST", "/api/v1/tickets"),
    ("POST", "/api/v1/tickets/VIL-2026-000001/closure"),
    ("DELETE", "/api/v1/tickets/VIL-2026-000001/closure"), ("POST", "/api/v1/contacts"),
    ("DELETE", "/api/v1/session"),
  ]

  @Test(arguments: changes)
  func `a change without the word against forgery, or with a wrong one, is refused`(
    method: String, target: String
  ) async throws {
    try await Probe.open { probe in
      _ = try await probe.sample.book("2026-11-24-0900")
      let maria = try await probe.browser(of: probe.sample.maria)
      for word in [nil, "", "x", maria.csrf + "x", String(maria.csrf.dropLast())] {
        let fields = [maria.cookie] + (word.map { [("X-CSRF-Token", $0)] } ?? [])
        let answer = try await probe.send(method, target, fields, .json([:]))
        #expect(answer.status == 403)
        #expect(answer.problem == "csrf")
      }
    }
  }

  @Test(arguments: changes)
  func `nobody who hasn't signed in changes anything of the staff's`(
    method: String, target: String
  ) async throws {
    try await Probe.open { probe in
      let answer = try await probe.send(method, target, [], .json([:]))
      #expect(answer.status == 401)
      #expect(answer.fields["WWW-Authenticate"] == "Bearer")
    }
  }

  @Test(arguments: [
    "/agent/callbacks/1/claim", "/agent/callbacks/1/attempts", "/agent/contacts",
    "/agent/tickets/VIL-2026-000001/contacts", "/agent/tickets/VIL-2026-000001/closure",
    "/agent/tickets/VIL-2026-000001/reopening", "/agent/sign-out",
  ])
  func `a page's form needs the word too`(target: String) async throws {
    try await Probe.open { probe in
      _ = try await probe.sample.book("2026-11-24-0900")
      let maria = try await probe.browser(of: probe.sample.maria)
      for form in [[], [("csrf", "x")]] {
        let answer = try await probe.send("POST", target, [maria.cookie], .form(form))
        #expect(answer.status == 403)
      }
    }
  }

  @Test(arguments: [
    "/api/v1/callbacks", "/api/v1/tickets", "/api/v1/tickets/VIL-2026-000001",
    "/api/v1/contacts", "/api/v1/procedures", "/api/v1/events",
  ])
  func `nobody who hasn't signed in reads anything of the staff's`(target: String) async throws {
    try await Probe.open { probe in
      for fields in [
        [], [("Cookie", "acompanya=x")], [("Authorization", "Bearer x")],
        [("Authorization", "Basic eDp4")], [("Cookie", "acompanya=")],
      ] {
        let answer = try await probe.get(target, fields)
        #expect(answer.status == 401)
        #expect(answer.problem == "signed-out")
      }
    }
  }

  @Test(arguments: [
    ("GET", "/agent", "/agent/sign-in"), ("GET", "/agent/list", "/agent/sign-in?next=/agent/list"),
    (
      "GET", "/agent/tickets/VIL-2026-000001",
      "/agent/sign-in?next=/agent/tickets/VIL-2026-000001"
    ),
    ("POST", "/agent/callbacks/1/claim", "/agent/sign-in"),
    ("POST", "/agent/tickets/VIL-2026-000001/closure", "/agent/sign-in"),
  ])
  func `a page of the desk leads to the door, and back to what can be looked at`(
    method: String, target: String, location: String
  ) async throws {
    try await Probe.open { probe in
      let answer = try await probe.send(
        method, target, [], method == "GET" ? .none : .form([("csrf", "x")]))
      #expect(answer.status == 303)
      #expect(answer.fields["Location"] == location)
    }
  }

  @Test func `a browser's secret is no script's, and a script's no browser's`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let asScript = try await probe.get(
        "/api/v1/tickets", [("Authorization", "Bearer " + maria.token)])
      #expect(asScript.status == 401)
      let token = try await probe.script(of: probe.sample.maria)
      let asBrowser = try await probe.get("/api/v1/tickets", [("Cookie", "acompanya=" + token)])
      #expect(asBrowser.status == 401)
    }
  }

  @Test func `a script needs no word against forgery`() async throws {
    try await Probe.open { probe in
      let token = try await probe.script(of: probe.sample.maria)
      let answer = try await probe.send(
        "POST", "/api/v1/tickets", [("Authorization", "bearer " + token)],
        .json(["organisation": "vilaclara", "subject": "Padró"]))
      #expect(answer.status == 201)
    }
  }
}

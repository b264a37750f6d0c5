import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

@Suite struct SecurityHeadersTests {
  private func check(_ answer: Answer) {
    for (name, part) in [
      ("Content-Security-Policy", "default-src 'none'"),
      ("Content-Security-Policy", "frame-ancestors 'none'"),
      ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"),
      ("Cross-Origin-Opener-Policy", "same-origin"), ("Permissions-Policy", "geolocation=()"),
      ("Permissions-Policy", "microphone="),
    ] {
      #expect(answer.fields[name]?.contains(part) == true)
      #expect(answer.fields.values(of: name).count == 1)
    }
    #expect(answer.fields.values(of: "Cache-Control").count == 1)
  }

  @Test(arguments: [
    ("GET", "/", 200), ("GET", "/vilaclara", 200), ("GET", "/nowhere", 404),
    ("GET", "/agent", 303), ("GET", "/agent/sign-in", 200), ("POST", "/vilaclara/call-me", 415),
    ("PUT", "/vilaclara", 405), ("OPTIONS", "/vilaclara", 204), ("HEAD", "/vilaclara", 200),
    ("GET", "/api/v1/tickets", 401), ("GET", "/api/v1/organisations/vilaclara", 200),
    ("GET", "/api/openapi.json", 200), ("GET", "/web/styles/site.css", 200),
    ("GET", "/web/pages/agent.html", 404), ("GET", "/web/locales/ca.json", 404),
    ("GET", "/favicon.ico", 200),
    ("GET", "/robots.txt", 200), ("GET", "/healthz", 200), ("GET", "/readyz", 200),
    ("GET", "/opendata/vilaclara/latest/indicators.csv", 404),
  ])
  func `every answer carries them once`(method: String, target: String, status: Int) async throws {
    try await Probe.open { probe in
      let answer = try await probe.send(method, target)
      #expect(answer.status == status)
      check(answer)
    }
  }

  @Test func `what was put off or came from elsewhere carries them too`() async throws {
    try await Probe.open { probe in
      check(try await probe.send("POST", "/vilaclara/call-me", [("Origin", "null")], .form([])))
    }
  }

  @Test func `what is somebody's own is kept by nobody else`() async throws {
    try await Probe.open { probe in
      let promise = try await probe.sample.book("2026-11-24-0900")
      let maria = try await probe.browser(of: probe.sample.maria)
      for answer in [
        try await probe.get("/request/" + promise.token),
        try await probe.get("/request/\(promise.token)/request.ics"),
        try await probe.get("/api/v1/callbacks/" + promise.token),
        try await maria.get("/agent"), try await maria.get("/api/v1/tickets"),
      ] {
        #expect(answer.status == 200)
        #expect(answer.fields["Cache-Control"] == "no-store")
      }
    }
  }

  @Test(arguments: [
    ("/assist", "(self)", "(self)"), ("/assist/123456789", "(self)", "(self)"),
    ("/agent/sessions/abc", "(self)", "()"), ("/agent", "()", "()"), ("/assistant", "()", "()"),
    ("/vilaclara/call-me", "()", "()"), ("/api/v1/remote-sessions/abc", "()", "()"),
  ])
  func `only the pages of a remote session may ask for what is seen and heard`(
    path: String, talk: String, screen: String
  ) async throws {
    try await Probe.open { probe in
      let policy = try await probe.get(path).fields["Permissions-Policy"] ?? ""
      #expect(policy.contains("camera=\(talk), microphone=\(talk), "))
      #expect(policy.contains("display-capture=\(screen)"))
    }
  }
}

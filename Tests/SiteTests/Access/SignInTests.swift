import Basics
import Foundation
import HTTP
import Passwords
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

@Suite struct SignInTests {
  private static let password = "una contrasenya llarga"
  private static let hash = try? Password.hash(password)

  private func open(_ body: (Probe) async throws -> Void) async throws {
    let hash = try #require(Self.hash)
    try await Probe.open { probe in
      let (maria, joan) = (probe.sample.maria, probe.sample.joan)
      try await probe.sample.desk.record { ledger in
        try ledger.setPasswordHash(hash, of: maria)
        try ledger.setPasswordHash(hash, of: joan)
        try ledger.setDisabled(Moment(seconds: 0), of: joan)
      }
      try await body(probe)
    }
  }

  private func signIn(_ probe: Probe, _ user: String, _ password: String) async throws -> Answer {
    try await probe.send(
      "POST", "/api/v1/session", [],
      .json(["user": .string(user), "password": .string(password)]))
  }

  @Test func `the right password opens a session that a cookie carries`() async throws {
    try await open { probe in
      let answer = try await signIn(probe, "Maria", Self.password)
      #expect(answer.status == 200)
      let cookie = try #require(answer.fields["Set-Cookie"])
      #expect(cookie.hasPrefix("acompanya="))
      for attribute in ["; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=43200"] {
        #expect(cookie.contains(attribute))
      }
      #expect(!cookie.contains("Secure"))
      let pair = String(cookie.prefix { $0 != ";" })
      let list = try await probe.get("/api/v1/tickets", [("Cookie", pair)])
      #expect(list.status == 200)
      let csrf = try #require(answer.json["csrf"]?.string)
      let out = try await probe.send(
        "DELETE", "/api/v1/session", [("Cookie", pair), ("X-CSRF-Token", csrf)])
      #expect(out.status == 204)
      #expect(out.fields["Set-Cookie"]?.contains("Max-Age=0") == true)
      let after = try await probe.get("/api/v1/tickets", [("Cookie", pair)])
      #expect(after.status == 401)
    }
  }

  @Test func `an unknown name, a wrong password and a disabled person get one answer`()
    async throws
  {
    try await open { probe in
      var answers: [Answer] = []
      for (user, password) in [
        ("nobody", Self.password), ("maria", "wrong"), ("joan", Self.password), ("", ""),
        ("maria", String(repeating: "x", count: 600)),
      ] {
        answers.append(try await signIn(probe, user, password))
      }
      #expect(answers.map(\.status) == [401, 401, 401, 401, 401])
      #expect(Set(answers.map(\.bytes)).count == 1)
      let fields = answers.map { $0.fields.map { "\($0.name): \($0.value)" } }
      #expect(Set(fields).count == 1)
    }
  }

  @Test func `the page answers alike, too`() async throws {
    try await open { probe in
      func page(_ user: String, _ password: String) async throws -> Answer {
        try await probe.send(
          "POST", "/agent/sign-in", [], .form([("user", user), ("password", password)]))
      }
      let wrong = try await page("maria", "wrong")
      let unknown = try await page("manel", "wrong")
      #expect(wrong.status == 401)
      #expect(
        wrong.text.replacing("maria", with: "") == unknown.text.replacing("manel", with: ""))
    }
  }

  @Test(arguments: [
    ("/agent/tickets/VIL-2026-000001", "/agent/tickets/VIL-2026-000001"),
    ("/agent?queue=open", "/agent?queue=open"), ("", "/agent"), ("//evil.example", "/agent"),
    ("https://evil.example/agent", "/agent"), ("/\\evil.example", "/agent"),
    ("/agent\\@evil.example", "/agent"), ("/agent.evil.example", "/agent"),
    ("javascript:alert(1)", "/agent"), ("/agent/\r\nSet-Cookie: a=b", "/agent"),
    (" /agent", "/agent"), ("/agent@evil.example", "/agent"), ("/agent/%0d", "/agent/%0d"),
  ])
  func `after signing in one goes to the desk and nowhere else`(next: String, location: String)
    async throws
  {
    try await open { probe in
      let answer = try await probe.send(
        "POST", "/agent/sign-in", [],
        .form([("user", "maria"), ("password", Self.password), ("next", next)]))
      #expect(answer.status == 303)
      #expect(answer.fields["Location"] == location)
    }
  }

  @Test func `behind a proxy the cookie stays on TLS`() async throws {
    let hash = try #require(Self.hash)
    try await Probe.open(behindProxy: true) { probe in
      let maria = probe.sample.maria
      try await probe.sample.desk.record { try $0.setPasswordHash(hash, of: maria) }
      let answer = try await signIn(probe, "maria", Self.password)
      #expect(answer.fields["Set-Cookie"]?.contains("; Secure") == true)
    }
  }

  @Test func `a script that signs out ends its own token`() async throws {
    try await Probe.open { probe in
      let token = try await probe.script(of: probe.sample.maria)
      let fields = [("Authorization", "Bearer " + token)]
      let before = try await probe.get("/api/v1/tickets", fields)
      #expect(before.status == 200)
      let out = try await probe.send("DELETE", "/api/v1/session", fields)
      #expect(out.status == 204)
      let after = try await probe.get("/api/v1/tickets", fields)
      #expect(after.status == 401)
    }
  }
}

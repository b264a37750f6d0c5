import Basics
import Foundation
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

/// Every page in every language, in every state that a visitor can meet.
@Suite struct PagesTests {
  /// What shows that a text is missing: a key instead of its words, or an unfilled brace.
  private func gaps(_ answer: Answer, _ probe: Probe) -> [String] {
    let texts = probe.site.texts
    let families = Set(
      texts.keys(in: "ca").map { (key: String) -> Substring in key.prefix { $0 != "." } })
    // Scripts fill in the words of their own attributes.
    let still = answer.text.replacing(/data-[a-z-]+="[^"]*"/, with: "")
    let shown = still.replacing(
      /<[^>]*(href|src|action|value|content)="[^"]*"[^>]*>/, with: "")
    let keys = shown.matches(of: /\b([a-zA-Z]+)\.[a-zA-Z0-9-]+/).filter {
      families.contains($0.output.1)
    }
    let braces = shown.matches(of: /\{[^}\s]*\}|\{\{/)
    return keys.map { String($0.output.0) } + braces.map { String($0.output) }
  }

  private func check(_ answer: Answer, _ status: Int, _ language: String, _ probe: Probe) {
    #expect(answer.status == status)
    #expect(answer.fields["Content-Language"] == language)
    #expect(answer.text.contains("<html lang=\"\(language)\""))
    #expect(gaps(answer, probe) == [])
    #expect(answer.text.hasSuffix("</html>\n"))
  }

  @Test(
    arguments: ["ca", "es", "en"],
    [
      ("/", 200), ("/vilaclara", 200), ("/puerto", 200), ("/vilaclara/call-me", 200),
      ("/puerto/call-me", 200), ("/vilaclara/privacy", 200), ("/vilaclara/accessibility", 200),
      ("/puerto/privacy", 200), ("/agent/sign-in", 200), ("/nowhere", 404),
      ("/vilaclara/nothing", 404), ("/request/nothing", 404), ("/rate/nothing", 404),
      ("/problems/nothing", 404),
    ])
  func `a page that anybody can open has all its words`(
    language: String, page: (path: String, status: Int)
  ) async throws {
    try await Probe.open { probe in
      let answer = try await probe.get("\(page.path)?lang=\(language)")
      check(answer, page.status, language, probe)
    }
  }

  @Test(arguments: ["ca", "es", "en"])
  func `every problem is explained`(language: String) async throws {
    try await Probe.open { probe in
      for kind in [
        "not-found", "invalid", "window-full", "already-promised", "already-claimed",
        "promise-ended", "being-called", "already-closed", "not-closed", "rating-closed",
        "idempotency-mismatch", "rate-limited", "forbidden-origin", "csrf", "signed-out",
        "wrong-credentials", "method-not-allowed", "stale", "unavailable",
      ] {
        let answer = try await probe.get("/problems/\(kind)?lang=\(language)")
        check(answer, 200, language, probe)
      }
    }
  }

  @Test(arguments: ["ca", "es", "en"])
  func `every fault of the form has its words`(language: String) async throws {
    try await Probe.open { probe in
      let wrong: [[(String, String)]] = [
        [], [("phone", "806123456")], [("phone", "112")], [("phone", "x")],
        [("phone", "+33123456789")],
        [("matter", "weather"), ("email", "x"), ("nif", "12345678A"), ("language", "oc")],
        [("name", String(repeating: "a", count: 101)), ("matter", "other")],
        [("matter", "other"), ("details", String(repeating: "a", count: 1001))],
        [("website", "http://spam.example")],
      ]
      for form in wrong {
        let answer = try await probe.send(
          "POST", "/vilaclara/call-me?lang=\(language)", [], .form(form))
        check(answer, 422, language, probe)
      }
      for window in ["2026-11-20-morning", "2027-11-20-morning", "nothing"] {
        let answer = try await probe.send(
          "POST", "/vilaclara/call-me?lang=\(language)", [], Self.filled(window))
        check(answer, 422, language, probe)
      }
    }
  }

  static func filled(_ window: String, person: Int = 0, name: String = "Anna Puig") -> Content {
    let form = BookingForm.filled(window, person: person)
    return .form([
      ("window", window), ("name", name), ("phone", form.phone), ("matter", "certificates"),
      ("details", "No s'instal·la"), ("language", "ca"), ("consent", "yes"),
    ])
  }

  @Test(arguments: ["ca", "es", "en"])
  func `a wish that can't be granted is answered in words`(language: String) async throws {
    try await Probe.open { probe in
      _ = try await probe.sample.book("2026-11-24-0900", person: 1)
      let full = try await probe.send(
        "POST", "/vilaclara/call-me?lang=\(language)", [], Self.filled("2026-11-24-0900"))
      check(full, 409, language, probe)
      #expect(full.text.contains("Anna Puig"))
      let second = try await probe.send(
        "POST", "/vilaclara/call-me?lang=\(language)", [],
        Self.filled("2026-11-25-0900", person: 1, name: "Joana"))
      check(second, 409, language, probe)
      #expect(!second.text.contains("Anna"))
    }
  }

  @Test(
    arguments: ["ca", "es", "en"],
    ["waiting", "moved", "tried", "calling", "reached", "unreached", "cancelled"])
  func `the promise is shown in each of its states`(language: String, state: String) async throws {
    try await Probe.open { probe in
      let sample = probe.sample
      let promise = try await sample.book("2026-11-24-morning")
      let (maria, now) = (sample.maria, sample.now)
      try await sample.desk.record { ledger in
        switch state {
        case "moved": _ = try ledger.move(promise, to: "2026-11-25-0900", at: now)
        case "tried": _ = try ledger.attempt(.busy, on: promise, by: maria, at: now)
        case "calling": _ = try ledger.claim(promise, by: maria, at: now)
        case "reached": _ = try ledger.attempt(.reached, on: promise, by: maria, at: now)
        case "unreached": _ = try ledger.attempt(.wrongNumber, on: promise, by: maria, at: now)
        case "cancelled": _ = try ledger.cancel(promise, at: now)
        default: break
        }
      }
      let news = state == "moved" ? "&news=moved" : "&news=made"
      let page = try await probe.get("/request/\(promise.token)?lang=\(language)\(news)")
      check(page, 200, language, probe)
      #expect(page.text.contains("VIL-2026-000001"))
      let entry = try await probe.get("/request/\(promise.token)/request.ics?lang=\(language)")
      #expect(entry.text.contains("STATUS:\(state == "cancelled" ? "CANCELLED" : "CONFIRMED")"))
      #expect(!entry.text.contains("{"))
      for change in ["move", "cancel"] {
        let answer = try await probe.send(
          "POST", "/request/\(promise.token)/\(change)?lang=\(language)", [],
          .form([("window", "nothing")]))
        #expect([303, 409, 422].contains(answer.status))
        if answer.status != 303 { check(answer, answer.status, language, probe) }
      }
    }
  }

  @Test(arguments: ["ca", "es", "en"])
  func `the question is asked, answered, changed and closed in words`(language: String)
    async throws
  {
    try await Probe.open { probe in
      let sample = probe.sample
      let promise = try await sample.book("2026-11-24-morning")
      let (maria, now) = (sample.maria, sample.now)
      let token = try await sample.desk.record { ledger in
        try ledger.close(try ledger.ticket(promise.ticket), .resolved, by: maria, at: now).token
      }
      let path = "/rate/\(token)?lang=\(language)"
      check(try await probe.get(path), 200, language, probe)
      let blank = try await probe.send(
        "POST", path, [], .form([("comment", String(repeating: "a", count: 1001))]))
      check(blank, 422, language, probe)
      let rated = try await probe.send("POST", path, [], .form([("score", "4")]))
      #expect(rated.status == 303)
      check(try await probe.get(path), 200, language, probe)
      check(try await probe.get(path + "&change=1"), 200, language, probe)
      sample.clock.set("2026-12-01T00:00:00+01:00")
      check(try await probe.get(path), 200, language, probe)
      let late = try await probe.send("POST", path, [], .form([("score", "5")]))
      check(late, 200, language, probe)
    }
  }

  @Test(arguments: ["ca", "es", "en"])
  func `the desk has all its words`(language: String) async throws {
    try await Probe.open { probe in
      let sample = probe.sample
      let maria = try await probe.browser(of: sample.maria)
      for (person, window) in ["23-morning", "24-0900", "24-1000"].enumerated() {
        _ = try await sample.book("2026-11-\(window)", person: person)
      }
      let csrf = maria.csrf
      func act(_ target: String, _ pairs: [(String, String)]) async throws {
        let answer = try await maria.submit(target, pairs + [("csrf", csrf)])
        #expect(answer.status == 303)
        let location = try #require(answer.fields["Location"])
        let next = try await maria.get("\(location)&lang=\(language)")
        check(next, 200, language, probe)
      }
      try await act("/agent/callbacks/1/claim", [])
      try await act("/agent/callbacks/1/attempts", [("result", "busy")])
      try await act("/agent/callbacks/1/attempts", [("result", "nonsense")])
      try await act("/agent/callbacks/2/attempts", [("result", "reached")])
      let contact = [
        ("channel", "callme"), ("topic", "certificates"), ("outcome", "resolved"),
        ("startedAt", "2026-11-23T09:00:00+01:00"), ("note", "Fet"),
      ]
      try await act("/agent/tickets/VIL-2026-000002/contacts", contact)
      let unsaid = try await maria.submit(
        "/agent/tickets/VIL-2026-000002/contacts?lang=\(language)", [])
      check(unsaid, 422, language, probe)
      try await act("/agent/tickets/VIL-2026-000002/closure", [("outcome", "resolved")])
      try await act("/agent/tickets/VIL-2026-000002/closure", [("outcome", "duplicate")])
      try await act("/agent/tickets/VIL-2026-000002/reopening", [])
      try await act("/agent/tickets/VIL-2026-000002/reopening", [])
      try await act("/agent/contacts", contact + [("organisation", "vilaclara")])
      for target in [
        "/agent?queue=due", "/agent?queue=mine", "/agent?queue=open",
        "/agent/tickets/VIL-2026-000001?queue=due", "/agent/contacts/new?x=y",
      ] {
        let answer = try await maria.get("\(target)&lang=\(language)")
        check(answer, 200, language, probe)
      }
      let list = try await maria.get("/agent/list?queue=due&lang=\(language)")
      #expect(list.status == 200)
      #expect(gaps(list, probe) == [])
      let wrong = try await maria.submit("/agent/contacts?lang=\(language)", [("note", "x")])
      check(wrong, 422, language, probe)
    }
  }

  @Test func `what people typed can't become markup`() async throws {
    let hostile = "<script>alert(1)</script>\"'&{{t}}<b onmouseover=x>"
    try await Probe.open { probe in
      let sample = probe.sample
      var form = BookingForm.filled("2026-11-24-0900")
      (form.name, form.matter) = (hostile, hostile)
      let promise = try await sample.book(form)
      let maria = try await probe.browser(of: sample.maria)
      let refused = try await probe.send(
        "POST", "/vilaclara/call-me", [],
        .form([
          ("name", hostile), ("phone", hostile), ("email", hostile), ("nif", hostile),
          ("details", hostile), ("matter", hostile), ("window", hostile), ("language", hostile),
        ]))
      let denied = try await probe.send(
        "POST", "/agent/sign-in", [], .form([("user", hostile), ("next", hostile)]))
      let retyped = try await maria.submit(
        "/agent/contacts", [("note", hostile), ("startedAt", hostile), ("name", hostile)])
      for answer in [
        refused, denied, retyped,
        try await probe.get("/request/" + promise.token),
        try await maria.get("/agent?queue=due"),
        try await maria.get("/agent?queue=open"),
        try await maria.get("/agent/tickets/VIL-2026-000001"),
        try await probe.get("/vilaclara/%3Cscript%3Ealert(1)%3C/script%3E"),
        try await probe.get("/vilaclara?lang=%3Cscript%3Ealert(1)"),
      ] {
        #expect(answer.fields["Content-Type"] == "text/html; charset=utf-8")
        #expect(!answer.text.contains("<script>alert"))
        #expect(!answer.text.contains("<b onmouseover"))
        #expect(!answer.text.contains("\"'&{"))
      }
      #expect(refused.text.contains("&lt;script&gt;alert(1)"))
    }
  }

  @Test func `a language that was chosen is remembered, and no other is`() async throws {
    try await Probe.open { probe in
      let chosen = try await probe.get("/vilaclara?lang=en")
      #expect(chosen.fields["Set-Cookie"]?.hasPrefix("lang=en; Path=/; ") == true)
      for target in ["/vilaclara", "/vilaclara?lang=fr", "/vilaclara?lang="] {
        let answer = try await probe.get(target)
        #expect(answer.fields["Set-Cookie"] == nil)
        #expect(answer.fields["Content-Language"] == "ca")
      }
      let own = try await probe.get("/puerto")
      #expect(own.fields["Content-Language"] == "es")
    }
  }

  @Test func `what the citizen typed stays in the form`() async throws {
    try await Probe.open { probe in
      let answer = try await probe.send(
        "POST", "/vilaclara/call-me", [],
        .form([
          ("name", "Núria & Cia"), ("phone", "806 123 456"), ("matter", "appointments"),
          ("window", "2026-11-24-0900"), ("details", "Cita prèvia"), ("consent", "yes"),
        ]))
      #expect(answer.status == 422)
      for typed in ["value=\"Núria &amp; Cia\"", "value=\"806 123 456\"", "Cita prèvia"] {
        #expect(answer.text.contains(typed))
      }
      #expect(answer.text.matches(of: /<option value="2026-11-24-0900" selected/).count == 1)
      #expect(answer.text.matches(of: /<input[^>]*value="appointments"[^>]*checked/).count == 1)
    }
  }

  @Test func `a robot that fills in the hidden field books nothing`() async throws {
    try await Probe.open { probe in
      var pairs = [("website", "http://spam.example")]
      if case .form(let filled) = Self.filled("2026-11-24-0900") { pairs += filled }
      let answer = try await probe.send("POST", "/vilaclara/call-me", [], .form(pairs))
      #expect(answer.status == 422)
      let vilaclara = probe.sample.vilaclara
      let count = try await probe.sample.desk.look { try $0.livePromiseCount(in: [vilaclara]) }
      #expect(count == 0)
    }
  }

  @Test func `a booking by the page leads to its own address`() async throws {
    try await Probe.open { probe in
      let answer = try await probe.send(
        "POST", "/vilaclara/call-me", [], Self.filled("2026-11-24-0900"))
      #expect(answer.status == 303)
      let location = try #require(answer.fields["Location"])
      let page = try await probe.get(location)
      #expect(page.status == 200)
      #expect(page.text.contains("610 000 000"))
    }
  }

  @Test func `a move to a full window is a conflict, and the page offers others`() async throws {
    try await Probe.open { probe in
      let promise = try await probe.sample.book("2026-11-24-0900", person: 1)
      _ = try await probe.sample.book("2026-11-24-1000", person: 2)
      let answer = try await probe.send(
        "POST", "/request/\(promise.token)/move", [], .form([("window", "2026-11-24-1000")]))
      #expect(answer.status == 409)
      #expect(answer.text.contains("2026-11-24-morning"))
    }
  }
}

import Basics
import HTTP
import Support
import Testing
import Ticketing

@testable import Site
@testable import Storage

@Suite struct AssistPageTests {
  /// The code of a session that Maria has opened from its ticket's page.
  private func open(_ probe: Probe) async throws -> (code: String, maria: SignedIn, page: String) {
    let maria = try await probe.browser(of: probe.sample.maria)
    let ticket = try await maria.send(
      "POST", "/api/v1/tickets",
      .json(["organisation": "vilaclara", "subject": "Padró", "level": "assisted"]))
    let reference = ticket.json["reference"]?.string ?? ""
    let answer = try await maria.submit("/agent/tickets/\(reference)/remote-sessions", [])
    #expect(answer.status == 303)
    let page = answer.fields["Location"] ?? ""
    let cookie = answer.fields["Set-Cookie"]?.split(separator: ";").first ?? ""
    let shown = try await probe.get(
      page, [("Cookie", "acompanya=\(maria.token); \(cookie)")])
    #expect(shown.status == 200)
    let code = cookie.split(separator: ".").last.map(String.init) ?? ""
    #expect(shown.text.contains(JoinCode(code)?.spoken ?? "?"))
    return (code, maria, page)
  }

  @Test func `the code is typed with spaces and leads to who asks`() async throws {
    try await Probe.open { probe in
      let code = try await open(probe).code
      #expect(try await probe.get("/assist").status == 200)
      let typed = "\(code.prefix(3)) \(code.dropFirst(3).prefix(3)) \(code.suffix(3))"
      let answer = try await probe.send("POST", "/assist", [], .form([("code", typed)]))
      #expect(answer.status == 303 && answer.fields["Location"] == "/assist/\(code)")
      let invitation = try await probe.get("/assist/\(code)")
      #expect(invitation.text.contains("Maria Soler"))
    }
  }

  @Test func `a wrong code is said kindly and what was typed stays text`() async throws {
    try await Probe.open { probe in
      let answer = try await probe.send(
        "POST", "/assist", [], .form([("code", "<script>x</script>")]))
      #expect(answer.status == 404)
      #expect(answer.text.contains("&lt;script&gt;") && !answer.text.contains("<script>x"))
    }
  }

  @Test func `the code is on the agent's page only in the browser that opened it`() async throws {
    try await Probe.open { probe in
      let (code, maria, page) = try await open(probe)
      let elsewhere = try await maria.get(page)
      #expect(elsewhere.status == 200)
      #expect(!elsewhere.text.contains(JoinCode(code)?.spoken ?? ""))
    }
  }

  @Test func `a stranger is sent to sign in`() async throws {
    try await Probe.open { probe in
      let page = try await open(probe).page
      let answer = try await probe.get(page)
      #expect(answer.status == 303)
    }
  }
}

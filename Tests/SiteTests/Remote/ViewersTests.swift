import Basics
import HTTP
import Support
import Testing
import Ticketing

@testable import Site
@testable import Storage

@Suite struct ViewersTests {
  /// The path of a session that Maria has opened, and its ticket's reference.
  private func open(_ maria: SignedIn) async throws -> (path: String, ticket: String) {
    let ticket = try await maria.send(
      "POST", "/api/v1/tickets",
      .json(["organisation": "vilaclara", "subject": "Padró", "level": "assisted"]))
    let reference = ticket.json["reference"]?.string ?? ""
    let opened = try await maria.send("POST", "/api/v1/tickets/\(reference)/remote-sessions")
    return ("/api/v1/remote-sessions/\(opened.json["id"]?.string ?? "")", reference)
  }

  private func ask(_ who: SignedIn, _ path: String, _ user: String, _ role: String) async throws
    -> Answer
  {
    try await who.send(
      "POST", path + "/invitations", .json(["user": .string(user), "role": .string(role)]))
  }

  @Test func `an interpreter comes in when asked, sees it on the desk, and the time line tells`()
    async throws
  {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let joan = try await probe.browser(of: probe.sample.joan)
      let (path, ticket) = try await open(maria)
      let role = Content.json(["role": "interpreter"])
      #expect(try await joan.send("POST", path + "/tickets", role).status == 404)
      #expect(try await ask(maria, path, "joan", "interpreter").status == 204)
      #expect(try await joan.send("POST", path + "/tickets", role).json["role"] == "interpreter")
      #expect(try await joan.send("POST", path + "/tickets").json["role"] == "interpreter")
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      let desk = try await joan.get("/agent?lang=ca").text
      #expect(desk.contains("/agent/sessions/\(name)") && desk.contains("Maria Soler us demana"))
      let page = try await joan.get("/agent/sessions/\(name)").text
      #expect(page.contains("data-role=\"interpreter\""))
      let pane = try await maria.get("/agent/tickets/\(ticket)?lang=ca").text
      #expect(pane.contains("Demana ajuda") && pane.contains("com a intèrpret, Joan Riba"))
    }
  }

  @Test(arguments: [
    ("pepa", "interpreter"), ("nobody", "agent"), ("joan", "supervisor"), ("joan", "sharer"),
    ("maria", "agent"),
  ])
  func `only colleagues of the council are asked in, as what they can be`(
    user: String, role: String
  ) async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let path = try await open(maria).path
      #expect(try await ask(maria, path, user, role).status == 422)
    }
  }

  @Test func `staff of another council ask nobody in`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let path = try await open(maria).path
      let pepa = try await probe.browser(of: probe.sample.pepa)
      #expect(try await ask(pepa, path, "joan", "agent").status == 404)
    }
  }

  @Test func `a session that has ended is on no desk`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let joan = try await probe.browser(of: probe.sample.joan)
      let path = try await open(maria).path
      _ = try await ask(maria, path, "joan", "agent")
      _ = try await maria.send("DELETE", path)
      #expect(try await !joan.get("/agent").text.contains("/agent/sessions/"))
      #expect(try await ask(maria, path, "joan", "agent").status == 410)
    }
  }

  @Test func `a supervisor's desk lists what goes on and their page looks on`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let rosa = try await probe.browser(of: probe.sample.rosa)
      let joan = try await probe.browser(of: probe.sample.joan)
      let name = try await open(maria).path.split(separator: "/").last.map(String.init) ?? ""
      #expect(try await rosa.get("/agent").text.contains("/agent/sessions/\(name)"))
      #expect(try await !joan.get("/agent").text.contains("/agent/sessions/"))
      let page = try await rosa.get("/agent/sessions/\(name)").text
      #expect(page.contains("data-role=\"supervisor\""))
    }
  }

  @Test func `a contact has its session too, in its ticket`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let logged = try await maria.send(
        "POST", "/api/v1/contacts",
        .json([
          "organisation": "vilaclara", "channel": "phone", "direction": "in", "matter": "Padró",
          "outcome": "pending", "startedAt": "2026-11-23T09:00:00+01:00",
          "endedAt": "2026-11-23T09:09:00+01:00",
        ]))
      let path = "/api/v1/contacts/\(logged.json["id"]?.string ?? "")/remote-sessions"
      let opened = try await maria.send("POST", path)
      #expect(opened.status == 201 && opened.json["code"]?.string?.count == 9)
      let ticket = try await maria.get("/api/v1/tickets/\(logged.json["ticket"]?.string ?? "")")
      #expect(ticket.json["events"]?[0]?["detail"] == "opened")
      let pepa = try await probe.browser(of: probe.sample.pepa)
      #expect(try await pepa.send("POST", path).status == 404)
    }
  }

  @Test func `a call that is being logged becomes a contact with a session`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let answer = try await maria.submit(
        "/agent/contacts",
        [
          ("organisation", "vilaclara"), ("direction", "in"), ("channel", "phone"),
          ("topic", "certificates"), ("startedAt", "2026-11-23T09:00:00+01:00"),
          ("outcome", "session"),
        ])
      #expect(answer.status == 303)
      #expect(answer.fields["Location"]?.hasPrefix("/agent/sessions/") == true)
      let contacts = try await maria.get("/api/v1/contacts")
      #expect(contacts.json["items"]?[0]?["outcome"] == "pending")
    }
  }
}

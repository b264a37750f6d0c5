import Basics
import HTTP
import Support
import Testing
import Ticketing

@testable import Site
@testable import Storage

@Suite struct VerifyPageTests {
  private func ask(_ probe: Probe, _ typed: String) async throws -> Answer {
    try await probe.send("POST", "/verify?lang=ca", [], .form([("code", typed)]))
  }

  private func number(_ probe: Probe, of staff: Identifier<Staff>) -> String {
    let key = probe.site.remote.configuration.key
    return AgentNumber(of: staff, at: probe.sample.now, key: key).spoken
  }

  @Test func `an agent's number tells a first name and the council, and no more`() async throws {
    try await Probe.open { probe in
      let answer = try await ask(probe, number(probe, of: probe.sample.maria))
      #expect(answer.status == 200)
      #expect(answer.text.contains("Maria") && !answer.text.contains("Soler"))
      #expect(answer.text.contains("Vilaclara") && !answer.text.contains("Puerto"))
    }
  }

  @Test func `who may no longer sign in is no longer ours`() async throws {
    try await Probe.open { probe in
      let (maria, now) = (probe.sample.maria, probe.sample.now)
      try await probe.sample.desk.record { try $0.setDisabled(now, of: maria) }
      #expect(try await ask(probe, number(probe, of: maria)).status == 404)
    }
  }

  @Test(arguments: ["", "000 000", "123456789", "<b>x", "hola"])
  func `anything else is answered in the same words`(typed: String) async throws {
    try await Probe.open { probe in
      let answer = try await ask(probe, typed)
      #expect(answer.status == 404)
      #expect(answer.text.contains("No coneixem aquest codi"))
      #expect(!answer.text.contains("<b>x"))
    }
  }

  @Test func `the agent's own page says the number to read out`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let desk = try await maria.get("/agent").text
      #expect(desk.contains(number(probe, of: probe.sample.maria)))
    }
  }

  @Test func `the page of a code lets nothing carry it away`() async throws {
    try await Probe.open { probe in
      let page = try await probe.get("/assist/482913007")
      #expect(page.fields.values(of: "Referrer-Policy") == ["origin"])
      #expect(try await probe.get("/verify").fields["Referrer-Policy"] == "same-origin")
    }
  }
}

@Suite struct AssistReceiptTests {
  @Test func `who has no session is led to the code`() async throws {
    try await Probe.open { probe in
      let answer = try await probe.get("/assist/receipt")
      #expect(answer.status == 303 && answer.fields["Location"] == "/assist")
    }
  }

  @Test func `the receipt tells who, what and until when, in the citizen's language`() async throws
  {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let ticket = try await maria.send(
        "POST", "/api/v1/tickets",
        .json(["organisation": "vilaclara", "subject": "Padró", "level": "assisted"]))
      let reference = ticket.json["reference"]?.string ?? ""
      let opened = try await maria.send("POST", "/api/v1/tickets/\(reference)/remote-sessions")
      let joined = try await probe.send(
        "POST", "/api/v1/remote-sessions/join", [], .json(["code": opened.json["code"] ?? .null]))
      let set = joined.fields["Set-Cookie"]?.split(separator: ";").first.map(String.init)
      let cookie = ("Cookie", set ?? "")
      let open = try await probe.get("/assist/receipt?lang=es", [cookie])
      #expect(open.text.contains("todavía no ha terminado"))

      let name = opened.json["id"]?.string ?? ""
      let now = probe.sample.now
      let receipt = """
        {"people":[{"role":"agent","name":"Maria <b>","from":\(now.milliseconds),"until":\
        \(now.milliseconds + 60_000)},{"role":"sharer","name":"Rosa","from":0,"until":0}],
        "what":["tab"],"granted":[{"right":"files","from":\(now.milliseconds),"until":\
        \(now.milliseconds + 60_000)}]}
        """
      try await probe.sample.desk.record { ledger in
        _ = try ledger.record(
          RemoteSessionProgress(
            name: name, events: [], staff: [:], phase: .ended,
            ending: RemoteSession.Ending(
              reason: .stopped, by: .sharer, at: now + .seconds(60)),
            bytes: 1, frames: 1, codec: "vp8", receipt: receipt))
      }
      let closed = try await probe.get("/assist/receipt?lang=es", [cookie]).text
      #expect(closed.contains("Maria &lt;b&gt;") && closed.contains("9:10–9:11"))
      #expect(closed.contains(reference) && closed.contains("Usted lo detuvo."))
      #expect(!closed.contains("Rosa"))
    }
  }
}

import Basics
import HTTP
import Relay
import Storage
import Support
import Testing
import Ticketing

@testable import Site

@Suite struct RelayLettersAPITests {
  private static let path = "/api/v1/relay/letters"

  private func send(
    _ journal: RelayJournal, _ probe: Probe, live: [String] = [], seal: String? = nil
  ) async throws -> Answer {
    let (body, _) = journal.letter(live: live, at: probe.sample.now)
    let good = RelayLetter.seal(body, with: probe.site.remote.configuration.key)
    return try await probe.send(
      "POST", Self.path, [(RelayLetter.field, seal ?? good)],
      .json(try JSON(parsing: body)))
  }

  /// A session that Maria has opened.
  private func session(_ probe: Probe) async throws -> (name: String, maria: SignedIn) {
    let maria = try await probe.browser(of: probe.sample.maria)
    let ticket = try await maria.send(
      "POST", "/api/v1/tickets",
      .json(["organisation": "vilaclara", "subject": "Padró", "level": "assisted"]))
    let reference = ticket.json["reference"]?.string ?? ""
    let opened = try await maria.send("POST", "/api/v1/tickets/\(reference)/remote-sessions")
    return (opened.json["id"]?.string ?? "", maria)
  }

  private func report(_ name: String, _ now: Moment) -> JSON {
    [
      "session": .string(name), "phase": "ended", "bytes": 12, "frames": 3, "staff": [],
      "events": [
        ["at": .integer(now.milliseconds), "actor": "sharer", "step": "joined"],
        ["at": .integer(now.milliseconds), "actor": "sharer", "step": "ended"],
      ],
      "ending": ["reason": "stopped", "by": "sharer", "at": .integer(now.milliseconds)],
      "receipt": ["bytes": 12],
    ]
  }

  @Test func `what a relay tells is kept once, however often it is told`() async throws {
    try await Probe.open { probe in
      let (name, maria) = try await session(probe)
      let journal = RelayJournal()
      journal.append(report(name, probe.sample.now))
      for _ in 0..<3 {
        let answer = try await send(journal, probe)
        #expect(answer.status == 200 && answer.json["through"] == 1)
      }
      let shown = try await maria.get("/api/v1/remote-sessions/\(name)").json
      #expect(shown["state"] == "ended" && shown["reason"] == "stopped" && shown["bytes"] == 12)
      let steps = shown["events"]?.array?.compactMap { $0["step"]?.string }
      #expect(steps == ["opened", "joined", "ended"])
    }
  }

  @Test func `a letter with a bad seal, or none, changes nothing`() async throws {
    try await Probe.open { probe in
      let (name, maria) = try await session(probe)
      let journal = RelayJournal()
      journal.append(report(name, probe.sample.now))
      for seal in ["", "v1=", "v1=AAAA"] {
        #expect(try await send(journal, probe, seal: seal).status == 401)
      }
      let shown = try await maria.get("/api/v1/remote-sessions/\(name)").json
      #expect(shown["state"] == "opened")
    }
  }

  @Test func `a report of an unknown session holds up no other`() async throws {
    try await Probe.open { probe in
      let (name, maria) = try await session(probe)
      let journal = RelayJournal()
      journal.append(report("nobody's", probe.sample.now))
      journal.append(["no": "report"])
      journal.append(report(name, probe.sample.now))
      #expect(try await send(journal, probe).json["through"] == 3)
      let shown = try await maria.get("/api/v1/remote-sessions/\(name)").json
      #expect(shown["state"] == "ended")
    }
  }

  @Test func `a relay hears what has ended at the desk`() async throws {
    try await Probe.open { probe in
      let (name, maria) = try await session(probe)
      let journal = RelayJournal()
      #expect(try await send(journal, probe, live: [name]).json["ended"] == [])
      #expect(try await maria.send("DELETE", "/api/v1/remote-sessions/\(name)").status == 204)
      let answer = try await send(journal, probe, live: [name, "nobody's"])
      #expect(answer.json["ended"] == [.string(name)])
    }
  }
}

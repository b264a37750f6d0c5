import Basics
import HTTP
import Storage
import Support
import Testing
import Ticketing

@testable import Site

@Suite struct ComputerSheetTests {
  /// A session that Maria has opened; its name.
  private func session(_ probe: Probe) async throws -> (name: String, maria: SignedIn) {
    let maria = try await probe.browser(of: probe.sample.maria)
    let ticket = try await maria.send(
      "POST", "/api/v1/tickets",
      .json(["organisation": "vilaclara", "subject": "Padró", "level": "assisted"]))
    let reference = ticket.json["reference"]?.string ?? ""
    let opened = try await maria.send("POST", "/api/v1/tickets/\(reference)/remote-sessions")
    return (opened.json["id"]?.string ?? "", maria)
  }

  @Test(arguments: ["ca", "es", "en"])
  func `the sheet speaks of every system, in the reader's language`(language: String)
    async throws
  {
    try await Probe.open { probe in
      let answer = try await probe.get("/assist/computer?lang=\(language)")
      #expect(answer.status == 200 && answer.fields["Content-Language"] == language)
      for system in ["Windows", "Mac", "Linux", "TigerVNC"] {
        #expect(answer.text.contains(system))
      }
      // The number is never in an address that a server is sent, nor in the page.
      #expect(answer.text.contains(#"data-fill="spoken" data-blank></dd>"#))
    }
  }

  @Test func `the agent's sheet is for the agents of the session's council`() async throws {
    try await Probe.open { probe in
      let (name, maria) = try await session(probe)
      let path = "/agent/sessions/\(name)/computer"
      #expect(try await maria.get(path).status == 200)
      let pepa = try await probe.browser(of: probe.sample.pepa)
      #expect(try await pepa.get(path).status == 404)
      #expect(try await probe.get(path).status == 303)
    }
  }

  @Test func `where noVNC isn't installed the agent's page says what to install`() async throws {
    try await Probe.open { probe in
      let (name, maria) = try await session(probe)
      let page = try await maria.get("/agent/sessions/\(name)").text
      #expect(page.contains("instal·leu el paquet novnc"))
      #expect(!page.contains(#"data-act="vnc""#))
    }
    var remote = RemoteConfiguration()
    remote.noVNC = "/usr/share/novnc"
    try await Probe.open(remote: remote) { probe in
      let (name, maria) = try await session(probe)
      let page = try await maria.get("/agent/sessions/\(name)").text
      #expect(!page.contains("instal·leu el paquet novnc"))
      #expect(page.contains(#"data-act="vnc""#) && page.contains("Sense xifrat d"))
    }
  }
}

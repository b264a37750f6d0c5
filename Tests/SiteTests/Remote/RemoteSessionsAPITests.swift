import Basics
import HTTP
import Relay
import Support
import Testing
import Ticketing

@testable import Site
@testable import Storage

/// A ticket of Vilaclara and a remote session that Maria has opened for it.
private struct Scene {
  let probe: Probe
  let maria: SignedIn
  let reference: String
  let opened: JSON

  init(_ probe: Probe) async throws {
    self.probe = probe
    maria = try await probe.browser(of: probe.sample.maria)
    let ticket = try await maria.send(
      "POST", "/api/v1/tickets",
      .json(["organisation": "vilaclara", "subject": "Padró", "level": "assisted"]))
    reference = ticket.json["reference"]?.string ?? ""
    let answer = try await maria.send("POST", "/api/v1/tickets/\(reference)/remote-sessions")
    #expect(answer.status == 201)
    opened = answer.json
  }

  var id: String { opened["id"]?.string ?? "" }
  var code: String { opened["code"]?.string ?? "" }
  var path: String { "/api/v1/remote-sessions/\(id)" }

  func join(_ code: String) async throws -> Answer {
    try await probe.send(
      "POST", "/api/v1/remote-sessions/join", [], .json(["code": .string(code)]))
  }

  /// The citizen's cookie after joining.
  func joined() async throws -> (String, String) {
    let answer = try await join(code)
    let cookie = answer.fields["Set-Cookie"]?.split(separator: ";").first.map(String.init)
    return ("Cookie", cookie ?? "")
  }
}

@Suite struct RemoteSessionsAPITests {
  @Test func `an agent opens a session and a citizen joins with its code`() async throws {
    try await Probe.open { probe in
      let scene = try await Scene(probe)
      #expect(scene.code.count == 9)
      #expect(scene.opened["joinURL"]?.string == "http://www.example/assist/\(scene.code)")
      let typed = "\(scene.code.prefix(3)) \(scene.code.dropFirst(3))"
      let answer = try await scene.join(typed)
      #expect(answer.status == 200)
      #expect(answer.json["agent"] == "Maria Soler" && answer.json["role"] == "sharer")
      #expect(answer.json["socket"]?.string == "ws://www.example/relay/\(scene.id)")
      let cookie = answer.fields["Set-Cookie"] ?? ""
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
    }
  }

  @Test func `looking at an invitation doesn't use the code up, joining does`() async throws {
    try await Probe.open { probe in
      let scene = try await Scene(probe)
      for _ in 0..<2 {
        let answer = try await probe.send(
          "POST", "/api/v1/remote-sessions/invitation", [], .json(["code": .string(scene.code)]))
        #expect(answer.status == 200 && answer.json["organisationSlug"] == "vilaclara")
      }
      let first = try await scene.join(scene.code)
      let second = try await scene.join(scene.code)
      #expect(first.status == 200 && second.status == 404)
    }
  }

  @Test func `whatever is wrong with a code is answered in the same words`() async throws {
    try await Probe.open { probe in
      let scene = try await Scene(probe)
      _ = try await scene.join(scene.code)
      let used = try await scene.join(scene.code)
      let wrong = try await scene.join("000000000")
      let none = try await scene.join("hola")
      #expect(used.problem == "unknown-code")
      #expect(used.bytes == wrong.bytes && wrong.bytes == none.bytes)
    }
  }

  @Test func `an address that tries codes has to wait`() async throws {
    try await Probe.open(rateLimits: true) { probe in
      let scene = try await Scene(probe)
      var statuses: [Int] = []
      for _ in 0..<6 { statuses.append(try await scene.join("000000000").status) }
      #expect(statuses == [404, 404, 404, 404, 404, 429])
      let late = try await scene.join(scene.code)
      #expect(late.status == 429 && late.fields["Retry-After"] != nil)
    }
  }

  @Test func `the citizen's cookie gets another ticket and nobody else's does`() async throws {
    try await Probe.open { probe in
      let scene = try await Scene(probe)
      let cookie = try await scene.joined()
      let again = try await probe.send("POST", scene.path + "/tickets", [cookie])
      #expect(again.status == 200 && again.json["role"] == "sharer")
      let forged = ("Cookie", "assist=\(scene.id).AAAA")
      #expect(try await probe.send("POST", scene.path + "/tickets", [forged]).status == 401)
      #expect(try await probe.send("POST", scene.path + "/tickets").status == 401)
    }
  }

  @Test(arguments: [
    ("agent", 200), ("interpreter", 404), ("supervisor", 404), ("sharer", 422), ("boss", 422),
  ])
  func `an agent watches as what an agent may be`(role: String, status: Int) async throws {
    try await Probe.open { probe in
      let scene = try await Scene(probe)
      let answer = try await scene.maria.send(
        "POST", scene.path + "/tickets", .json(["role": .string(role)]))
      #expect(answer.status == status)
    }
  }

  @Test func `a supervisor may look on`() async throws {
    try await Probe.open { probe in
      let scene = try await Scene(probe)
      let rosa = try await probe.browser(of: probe.sample.rosa)
      let answer = try await rosa.send(
        "POST", scene.path + "/tickets", .json(["role": "supervisor"]))
      #expect(answer.json["role"] == "supervisor")
    }
  }

  @Test func `staff of another council neither see nor enter nor end it`() async throws {
    try await Probe.open { probe in
      let scene = try await Scene(probe)
      let pepa = try await probe.browser(of: probe.sample.pepa)
      #expect(try await pepa.get(scene.path).status == 404)
      #expect(try await pepa.send("POST", scene.path + "/tickets").status == 404)
      #expect(try await pepa.send("DELETE", scene.path).status == 404)
      #expect(try await pepa.get("/agent/sessions/\(scene.id)").status == 404)
      let path = "/api/v1/tickets/\(scene.reference)/remote-sessions"
      #expect(try await pepa.send("POST", path).status == 404)
    }
  }

  @Test func `a page that isn't ours opens nothing`() async throws {
    try await Probe.open { probe in
      let scene = try await Scene(probe)
      let path = "/api/v1/tickets/\(scene.reference)/remote-sessions"
      let answer = try await probe.send("POST", path, [scene.maria.cookie])
      #expect(answer.problem == "csrf")
      let foreign = try await probe.send(
        "POST", "/api/v1/remote-sessions/join", [("Origin", "http://evil.example")],
        .json(["code": .string(scene.code)]))
      #expect(foreign.problem == "forbidden-origin")
    }
  }

  @Test func `a session that was ended from outside lets nobody in`() async throws {
    try await Probe.open { probe in
      let scene = try await Scene(probe)
      let cookie = try await scene.joined()
      #expect(try await scene.maria.send("DELETE", scene.path).status == 204)
      let shown = try await scene.maria.get(scene.path)
      #expect(shown.json["state"] == "ended" && shown.json["reason"] == "removed")
      let late = try await probe.send("POST", scene.path + "/tickets", [cookie])
      #expect(late.status == 410 && late.problem == "remote-session-ended")
    }
  }

  @Test func `only who opened it, or a supervisor, ends it`() async throws {
    try await Probe.open { probe in
      let scene = try await Scene(probe)
      let joan = try await probe.browser(of: probe.sample.joan)
      #expect(try await joan.send("DELETE", scene.path).status == 404)
      let rosa = try await probe.browser(of: probe.sample.rosa)
      #expect(try await rosa.send("DELETE", scene.path).status == 204)
    }
  }
}

@Suite struct IceServersTests {
  @Test func `a TURN server is named with a password that lasts as long as a session`() throws {
    var remote = RemoteConfiguration(key: [])
    remote.iceServers = ["stun:a:3478", "turn:b:3478"]
    remote.turnSecret = "secret"
    let now = Moment(seconds: 1_800_000_000)
    let servers = remote.iceServers(at: now).array ?? []
    #expect(servers.count == 2 && servers[0] == ["urls": ["stun:a:3478"]])
    #expect(servers[1]["username"] == "1800014400:acompanya")
    let password = HMAC.sha1(Array("1800014400:acompanya".utf8), key: Array("secret".utf8))
    #expect(servers[1]["credential"]?.string == Base64.encode(password))
  }

  @Test func `a TURN server without its secret is not named`() {
    var remote = RemoteConfiguration(key: [])
    remote.iceServers = ["turn:b:3478"]
    #expect(remote.iceServers(at: Moment(seconds: 0)) == [])
  }
}

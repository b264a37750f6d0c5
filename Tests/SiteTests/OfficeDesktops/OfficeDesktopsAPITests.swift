import Basics
import HTTP
import Passwords
import Relay
import Storage
import Support
import Testing
import Ticketing
import Wire

@testable import Site

/// A desk with an administrator, Maria's password, and Maria's machine.
private struct Scene {
  static let password = "una contrasenya llarga"
  static let hash = try? Password.hash(password)
  static let path = "/api/v1/office-desktops"

  let probe: Probe
  let maria: SignedIn
  let rosa: SignedIn
  let id: Int64
  let secret: String

  static func open(
    rateLimits: Bool = false, _ body: @Sendable (Scene) async throws -> Void
  ) async throws {
    var remote = RemoteConfiguration()
    remote.desktopAddress = ("desk.example", 5500)
    try await Probe.open(rateLimits: rateLimits, remote: remote) { probe in
      try await body(try await Scene(probe))
    }
  }

  private init(_ probe: Probe) async throws {
    self.probe = probe
    let hash = try #require(Self.hash)
    let (maria, rosa, vilaclara) = (
      probe.sample.maria, probe.sample.rosa, probe.sample.vilaclara
    )
    try await probe.sample.desk.record { ledger in
      try ledger.setPasswordHash(hash, of: maria)
      try ledger.setRole(.administrator, of: rosa, in: vilaclara)
    }
    self.maria = try await probe.browser(of: maria)
    self.rosa = try await probe.browser(of: rosa)
    let answer = try await self.rosa.send("POST", Self.path, Self.entry())
    #expect(answer.status == 201)
    id = answer.json["id"]?.integer ?? 0
    secret = answer.json["secret"]?.string ?? ""
  }

  static func entry(owner: JSON = "maria", hours: JSON = ["mon-fri 08:00-15:00"]) -> Content {
    .json(["organisation": "vilaclara", "owner": owner, "name": "PC 14", "hours": hours])
  }

  var path: String { "\(Self.path)/\(id)" }

  /// The machine calls.
  func call(_ secret: String? = nil) async throws -> Answer {
    try await probe.send(
      "POST", Self.path + "/calls", [("Authorization", "Bearer \(secret ?? self.secret)")])
  }

  func connect(_ who: SignedIn, _ password: String = password) async throws -> Answer {
    try await who.send("POST", path + "/connections", .json(["password": .string(password)]))
  }

  /// The machine is on the line, as far as the desk knows; it is let go by the next call.
  func callIn() {
    probe.site.offices.noteCall(Identifier(id), at: probe.sample.now)
  }
}

@Suite struct OfficeDesktopsAPITests {
  @Test func `an administrator registers a machine, and its owner finds it`() async throws {
    try await Scene.open { scene async throws in
      #expect(scene.secret.count >= 40)
      let list = try await scene.maria.get(Scene.path).json["items"]?.array
      #expect(list?.first?["name"] == "PC 14" && list?.first?["own"] == true)
      #expect(list?.first?["state"] == "never-seen" && list?.first?["secret"] == nil)
      let administered = try await scene.rosa.get(Scene.path).json["items"]?.array
      #expect(administered?.first?["own"] == false)
    }
  }

  @Test func `only an administrator of the council registers and revokes`() async throws {
    try await Scene.open { scene async throws in
      let joan = try await scene.probe.browser(of: scene.probe.sample.joan)
      for who in [scene.maria, joan] {
        #expect(try await who.send("POST", Scene.path, Scene.entry()).status == 404)
        #expect(try await who.send("DELETE", scene.path).status == 404)
      }
    }
  }

  @Test(arguments: [
    (Scene.entry(owner: "nobody"), "owner unknown"),
    (Scene.entry(owner: "pepa"), "owner unknown"),
    (Scene.entry(hours: ["mon 20:00-08:00"]), "hours malformed"),
    (Scene.entry(hours: []), "hours malformed"),
  ])
  func `a machine needs an owner of the council and hours`(entry: Content, fault: String)
    async throws
  {
    try await Scene.open { scene async throws in
      let answer = try await scene.rosa.send("POST", Scene.path, entry)
      #expect(answer.status == 422 && answer.faults == [fault])
    }
  }

  @Test func `the owner connects, and the machine hears of it in its call`() async throws {
    try await Scene.open { scene async throws in
      scene.callIn()
      let opened = try await scene.connect(scene.maria)
      #expect(opened.status == 201)
      let name = opened.json["id"]?.string ?? ""
      #expect(opened.json["socket"]?.string == "ws://www.example/relay/rfb/\(name)")
      #expect(opened.json["endsAt"] == X words = try await scene.call().text.split(separator: " ")
      #expect(words.dropFirst() == ["desk.example", "5500", "plain", "21000\n"])
      let key = scene.probe.site.remote.configuration.key
      let word = OfficeWord(String(words.first ?? ""), key: key, at: scene.probe.sample.now)
      #expect(word?.name == name)
      let list = try await scene.maria.get(Scene.path).json["items"]?.array
      #expect(list?.first?["state"] == "in-use")
      #expect(try await scene.connect(scene.maria).problem == "desktop-in-use")
    }
  }

  @Test func `a machine with an unknown secret, or none, hears nothing`() async throws {
    try await Scene.open { scene async throws in
      #expect(try await scene.call("wrong").status == 401)
      #expect(try await scene.probe.send("POST", Scene.path + "/calls").status == 401)
      #expect(try await scene.maria.send("POST", Scene.path + "/calls").status == 401)
      #expect(try await scene.rosa.send("DELETE", scene.path).status == 204)
      #expect(try await scene.call().status == 401)
    }
  }

  @Test func `a wrong password opens nothing and is noted`() async throws {
    try await Scene.open { scene async throws in
      scene.callIn()
      #expect(try await scene.connect(scene.maria, "wrong").problem == "wrong-credentials")
      let shown = try await scene.maria.get(scene.path).json
      #expect(shown["state"] == "online")
      #expect(shown["events"]?.array?.first?["step"] == "mistyped")
    }
  }

  @Test func `passwords are limited as at the door`() async throws {
    try await Scene.open(rateLimits: true) { scene async throws in
      var statuses: Set<Int> = []
      for _ in 0..<21 { statuses.insert(try await scene.connect(scene.maria, "wrong").status) }
      #expect(statuses == [401, 429])
    }
  }

  @Test func `nobody but the owner connects`() async throws {
    try await Scene.open { scene async throws in
      scene.callIn()
      let joan = try await scene.probe.browser(of: scene.probe.sample.joan)
      for who in [joan, scene.rosa] {
        #expect(try await scene.connect(who).status == 404)
      }
      #expect(try await joan.get(scene.path).status == 404)
    }
  }

  @Test func `the hours and the machine's absence keep its owner out`() async throws {
    try await Scene.open { scene async throws in
      #expect(try await scene.connect(scene.maria).problem == "desktop-off")
      scene.probe.sample.clock.set(Moment("2026-11-23T15:00:00+01:00"))
      scene.callIn()
      #expect(try await scene.connect(scene.maria).problem == "desktop-closed")
    }
  }

  @Test func `a ticket is for the owner alone, until the screen was seen`() async throws {
    try await Scene.open { scene async throws in
      scene.callIn()
      let name = try await scene.connect(scene.maria).json["id"]?.string ?? ""
      let ticket = "\(scene.path)/connections/\(name)/ticket"
      #expect(try await scene.maria.send("POST", ticket).status == 200)
      #expect(try await scene.rosa.send("POST", ticket).status == 404)
      let now = scene.probe.sample.now
      try await scene.probe.sample.desk.record {
        try $0.record(.connected, of: name, reason: nil, bytes: 0, at: now)
      }
      #expect(try await scene.maria.send("POST", ticket).status == 404)
    }
  }
}

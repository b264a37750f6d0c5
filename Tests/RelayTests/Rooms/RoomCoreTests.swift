import Basics
import Support
import Testing
import Ticketing
import WebSockets

@testable import Relay

/// A room with Marta as the sharer and Anna as the agent.
private struct Scene {
  let now: Moment = "2026-11-23T09:10:00+01:00"
  var room: RoomCore

  init() throws {
    room = RoomCore(name: "s", openedAt: now)
    _ = try enter("sharer", "Marta", nil)
    _ = try enter("agent", "Anna", 7)
  }

  func ticket(_ role: String, _ name: String, _ staff: Int64?) -> RelayTicket {
    RelayTicket(
      session: "s", role: role, name: name, staff: staff, origin: "http://a", openedAt: now,
      at: now)
  }

  mutating func enter(_ role: String, _ name: String, _ staff: Int64?) throws -> Int {
    try room.enter(
      ticket(role, name, staff), hello: [:], resumption: "token-\(name)", at: now
    ).number
  }

  mutating func say(_ number: Int, _ json: JSON) -> [RoomAction] {
    room.receive(json.object ?? [:], from: number, at: now)
  }

  mutating func share() {
    _ = say(0, ["type": "accept", "viewer": 1])
    _ = say(0, ["type": "compared", "with": 1, "same": true])
    _ = say(1, ["type": "compared", "with": 0, "same": true])
    _ = say(0, ["type": "sharing", "what": "tab", "codec": "vp8"])
  }

  mutating func route(_ kind: FrameHead.Kind, from: UInt8, to: UInt8) throws -> RoomCore.Route {
    let bytes = [kind.rawValue, 0, from, to] + [UInt8](repeating: 0, count: 40)
    let head = try #require(FrameHead(bytes))
    return room.route(head, from: Int(from), bytes: bytes.count, at: now)
  }
}

extension [RoomAction] {
  fileprivate var types: [String] {
    compactMap { action in
      switch action {
      case .send(let json, _), .broadcast(let json, _), .end(let json): json["type"]?.string
      default: nil
      }
    }
  }
}

@Suite struct RoomCoreTests {
  @Test func `no key agreement passes before the citizen has said yes`() throws {
    var scene = try Scene()
    let early = scene.say(1, ["type": "commitment", "value": "x"])
    #expect(early.types == ["error"])
    _ = scene.say(0, ["type": "accept", "viewer": 1])
    let passed = scene.say(1, ["type": "commitment", "value": "x"])
    #expect(
      passed == [.send(["type": "commitment", "from": 1, "value": "x"], to: 0)])
  }

  @Test func `frames flow only between those who are cleared`() throws {
    var scene = try Scene()
    #expect(try scene.route(.key, from: 0, to: 255) == .nowhere)
    scene.share()
    let eva = try UInt8(scene.enter("interpreter", "Eva", 9))
    #expect(try scene.route(.key, from: 0, to: 255) == .viewers)
    #expect(scene.room.mayReceive(1) && !scene.room.mayReceive(Int(eva)))
    #expect(try scene.route(.message, from: 0, to: eva) == .nowhere)
    #expect(try scene.route(.message, from: eva, to: 0) == .nowhere)
    #expect(try scene.route(.message, from: 1, to: 0) == .one(0))
  }

  @Test func `a false sender, and a viewer who sends pictures or to others, is misuse`() throws {
    var scene = try Scene()
    scene.share()
    let head = try #require(FrameHead([16, 0, 0, 0] + [UInt8](repeating: 0, count: 40)))
    #expect(scene.room.route(head, from: 1, bytes: 44, at: scene.now) == .misuse)
    #expect(try scene.route(.key, from: 1, to: 0) == .misuse)
    #expect(try scene.route(.message, from: 1, to: 255) == .misuse)
  }

  @Test func `pause stops the picture and not what is said`() throws {
    var scene = try Scene()
    scene.share()
    _ = scene.say(0, ["type": "pause"])
    #expect(try scene.route(.delta, from: 0, to: 255) == .nowhere)
    #expect(try scene.route(.message, from: 0, to: 255) == .viewers)
  }

  @Test(arguments: [
    (FrameHead.Kind.pointer, "point"), (.ink, "point"), (.chunk, "files"),
  ])
  func `without its right a kind goes nowhere`(kind: FrameHead.Kind, right: String) throws {
    var scene = try Scene()
    scene.share()
    _ = scene.say(0, ["type": "grant", "right": .string(right)])
    #expect(try scene.route(kind, from: 1, to: 0) == .one(0))
    _ = scene.say(0, ["type": "revoke", "right": .string(right)])
    #expect(try scene.route(kind, from: 1, to: 0) == .nowhere)
  }

  @Test(arguments: ["grant", "revoke", "pause", "sharing", "accept", "rekey", "reconfirm", "?"])
  func `a viewer can't do what is the citizen's`(type: String) throws {
    var scene = try Scene()
    let actions = scene.say(1, ["type": .string(type), "viewer": 1, "right": "control"])
    #expect(actions.types == ["error"])
  }

  @Test func `a no to a second viewer closes only that one`() throws {
    var scene = try Scene()
    scene.share()
    let eva = try scene.enter("interpreter", "Eva", 9)
    let actions = scene.say(0, ["type": "refuse", "viewer": .integer(Int64(eva))])
    #expect(actions.contains(.close(eva, .turnedAway)))
    #expect(actions.types.contains("left") && !scene.room.isEnded)
  }

  @Test func `digits that differ close with their own code`() throws {
    var scene = try Scene()
    scene.share()
    let eva = try scene.enter("interpreter", "Eva", 9)
    let number = JSON.integer(Int64(eva))
    _ = scene.say(0, ["type": "accept", "viewer": number])
    let actions = scene.say(0, ["type": "compared", "with": number, "same": false])
    #expect(actions.contains(.close(eva, .wordsDiffer)))
  }

  @Test func `the end says why, by whom, and gives the receipt`() throws {
    var scene = try Scene()
    scene.share()
    let actions = scene.say(0, ["type": "end"])
    guard case .end(let json)? = actions.last else {
      Issue.record("no end")
      return
    }
    #expect(json["reason"] == "stopped" && json["by"] == 0)
    #expect(json["receipt"]?["what"] == ["tab"])
    #expect(json["receipt"]?["people"]?.array?.count == 2)
    #expect(try scene.route(.key, from: 0, to: 255) == .nowhere)
  }

  @Test func `a token resumes once, and only for its own page`() throws {
    var scene = try Scene()
    #expect(scene.room.redeem("token-Anna", origin: "http://evil") == 1)
    #expect(scene.room.redeem("token-Anna", origin: "http://a") == 1)
    #expect(scene.room.redeem("token-Anna", origin: "http://a") == nil)
    #expect(scene.room.redeem("", origin: "http://a") == nil)
  }

  @Test func `who comes with a new ticket gets the old place back`() throws {
    var scene = try Scene()
    scene.share()
    _ = scene.room.lose(1, at: scene.now)
    #expect(try scene.enter("agent", "Anna", 7) == 1)
    #expect(scene.room.mayReceive(1))
    #expect(try scene.enter("agent", "Joan", 8) == 2)
  }

  @Test func `a viewer's new keys take the clearance back until both compare again`() throws {
    var scene = try Scene()
    scene.share()
    let actions = scene.say(1, ["type": "commitment", "value": "new"])
    #expect(actions.types == ["commitment", "uncleared"])
    #expect(!scene.room.mayReceive(1))
  }

  @Test func `acknowledgements pass at most five times a second`() throws {
    var scene = try Scene()
    scene.share()
    let first = scene.say(1, ["type": "ack", "epoch": 1, "sequence": 2])
    let second = scene.say(1, ["type": "ack", "epoch": 1, "sequence": 3])
    #expect(first.types == ["ack"] && second.isEmpty)
  }

  @Test func `other people's texts are passed as they are and cut where they are long`() throws {
    var scene = try Scene()
    let number = try scene.enter("interpreter", String(repeating: "<b>", count: 100), 9)
    let name = scene.room.describe(number)["name"]?.string
    #expect(name?.count == 80 && name?.hasPrefix("<b><b>") == true)
  }
}

import Basics
import Testing
import WebSockets
import Wire

@testable import Relay

/// A shared computer, as far as the repeater sees it.
struct Computer {
  let connection: Connection

  init(_ repeater: Repeater, _ probe: RelayProbe) async throws {
    try await self.init(repeater.address, probe)
  }

  init(_ address: SocketAddress, _ probe: RelayProbe) async throws {
    connection = try await Connection.connect(to: address, on: probe.loops.loops[0])
  }

  func hello(_ id: String, piece: Int = 250) async throws {
    let text = Array("ID:\(id)".utf8)
    let bytes = text + [UInt8](repeating: 0, count: 250 - text.count)
    for start in stride(from: 0, to: 250, by: piece) {
      try await connection.write(Array(bytes[start..<min(250, start + piece)]))
    }
  }

  func say(_ text: String) async throws {
    try await connection.write(Array(text.utf8))
  }

  /// Says its id and its version.
  func arrive(_ id: String) async throws {
    try await hello(id)
    try await say("RFB 003.008\n")
  }

  /// Whether the other side has closed.
  func isLetGo() async -> Bool {
    guard let bytes = try? await connection.read(timeout: .seconds(60)) else { return true }
    return bytes.isEmpty
  }
}

@Suite(.timeLimit(.minutes(2))) struct RepeaterTests {
  private func serving(_ test: @Sendable (RelayProbe, Repeater) async throws -> Void) async throws {
    try await RelayProbe.serving { probe in
      let loopback = try #require(SocketAddress("127.0.0.1:0"))
      let repeater = try Repeater(
        loopback, loops: probe.loops, relay: probe.relay, helloTime: .seconds(600))
      let running = Task { await repeater.run() }
      defer { repeater.stop() }
      try await test(probe, repeater)
      repeater.stop()
      await running.value
    }
  }

  private func watch(_ probe: RelayProbe) async throws -> RelayClient {
    let ticket = probe.ticket("agent", staff: 1)
    return try await probe.dial(
      "/relay/rfb/s", protocols: "binary, ticket.\(ticket)", origin: RelayProbe.origin)
  }

  @Test(arguments: [1, 7, 250])
  func `a computer that dials in with its id is shown to the viewer`(piece: Int) async throws {
    try await serving { probe, repeater in
      let (_, viewer) = try await probe.sharing("vnc")
      let id = repeater.invite("s", at: .now()).id
      let computer = try await Computer(repeater, probe)
      try await computer.hello(id, piece: piece)
      try await computer.say("RFB 003.008\n")
      #expect(try await viewer.hear("desktop")["there"] == true)
      let screen = try await watch(probe)
      #expect(await screen.status == 101)
      #expect(try await screen.see() == Array("RFB 003.008\n".utf8))
      try await screen.send(.binary, Array("RFB 003.008\n".utf8))
      #expect(try await computer.connection.read(max: 12) == Array("RFB 003.008\n".utf8))
      try await computer.connection.write([1, 1])
      #expect(try await screen.see() == [1, 1])
    }
  }

  @Test func `nobody's id is let go without a word`() async throws {
    try await serving { probe, repeater in
      _ = try await probe.sharing("vnc")
      let stranger = try await Computer(repeater, probe)
      try await stranger.hello("123456789012")
      #expect(await stranger.isLetGo())
    }
  }

  @Test func `a second computer with the id waits for the citizen's word, a third is let go`()
    async throws
  {
    try await serving { probe, repeater in
      let (sharer, viewer) = try await probe.sharing("vnc")
      let id = repeater.invite("s", at: .now()).id
      let first = try await Computer(repeater, probe)
      try await first.arrive(id)
      _ = try await viewer.hear("desktop")
      let second = try await Computer(repeater, probe)
      try await second.arrive(id)
      #expect(try await sharer.hear("another-desktop")["there"] == true)
      let third = try await Computer(repeater, probe)
      try await third.hello(id)
      #expect(await third.isLetGo())
      try await sharer.say(["type": "take-desktop", "another": true])
      #expect(await first.isLetGo())
      let screen = try await watch(probe)
      _ = try await screen.see()
      try await screen.send(.binary, Array("RFB 003.008\n".utf8))
      #expect(try await second.connection.read(max: 12) == Array("RFB 003.008\n".utf8))
    }
  }

  @Test func `a second computer that the citizen doesn't know is let go`() async throws {
    try await serving { probe, repeater in
      let (sharer, viewer) = try await probe.sharing("vnc")
      let id = repeater.invite("s", at: .now()).id
      let first = try await Computer(repeater, probe)
      try await first.arrive(id)
      _ = try await viewer.hear("desktop")
      let second = try await Computer(repeater, probe)
      try await second.arrive(id)
      _ = try await sharer.hear("another-desktop")
      // Only the citizen decides.
      try await viewer.say(["type": "take-desktop", "another": true])
      #expect(try await viewer.hear("error")["code"] == "not-allowed")
      try await sharer.say(["type": "take-desktop", "another": false])
      #expect(await second.isLetGo())
      #expect(repeater.isWaiting(for: "s"))
    }
  }

  @Test func `the end of a session lets go of what waits for it`() async throws {
    try await serving { probe, repeater in
      let (sharer, viewer) = try await probe.sharing("vnc")
      let computer = try await Computer(repeater, probe)
      try await computer.arrive(repeater.invite("s", at: .now()).id)
      _ = try await viewer.hear("desktop")
      try await sharer.say(["type": "end"])
      #expect(await computer.isLetGo())
    }
  }

  @Test func `what doesn't begin with ID is let go`() async throws {
    try await serving { probe, repeater in
      let computer = try await Computer(repeater, probe)
      try await computer.say("GET / HTTP/1.1\r\n\r\n")
      #expect(await computer.isLetGo())
    }
  }

  @Test func `who says ID and nothing more is let go`() async throws {
    try await RelayProbe.serving { probe in
      let loopback = try #require(SocketAddress("127.0.0.1:0"))
      let repeater = try Repeater(
        loopback, loops: probe.loops, relay: probe.relay, helloTime: .milliseconds(50))
      let running = Task { await repeater.run() }
      let computer = try await Computer(repeater, probe)
      try await computer.say("ID:")
      #expect(await computer.isLetGo())
      repeater.stop()
      await running.value
    }
  }

  @Test func `a computer that leaves while it waits is noticed`() async throws {
    try await serving { probe, repeater in
      let (_, viewer) = try await probe.sharing("vnc")
      let computer = try await Computer(repeater, probe)
      try await computer.hello(repeater.invite("s", at: .now()).id)
      try await computer.say("RFB 003.008\n")
      _ = try await viewer.hear("desktop")
      computer.connection.close()
      #expect(try await viewer.hear("desktop")["there"] == false)
      #expect(repeater.parkedCount == 0)
    }
  }

  @Test func `a sharer, a foreign page and a used ticket see no desktop`() async throws {
    try await serving { probe, repeater in
      _ = try await probe.sharing("vnc")
      let sharer = "binary, ticket." + probe.ticket("sharer")
      let own = RelayProbe.origin
      #expect(try await probe.answer(viewer: sharer, origin: own) == 401)
      let agent = "binary, ticket." + probe.ticket("agent", staff: 1)
      #expect(try await probe.answer(viewer: agent, origin: "http://evil") == 403)
      // Nothing has dialled in.
      #expect(try await probe.answer(viewer: agent, origin: own) == 410)
    }
  }

  @Test func `the end of the session ends the desktop's connection`() async throws {
    try await serving { probe, repeater in
      let (sharer, viewer) = try await probe.sharing("vnc")
      let computer = try await Computer(repeater, probe)
      try await computer.hello(repeater.invite("s", at: .now()).id)
      try await computer.say("RFB 003.008\n")
      _ = try await viewer.hear("desktop")
      let screen = try await watch(probe)
      _ = try await screen.see()
      try await sharer.say(["type": "end"])
      try await screen.drain()
      #expect(await screen.closeCode == CloseCode(rawValue: 4000))
      #expect(await computer.isLetGo())
    }
  }
}

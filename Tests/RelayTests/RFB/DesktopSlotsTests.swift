import Basics
import Testing
import Wire

@testable import Relay

@Suite(.timeLimit(.minutes(2))) struct DesktopSlotsTests {
  private func serving(
    _ test: @Sendable (RelayProbe, Repeater) async throws -> Void
  ) async throws {
    try await RelayProbe.serving { probe in
      let loopback = try #require(SocketAddress("127.0.0.1:0"))
      let base = UInt16.random(in: 20_000...30_000)
      let repeater = try Repeater(
        loopback, slots: base...(base + 9), loops: probe.loops, relay: probe.relay)
      let running = Task { await repeater.run() }
      try await test(probe, repeater)
      repeater.stop()
      await running.value
    }
  }

  private func address(_ port: Int64?) throws -> SocketAddress {
    try #require(SocketAddress("127.0.0.1:\(port ?? 0)"))
  }

  @Test func `a computer without an id comes by its session's port, which shuts behind it`()
    async throws
  {
    try await serving { probe, repeater in
      let (sharer, viewer) = try await probe.sharing("vnc")
      try await viewer.say(["type": "invite-desktop", "form": "port"])
      let invitation = try await viewer.hear("desktop-invited")
      #expect(try await sharer.hear("desktop-invited")["port"] == invitation["port"])
      let door = try address(invitation["port"]?.integer)
      let computer = try await Computer(door, probe)
      try await computer.say("RFB 003.008\n")
      #expect(try await viewer.hear("desktop")["there"] == true)
      await #expect(throws: (any Error).self) { _ = try await Computer(door, probe) }
      computer.connection.close()
    }
  }

  @Test func `a computer from another network is let go, and the port stays`() async throws {
    try await serving { probe, repeater in
      _ = try await probe.sharing("vnc")
      let elsewhere = try #require(IPAddress("192.0.2.1"))
      let slot = try #require(repeater.openSlot(for: "s", from: elsewhere, at: .now()))
      let door = try address(Int64(slot.port))
      for _ in 0..<2 {
        let computer = try await Computer(door, probe)
        try await computer.say("RFB 003.008\n")
        #expect(await computer.isLetGo())
      }
      #expect(repeater.parkedCount == 0)
    }
  }

  @Test func `a port closes after its time`() async throws {
    try await serving { probe, repeater in
      _ = try await probe.sharing("vnc")
      let loopback = try #require(IPAddress("127.0.0.1"))
      let slot = try #require(repeater.openSlot(for: "s", from: loopback, at: .now()))
      repeater.tick(at: slot.until)
      let door = try address(Int64(slot.port))
      await #expect(throws: (any Error).self) {
        // The kernel may have taken one in before; it is let go without having been served.
        let computer = try await Computer(door, probe)
        try #require(await !computer.isLetGo())
      }
    }
  }

  @Test func `one session has one port at a time`() async throws {
    try await serving { probe, repeater in
      _ = try await probe.sharing("vnc")
      let loopback = try #require(IPAddress("127.0.0.1"))
      for _ in 0..<3 {
        _ = try #require(repeater.openSlot(for: "s", from: loopback, at: .now()))
        #expect(repeater.slots?.count == 1)
      }
    }
  }

  @Test func `nothing is invited where nobody has come, or no port is`() async throws {
    try await RelayProbe.serving { probe in
      let (_, viewer) = try await probe.sharing("vnc")
      try await viewer.say(["type": "invite-desktop", "form": "id"])
      #expect(try await viewer.hear("error")["code"] == "no-desktops")
    }
  }

  @Test func `an uncleared viewer may not invite a computer`() async throws {
    try await serving { probe, _ in
      _ = try await probe.enter("sharer")
      let viewer = try await probe.enter("agent", staff: 1)
      try await viewer.say(["type": "invite-desktop", "form": "id"])
      #expect(try await viewer.hear("error")["code"] == "wrong-state")
    }
  }
}

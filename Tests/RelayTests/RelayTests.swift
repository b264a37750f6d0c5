import Basics
import Testing
import WebSockets
import Wire

@testable import Relay

@Suite struct RelayTests {
  @Test func `a picture reaches a cleared viewer byte for byte`() async throws {
    try await RelayProbe.serving { probe in
      let (sharer, viewer) = try await probe.sharing()
      try await sharer.send(.key, to: 255, mark: 7, count: 300_000)
      let bytes = try await viewer.see()
      #expect(bytes.count == 300_024 && bytes[24...].allSatisfy { $0 == 7 })
    }
  }

  @Test func `a ticket that was used, is old, forged, or another session's lets nobody in`()
    async throws
  {
    try await RelayProbe.serving { probe in
      let good = probe.ticket("sharer")
      try await probe.expect(101, to: "ticket." + good)
      try await probe.expect(410, to: "ticket." + good)
      let old = probe.ticket("sharer", age: 61)
      try await probe.expect(410, to: "ticket." + old)
      let other = probe.ticket("sharer", session: "t")
      try await probe.expect(401, to: "ticket." + other)
      try await probe.expect(401, to: "ticket.v1.e30.AAAA")
      try await probe.expect(410, to: "resume.nothing")
      try await probe.expect(401, to: "something")
    }
  }

  @Test func `a foreign page gets nothing and doesn't use the ticket up`() async throws {
    try await RelayProbe.serving { probe in
      let ticket = "ticket." + probe.ticket("sharer")
      try await probe.expect(403, to: ticket, origin: "http://evil.example")
      try await probe.expect(403, to: ticket, origin: nil)
      try await probe.expect(101, to: ticket)
    }
  }

  @Test func `the end reaches everybody with its code`() async throws {
    try await RelayProbe.serving { probe in
      let (sharer, viewer) = try await probe.sharing()
      try await sharer.say(["type": "end"])
      let ended = try await viewer.hear("ended")
      #expect(ended["reason"] == "stopped")
      try await viewer.drain()
      try await sharer.drain()
      #expect(await viewer.closeCode == CloseCode(rawValue: 4000))
      #expect(await sharer.closeCode == CloseCode(rawValue: 4000))
      let late = try await probe.connect("ticket." + probe.ticket("agent", staff: 1))
      #expect(await late.status == 410)
    }
  }

  @Test func `a lost viewer resumes its place with a token that works once`() async throws {
    try await RelayProbe.serving { probe in
      let (sharer, viewer) = try await probe.sharing()
      let token = await viewer.token
      viewer.connection.close()
      _ = try await sharer.hear("away")
      let again = try await probe.connect("resume." + token)
      try await again.say(["type": "hello"])
      let welcome = try await again.hear("welcome")
      #expect(welcome["you"] == 1 && welcome["state"] == "sharing")
      try await sharer.send(.key, to: 255, mark: 9)
      #expect(try await again.see().last == 9)
      try await probe.expect(410, to: "resume." + token)
    }
  }

  @Test func `a connection that resumes replaces the old one`() async throws {
    try await RelayProbe.serving { probe in
      let (_, viewer) = try await probe.sharing()
      let again = try await probe.connect("resume." + (await viewer.token))
      try await again.say(["type": "hello"])
      _ = try await again.hear("welcome")
      try await viewer.drain()
      #expect(await viewer.closeCode == CloseCode(rawValue: 4003))
    }
  }

  @Test func `a viewer that reads nothing changes nothing for the other`() async throws {
    try await RelayProbe.serving { probe in
      let (sharer, fast) = try await probe.sharing()
      let slow = try await probe.enter("interpreter", staff: 2)
      try await probe.clear(slow, sharer)
      // Nobody reads `slow` from here on; 12 MB go by.
      try await sharer.send(.key, to: 255, mark: 0, count: 20_000)
      _ = try await fast.see()
      for number in 1...600 {
        let mark = UInt8(number % 250)
        try await sharer.send(.delta, to: 255, mark: mark, count: 20_000)
        #expect(try await fast.see().last == mark)
      }
      #expect(probe.relay.metrics.drops.now > 300)
    }
  }

  @Test func `what is sent after a false sender is not passed, and the connection ends`()
    async throws
  {
    try await RelayProbe.serving { probe in
      let (_, viewer) = try await probe.sharing()
      try await viewer.send(.binary, [16, 0, 0, 0] + [UInt8](repeating: 0, count: 40))
      try await viewer.drain()
      #expect(await viewer.closeCode == CloseCode(rawValue: 4005))
    }
  }

  @Test func `who floods is closed`() async throws {
    try await RelayProbe.serving { probe in
      let (_, viewer) = try await probe.sharing()
      for _ in 0..<900 { try? await viewer.say(["type": "key-request"]) }
      try await viewer.drain()
      #expect(await viewer.closeCode == CloseCode(rawValue: 4005))
    }
  }

  @Test func `who says something else than hello first is closed`() async throws {
    try await RelayProbe.serving { probe in
      let client = try await probe.connect("ticket." + probe.ticket("sharer"))
      try await client.say(["type": "end"])
      try await client.drain()
      #expect(await client.closeCode == CloseCode(rawValue: 4005))
    }
  }

  @Test func `more sessions than allowed are told to come back`() async throws {
    var limits = RelayLimits()
    limits.sessionsMax = 1
    try await RelayProbe.serving(limits: limits) { probe in
      _ = try await probe.enter("sharer")
      let other = probe.ticket("sharer", session: "t")
      let refused = try await probe.connect("ticket." + other, session: "t")
      #expect(await refused.status == 503)
    }
  }

  @Test func `an end from outside closes everybody`() async throws {
    try await RelayProbe.serving { probe in
      let (sharer, viewer) = try await probe.sharing()
      #expect(probe.relay.end("s"))
      #expect(try await viewer.hear("ended")["reason"] == "removed")
      #expect(try await sharer.hear("ended")["by"] == .null)
    }
  }

  @Test func `a relay that stops sends everybody away with 1001 and takes nobody`() async throws {
    try await RelayProbe.serving { probe in
      let (sharer, viewer) = try await probe.sharing()
      let silent = try await probe.connect("ticket." + probe.ticket("interpreter", staff: 2))
      probe.relay.stop()
      for client in [sharer, viewer, silent] {
        try await client.drain()
        #expect(await client.closeCode == .goingAway)
      }
      let late = try await probe.connect(
        "ticket." + probe.ticket("agent", session: "t"), session: "t")
      #expect(await late.status == 503)
    }
  }

  @Test func `who says no hello in time is closed`() async throws {
    var limits = RelayLimits()
    limits.helloTime = .zero
    try await RelayProbe.serving(limits: limits) { probe in
      let client = try await probe.connect("ticket." + probe.ticket("sharer"))
      try await client.drain()
      #expect(await client.closeCode == CloseCode(rawValue: 4005))
    }
  }

  @Test func `the ninth viewer of a session is told to come back`() async throws {
    try await RelayProbe.serving { probe in
      _ = try await probe.enter("sharer")
      for staff in Int64(1)...8 { _ = try await probe.enter("interpreter", staff: staff) }
      let ninth = try await probe.connect("ticket." + probe.ticket("agent", staff: 9))
      try await ninth.say(["type": "hello"])
      try await ninth.drain()
      #expect(await ninth.closeCode == .tryAgainLater)
    }
  }

  @Test(arguments: [true, false])
  func `an end from outside or from the sharer lets nothing more pass`(
    isOutside: Bool
  ) async throws {
    try await RelayProbe.serving { probe in
      let (sharer, viewer) = try await probe.sharing()
      try await sharer.send(.key, to: 255, mark: 1)
      #expect(try await viewer.see().last == 1)
      if isOutside {
        #expect(probe.relay.end("s"))
      } else {
        try await sharer.say(["type": "end"])
      }
      for _ in 0..<20 { try? await sharer.send(.delta, to: 255, mark: 2) }
      var seen: [UInt8] = []
      while let message = try await viewer.next() {
        if case .binary(let bytes) = message { seen.append(bytes.last ?? 0) }
      }
      #expect(seen.isEmpty)
      #expect(await viewer.closeCode == CloseCode(rawValue: 4000))
    }
  }

  @Test func `a storm of wishes for key frames becomes one request a second`() async throws {
    try await RelayProbe.serving { probe in
      let (sharer, viewer) = try await probe.sharing()
      let before = probe.relay.metrics.keyRequests.now
      let began = ContinuousClock.now
      for _ in 0..<150 { try await viewer.say(["type": "key-request"]) }
      try await viewer.say(["type": "ask", "right": "files"])
      _ = try await sharer.hear("ask")
      // However slow the machine is, there is never more than one in a second.
      let seconds = Int((ContinuousClock.now - began).components.seconds)
      #expect(probe.relay.metrics.keyRequests.now - before <= seconds + 1)
    }
  }
}

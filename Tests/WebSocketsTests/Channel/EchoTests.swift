import Testing

@testable import WebSockets

@Suite struct Echoes {
  @Test(arguments: [0, 1, 125, 126, 65_535, 65_536, 200_000, 16_777_216])
  func `a message of any size comes back`(count: Int) async throws {
    try await Probe.serving({ WebSocketEcho.response(to: $0) }) { probe in
      let client = try await probe.open()
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      async let sent: Void = client.send(.binary, bytes)
      let event = try await client.next()
      try await sent
      #expect(event == .message(.binary(bytes)))
      await client.close()
    }
  }

  @Test func `a text in three fragments with a ping between comes back whole after the pong`()
    async throws
  {
    try await Probe.serving({ WebSocketEcho.response(to: $0) }) { probe in
      let client = try await probe.open()
      try await client.send(.text, [0xC3], isFinal: false)
      try await client.send(.ping, [1, 2])
      try await client.send(.continuation, [0xB1], isFinal: false)
      try await client.send(.continuation, Array("a".utf8))
      #expect(try await client.next() == .pong([1, 2]))
      #expect(try await client.next() == .message(.text("ña")))
      await client.close()
    }
  }

  @Test func `every ping of many has its pong`() async throws {
    try await Probe.serving({ WebSocketEcho.response(to: $0) }) { probe in
      let client = try await probe.open()
      try await client.send((UInt8(0)..<50).flatMap { Frame(.ping, [$0], mask: 9).bytes })
      for number in UInt8(0)..<50 { #expect(try await client.next() == .pong([number])) }
      await client.close()
    }
  }

  @Test func `a thousand messages sent at once come back in order`() async throws {
    try await Probe.serving({ WebSocketEcho.response(to: $0) }) { probe in
      let client = try await probe.open()
      let frames = (0..<1000).flatMap {
        Frame(.text, Array("message \($0)".utf8), mask: UInt32($0)).bytes
      }
      async let sent: Void = client.send(frames)
      for number in 0..<1000 {
        #expect(try await client.next() == .message(.text("message \(number)")))
      }
      try await sent
      await client.close()
    }
  }

  @Test func `a close is answered with its code, and the server ends the stream`() async throws {
    try await Probe.serving({ WebSocketEcho.response(to: $0) }) { probe in
      let client = try await probe.open()
      try await client.send(.close, [0x0F, 0xA0] + Array("done".utf8))
      #expect(try await client.next() == .close(CloseCode(rawValue: 4000), ""))
      #expect(try await client.next() == nil)
      await client.close()
    }
  }

  static let broken: [([UInt8], CloseCode)] = [
    ([0x81, 0x01, 0x61], .protocolError), ([0xC1, 0x80, 0, 0, 0, 0], .protocolError),
    (Frame(.text, [0xFF], mask: 1).bytes, .invalidPayload),
    ([0x82, 0xFF, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0], .messageTooBig),
  ]

  @Test(arguments: broken)
  func `who breaks a rule is told which, even with more bytes on the way`(
    bytes: [UInt8], code: CloseCode
  ) async throws {
    try await Probe.serving({ WebSocketEcho.response(to: $0) }) { probe in
      let client = try await probe.open()
      try await client.send(bytes + [UInt8](repeating: 0, count: 100_000))
      guard case .close(let told, let reason)? = try await client.next() else {
        Issue.record("no close frame came")
        return
      }
      #expect(told == code)
      #expect(!reason.isEmpty)
      await client.close()
    }
  }
}

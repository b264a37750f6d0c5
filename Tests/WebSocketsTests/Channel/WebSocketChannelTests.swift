import Basics
import HTTP
import Synchronization
import Testing
import Wire

@testable import WebSockets

@Suite struct WebSocketChannels {
  static let offer = Handshake.Offer(origins: .any)

  @Test func `who says nothing is asked, and given up if no answer comes`() async throws {
    let ending = Mailbox<WebSocketChannel.Ending>()
    var limits = WebSocketLimits()
    limits.pingInterval = .milliseconds(20)
    limits.pongTime = .milliseconds(20)
    try await Probe.serving({ [limits] request in
      WebSocketChannel.open(request, offer: Self.offer, limits: limits) { channel, _ in
        #expect(await channel.receive() == nil)
        await ending.put(channel.ending())
      }
    }) { probe in
      let client = try await probe.open()
      #expect(try await client.next() == .ping([]))
      #expect(await ending.take() == .timedOut)
      await client.close()
    }
  }

  @Test func `who answers the pings stays`() async throws {
    var limits = WebSocketLimits()
    limits.pingInterval = .milliseconds(20)
    limits.pongTime = .seconds(20)
    try await Probe.serving({ [limits] request in
      WebSocketChannel.open(request, offer: Self.offer, limits: limits) { channel, _ in
        while let message = await channel.receive() { try? await channel.send(message) }
      }
    }) { probe in
      let client = try await probe.open()
      for _ in 0..<3 {
        #expect(try await client.next() == .ping([]))
        try await client.send(.pong, [])
      }
      try await client.send(.text, Array("here".utf8))
      var event = try await client.next()
      while event == .ping([]) { event = try await client.next() }
      #expect(event == .message(.text("here")))
      await client.close()
    }
  }

  @Test func `when the server is done it closes, and waits for the client's answer`() async throws {
    let ending = Mailbox<WebSocketChannel.Ending>()
    var limits = WebSocketLimits()
    limits.closeTime = .seconds(600)
    try await Probe.serving({ [limits] request in
      WebSocketChannel.open(request, offer: Self.offer, limits: limits) { channel, _ in
        await channel.close(.policyViolation, reason: "code used up")
        await ending.put(channel.ending())
      }
    }) { probe in
      let client = try await probe.open()
      #expect(try await client.next() == .close(.policyViolation, "code used up"))
      try await client.send(.binary, [1, 2, 3])
      try await client.send(.close, [0x03, 0xF0])
      #expect(try await client.next() == nil)
      await client.close()
      #expect(await ending.take() == .closedHere(.policyViolation))
    }
  }

  @Test func `a client that doesn't answer a close is left`() async throws {
    let ending = Mailbox<WebSocketChannel.Ending>()
    var limits = WebSocketLimits()
    limits.closeTime = .milliseconds(20)
    try await Probe.serving({ [limits] request in
      WebSocketChannel.open(request, offer: Self.offer, limits: limits) { channel, _ in
        await channel.close(.goingAway)
        await ending.put(channel.ending())
      }
    }) { probe in
      let client = try await probe.open()
      #expect(await ending.take() == .closedHere(.goingAway))
      await client.close()
    }
  }

  @Test func `a client that goes without a word is lost`() async throws {
    let ending = Mailbox<WebSocketChannel.Ending>()
    try await Probe.serving({ request in
      WebSocketChannel.open(request, offer: Self.offer) { channel, _ in
        #expect(await channel.receive() == nil)
        await #expect(throws: WebSocketError.closed) { try await channel.send(.text("x")) }
        await ending.put(channel.ending())
      }
    }) { probe in
      let client = try await probe.open()
      await client.close()
      #expect(await ending.take() == .lost)
    }
  }

  @Test func `a client that reads nothing is given up`() async throws {
    let ending = Mailbox<WebSocketChannel.Ending>()
    var limits = WebSocketLimits()
    limits.writeTime = .milliseconds(50)
    try await Probe.serving({ [limits] request in
      WebSocketChannel.open(request, offer: Self.offer, limits: limits) { channel, _ in
        let frame = Frame(binary: [UInt8](repeating: 0, count: 33_554_432))
        await #expect(throws: WebSocketError.timedOut) { try await channel.send(frame) }
        await ending.put(channel.ending())
      }
    }) { probe in
      let client = try await probe.open()
      #expect(await ending.take() == .timedOut)
      await client.close()
    }
  }

  @Test func `many tasks may send, on whatever thread, and no frame is torn`() async throws {
    try await Probe.serving({ request in
      WebSocketChannel.open(request, offer: Self.offer) { channel, _ in
        await withDiscardingTaskGroup { group in
          for sender in UInt8(0)..<20 {
            group.addTask(executorPreference: globalConcurrentExecutor) {
              let bytes = [UInt8](repeating: sender, count: 100_000)
              for _ in 0..<5 { try? await channel.send(.binary(bytes)) }
            }
          }
        }
      }
    }) { probe in
      let client = try await probe.open()
      var counts = [Int](repeating: 0, count: 20)
      while case .message(.binary(let bytes))? = try await client.next() {
        #expect(bytes.count == 100_000 && Set(bytes).count == 1)
        counts[Int(bytes[0])] += 1
      }
      #expect(counts == [Int](repeating: 5, count: 20))
      await client.close()
    }
  }

  @Test func `a request that is none is refused in HTTP`() async throws {
    try await Probe.serving({ request in
      WebSocketChannel.open(request, offer: Handshake.Offer(origins: .only([]))) { _, _ in }
    }) { probe in
      let client = try await probe.open()
      #expect(await client.head.hasPrefix("HTTP/1.1 403 "))
      await client.close()
    }
  }
}

/// Hands one value from the server's task to the test's.
final class Mailbox<Value: Sendable>: Sendable {
  private let stream: AsyncStream<Value?>
  private let continuation: AsyncStream<Value?>.Continuation

  init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  func put(_ value: Value?) {
    continuation.yield(value)
  }

  func take() async -> Value? {
    for await value in stream { return value }
    return nil
  }
}

import Testing

@testable import HTTP
@testable import Wire

/// How connections and servers end.
@Suite struct EndingTests {
  @Test func `a client that never ends its head is told so`() async throws {
    var limits = Limits()
    limits.headTime = .milliseconds(50)
    try await Desk.open(limits: limits, respond: { _ in Response(.ok) }) { desk in
      let heard = try await desk.exchange("GET / HTTP/1.1\r\nHo")
      #expect(heard.hasPrefix("HTTP/1.1 408 "))
    }
  }

  @Test func `a client that says nothing is let go without a word`() async throws {
    var limits = Limits()
    limits.idleTime = .milliseconds(50)
    try await Desk.open(limits: limits, respond: { _ in Response(.ok) }) { desk in
      let heard = try await desk.exchange("")
      #expect(heard.isEmpty)
    }
  }

  @Test func `a client that never ends its content is told so`() async throws {
    var limits = Limits()
    limits.bodyTime = .milliseconds(50)
    try await Desk.open(limits: limits) { request in
      do throws(BodyError) {
        return Response(.ok, "text/plain", try await request.body.collect(upTo: 100))
      } catch {
        return .plain(error.status)
      }
    } _: { desk in
      let heard = try await desk.exchange(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell")
      #expect(heard.hasPrefix("HTTP/1.1 408 "))
    }
  }

  @Test func `a client that doesn't read is let go`() async throws {
    var limits = Limits()
    limits.writeTime = .milliseconds(50)
    let ended = Gate()
    try await Desk.open(limits: limits) { _ in
      Response(
        .ok,
        body: .stream(length: nil) { writer in
          defer { ended.open() }
          while true { try await writer.write([UInt8](repeating: 0x78, count: 65_536)) }
        })
    } _: { desk in
      let caller = try await desk.call()
      defer { caller.hangUp() }
      try await caller.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      await ended.wait()
    }
  }

  @Test func `an event stream ends when its client leaves`() async throws {
    let ended = Gate()
    try await Desk.open { _ in
      EventStream.response(heartbeat: .seconds(3_600)) { events in
        defer { ended.open() }
        try await events.send("one\ntwo", event: "news", id: "7")
        try await Timer.sleep(for: .seconds(3_600))
      }
    } _: { desk in
      let caller = try await desk.call()
      try await caller.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      let heard = try await caller.hear(until: "two\n\n")
      #expect(heard.contains("Content-Type: text/event-stream\r\n"))
      #expect(heard.contains("id: 7\nevent: news\ndata: one\ndata: two\n\n"))
      caller.hangUp()
      await ended.wait()
    }
  }

  @Test func `an event stream is kept alive by comments`() async throws {
    try await Desk.open { _ in
      EventStream.response(heartbeat: .milliseconds(10)) { _ in
        try await Timer.sleep(for: .seconds(3_600))
      }
    } _: { desk in
      let caller = try await desk.call()
      defer { caller.hangUp() }
      try await caller.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await caller.hear(until: "\r\n:\n\n").hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func `an event stream ends when the server stops`() async throws {
    let loops = try EventLoopGroup(count: 1)
    let server = Server(loops: loops) { _ in
      EventStream.response(heartbeat: .seconds(3_600)) { _ in
        try await Timer.sleep(for: .seconds(3_600))
      }
    }
    let address = try server.bind(try #require(SocketAddress("127.0.0.1:0")))
    async let running: Void = server.run()
    let caller = Caller(connection: try await Connection.connect(to: address, on: loops.next()))
    try await caller.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try await caller.hear(until: "open")
    server.stop(grace: .seconds(600))
    #expect(try await caller.hearAll().hasSuffix("0\r\n\r\n"))
    caller.hangUp()
    await running
    loops.shutdown()
  }

  @Test func `a stopping server finishes the running request and closes idle connections`()
    async throws
  {
    let begun = Gate()
    let finish = Gate()
    let loops = try EventLoopGroup(count: 2)
    let server = Server(loops: loops) { request in
      if request.path == "/slow" {
        begun.open()
        await finish.wait()
      }
      return Response(.ok, text: "done")
    }
    let address = try server.bind(try #require(SocketAddress("127.0.0.1:0")))
    async let running: Void = server.run()
    let slow = Caller(connection: try await Connection.connect(to: address, on: loops.next()))
    let idle = Caller(connection: try await Connection.connect(to: address, on: loops.next()))
    try await idle.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try await idle.hear(until: "done")
    try await slow.say("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
    await begun.wait()
    server.stop(grace: .seconds(600))
    #expect(try await idle.hearAll().isEmpty)
    finish.open()
    let heard = try await slow.hearAll()
    #expect(heard.contains("Connection: close\r\n"))
    #expect(heard.hasSuffix("done"))
    await running
    await #expect(throws: WireError.self) {
      try await Connection.connect(to: address, on: loops.loops[0])
    }
    slow.hangUp()
    idle.hangUp()
    loops.shutdown()
  }

  @Test func `after the grace a request that hangs is cancelled`() async throws {
    let begun = Gate()
    let loops = try EventLoopGroup(count: 1)
    let server = Server(loops: loops) { _ in
      begun.open()
      try? await Timer.sleep(for: .seconds(3_600))
      return Response(.ok)
    }
    let address = try server.bind(try #require(SocketAddress("127.0.0.1:0")))
    async let running: Void = server.run()
    let caller = Caller(connection: try await Connection.connect(to: address, on: loops.next()))
    try await caller.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    await begun.wait()
    server.stop(grace: .milliseconds(20))
    await running
    #expect(server.connectionCount == 0)
    caller.hangUp()
    loops.shutdown()
  }

  @Test func `slow clients don't keep a quick one waiting`() async throws {
    var limits = Limits()
    limits.headTime = .seconds(600)
    try await Desk.open(limits: limits, respond: { _ in Response(.ok, text: "done") }) { desk in
      var slow: [Caller] = []
      for _ in 0..<200 {
        let caller = try await desk.call()
        try await caller.say("GET / HTTP/1.1\r\nHos")
        slow.append(caller)
      }
      let quick = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      #expect(try await desk.exchange(quick).hasSuffix("done"))
      for caller in slow { try await caller.say("t: a\r\nConnection: close\r\n\r\n") }
      for caller in slow {
        #expect(try await caller.hearAll().hasSuffix("done"))
        caller.hangUp()
      }
    }
  }

  @Test func `with all places taken an idle client makes room for the next`() async throws {
    var limits = Limits()
    limits.connectionsMax = 1
    try await Desk.open(limits: limits, respond: { _ in Response(.ok, text: "done") }) { desk in
      let first = try await desk.call()
      try await first.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = try await first.hear(until: "done")
      let second = try await desk.call()
      defer { second.hangUp() }
      try await second.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await second.hear(until: "done").hasPrefix("HTTP/1.1 200 "))
      #expect(try await first.hearAll().isEmpty)
      first.hangUp()
    }
  }
}

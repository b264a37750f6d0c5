import Testing

@testable import HTTP
@testable import Wire

/// Content of requests and answers over a real socket.
@Suite struct ContentTests {
  private static let echo: @Sendable (Request) async -> Response = { request in
    do throws(BodyError) {
      return Response(.ok, "text/plain", try await request.body.collect(upTo: 200_000))
    } catch {
      return .plain(error.status)
    }
  }

  @Test func `a client that expects 100 gets it when the content is wanted`() async throws {
    try await Desk.open(respond: Self.echo) { desk in
      let caller = try await desk.call()
      defer { caller.hangUp() }
      try await caller.say(
        "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
      #expect(try await caller.hear(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      try await caller.say("hello")
      #expect(try await caller.hear(until: "hello").hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func `a client that expects 100 for nothing gets the answer and a closed line`()
    async throws
  {
    try await Desk.open { _ in
      Response(.forbidden)
    } _: { desk in
      let heard = try await desk.exchange(
        "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
      #expect(heard.hasPrefix("HTTP/1.1 403 "))
      #expect(heard.contains("Connection: close\r\n"))
    }
  }

  @Test func `content above what the handler wants is refused`() async throws {
    try await Desk.open(respond: Self.echo) { desk in
      let heard = try await desk.exchange(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\nxxx")
      #expect(heard.hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test func `little content that nobody read is thrown away`() async throws {
    try await Desk.open { request in
      Response(.ok, text: request.path)
    } _: { desk in
      let heard = try await desk.exchange(
        "POST /one HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
          + "GET /two HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(heard.contains("/one"))
      #expect(heard.hasSuffix("/two"))
    }
  }

  @Test func `much content that nobody read closes the connection`() async throws {
    var limits = Limits()
    limits.lingerTime = .seconds(600)
    try await Desk.open(limits: limits) { _ in
      Response(.ok, text: "enough")
    } _: { desk in
      let caller = try await desk.call()
      defer { caller.hangUp() }
      try await caller.say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
      async let said: Void = caller.say(String(repeating: "x", count: 1_000_000))
      let heard = try await caller.hearAll()
      #expect(heard.contains("Connection: close\r\n"))
      #expect(heard.hasSuffix("enough"))
      try await said
    }
  }

  @Test func `content comes piece by piece to another actor`() async throws {
    actor Counter {
      var count = 0
      func read(_ body: RequestBody) async throws -> Int {
        while let piece = try await body.next() { count += piece.count }
        return count
      }
    }
    try await Desk.open { request in
      Response(.ok, text: "\((try? await Counter().read(request.body)) ?? -1)")
    } _: { desk in
      let caller = try await desk.call()
      defer { caller.hangUp() }
      try await caller.say(
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"
      for _ in 0..<20 { try await caller.say(chunk) }
      try await caller.say("0\r\n\r\n")
      #expect(try await caller.hearAll().hasSuffix("1310720"))
    }
  }

  @Test func `the main actor can read and write too`() async throws {
    @Sendable @MainActor func answer(_ request: Request) async -> Response {
      let content = (try? await request.body.collect(upTo: 100)) ?? []
      return Response(
        .ok, "text/plain",
        body: .stream(length: nil) { @MainActor writer in
          try await writer.write(content)
        })
    }
    try await Desk.open { request in
      await answer(request)
    } _: { desk in
      let heard = try await desk.exchange(
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello")
      #expect(heard.hasSuffix("5\r\nhello\r\n0\r\n\r\n"))
    }
  }

  @Test func `a stream without a length travels in chunks`() async throws {
    try await Desk.open { _ in
      Response(
        .ok, "text/plain",
        body: .stream(length: nil) { writer in
          try await writer.write("one")
          try await writer.write("")
          try await writer.write(String(repeating: "2", count: 17))
        })
    } _: { desk in
      let heard = try await desk.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let two = String(repeating: "2", count: 17)
      #expect(heard.contains("Transfer-Encoding: chunked\r\n"))
      #expect(heard.hasSuffix("\r\n\r\n3\r\none\r\n11\r\n\(two)\r\n0\r\n\r\n"))
      let old = try await desk.exchange("GET / HTTP/1.0\r\n\r\n")
      #expect(!old.contains("chunked"))
      #expect(old.hasSuffix("\r\n\r\none\(two)"))
    }
  }

  @Test(arguments: ["12345", "123456789012"])
  func `a stream that breaks its promised length breaks the connection`(text: String)
    async throws
  {
    try await Desk.open { _ in
      Response(.ok, body: .stream(length: 10) { writer in try await writer.write(text) })
    } _: { desk in
      let heard = try await desk.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(!heard.hasSuffix("1234567890"))
    }
  }

  @Test func `a large answer waits for a slow reader`() async throws {
    let size = 8_000_000
    var limits = Limits()
    limits.writeTime = .seconds(300)
    try await Desk.open(limits: limits) { request in
      let all = [UInt8](repeating: 0x78, count: size)
      if request.path == "/bytes" { return Response(.ok, "text/plain", all) }
      return Response(.ok, body: .stream(length: size) { writer in try await writer.write(all) })
    } _: { desk in
      for path in ["/bytes", "/stream"] {
        let heard = try await desk.exchange(
          "GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(heard.utf8.count > size)
      }
    }
  }
}

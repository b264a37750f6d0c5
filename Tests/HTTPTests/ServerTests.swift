import Testing

@testable import HTTP
@testable import Wire

@Suite struct ServerTests {
  private static let hello: @Sendable (Request) async -> Response = { request in
    Response(.ok, text: "\(request.method) \(request.path)")
  }

  @Test func `one connection takes many requests`() async throws {
    try await Desk.open(respond: Self.hello) { desk in
      let caller = try await desk.call()
      defer { caller.hangUp() }
      for path in ["/a", "/b", "/c"] {
        try await caller.say("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await caller.hear(until: "GET \(path)").contains("Content-Length: 6\r\n"))
      }
    }
  }

  @Test func `pipelined requests are answered in order`() async throws {
    try await Desk.open { request in
      // The first is the slowest.
      if request.path == "/0" { for _ in 0..<100 { await Task.yield() } }
      return Response(.ok, text: "[\(request.path)]")
    } _: { desk in
      let many = (0..<200).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined()
      let heard = try await desk.exchange(
        many + "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let order = heard.split(separator: "[").dropFirst().map { $0.prefix { $0 != "]" } }
      #expect(order == (0..<200).map { "/\($0)" } + ["/last"])
    }
  }

  @Test func `HEAD has the length and no content`() async throws {
    try await Desk.open(respond: Self.hello) { desk in
      let heard = try await desk.exchange(
        "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(heard.contains("Content-Length: 6\r\n"))
      #expect(heard.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func `a refused HEAD has no content`() async throws {
    try await Desk.open(respond: Self.hello) { desk in
      let heard = try await desk.exchange("HEAD / HTTP/1.1\r\n\r\n")
      #expect(heard.hasPrefix("HTTP/1.1 400 "))
      #expect(heard.hasSuffix("\r\n\r\n"))
    }
  }

  @Test(arguments: [204, 304])
  func `an answer without content has no length`(code: Int) async throws {
    try await Desk.open { _ in
      Response(Status(code), "text/plain", Array("x".utf8))
    } _: { desk in
      let heard = try await desk.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(!heard.contains("Content-Length"))
      #expect(heard.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func `an old client gets its connection closed`() async throws {
    try await Desk.open(respond: Self.hello) { desk in
      let heard = try await desk.exchange("GET / HTTP/1.0\r\n\r\n")
      #expect(heard.contains("Connection: close\r\n"))
      #expect(heard.hasSuffix("GET /"))
    }
  }

  @Test func `an old client that asks keeps its connection`() async throws {
    try await Desk.open(respond: Self.hello) { desk in
      let heard = try await desk.exchange(
        "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /b HTTP/1.0\r\n\r\n")
      #expect(heard.contains("Connection: keep-alive\r\n"))
      #expect(heard.hasSuffix("GET /b"))
    }
  }

  @Test(arguments: Corpus.refused)
  func `a refused request is answered and its connection closed`(entry: Corpus.Entry) async throws {
    try await Desk.open { request in
      do throws(BodyError) {
        return Response(.ok, "text/plain", try await request.body.collect(upTo: 1_000_000))
      } catch {
        return .plain(error.status)
      }
    } _: { desk in
      let caller = try await desk.call()
      defer { caller.hangUp() }
      try await caller.say(entry.bytes)
      let heard = try await caller.hearAll()
      // Trailers are the content's business: too many of them make the content malformed.
      let code = entry.name.hasPrefix("431-chunk") ? "400" : String(entry.name.prefix(3))
      #expect(heard.hasPrefix("HTTP/1.1 \(code) "))
      #expect(heard.contains("Connection: close\r\n"))
    }
  }

  @Test(arguments: Corpus.accepted)
  func `an accepted request is answered`(entry: Corpus.Entry) async throws {
    try await Desk.open { request in
      let content = try? await request.body.collect(upTo: 1_000_000)
      return Response(.ok, text: "<" + String(decoding: content ?? [], as: UTF8.self) + ">")
    } _: { desk in
      let caller = try await desk.call()
      defer { caller.hangUp() }
      try await caller.say(entry.bytes)
      if entry.expected.last?.hasSuffix(" close") != true {
        try await caller.say("GET /end HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      }
      let heard = try await caller.hearAll()
      for line in entry.expected {
        let body = line[(line.firstRange(of: "body=")?.upperBound ?? line.endIndex)...]
        let content = body.hasSuffix(" close") ? body.dropLast(6) : body
        #expect(heard.contains("\r\n\r\n<\(content)>"))
      }
      #expect(!heard.contains("HTTP/1.1 4"))
    }
  }

  @Test func `a head of a megabyte is refused early and the answer seen`() async throws {
    var limits = Limits()
    limits.lingerTime = .seconds(600)
    try await Desk.open(limits: limits, respond: Self.hello) { desk in
      let caller = try await desk.call()
      defer { caller.hangUp() }
      let head = "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 1_048_576)
      async let said: Void = caller.say(head + "\r\n\r\n")
      #expect(try await caller.hearAll().hasPrefix("HTTP/1.1 431 "))
      try await said
    }
  }

  @Test func `an upgrade hands over the connection with what came behind`() async throws {
    try await Desk.open { _ in
      var response = Response(
        Status(101),
        body: .upgrade { connection, leftover in
          try? await connection.write(Array("<".utf8) + leftover)
          let more = (try? await connection.read()) ?? []
          try? await connection.write(more + Array(">".utf8))
        })
      response.fields.append("Upgrade", "echo")
      response.fields.append("Connection", "Upgrade")
      return response
    } _: { desk in
      let caller = try await desk.call()
      defer { caller.hangUp() }
      try await caller.say("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: echo\r\n\r\nearly")
      #expect(try await caller.hear(until: "<early").contains("Connection: Upgrade\r\n"))
      try await caller.say("late")
      #expect(try await caller.hearAll() == "late>")
    }
  }
}

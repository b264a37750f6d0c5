import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site
@testable import Wire

@Suite struct EventsTests {
  @Test func `a booking is told to the agents of its council, without a name`() async throws {
    try await Probe.open { probe in
      let own = try #require(probe.site.live.listen(to: [probe.sample.vilaclara]))
      let other = try #require(probe.site.live.listen(to: [probe.sample.puerto]))
      _ = try await probe.send(
        "POST", "/api/v1/organisations/vilaclara/callbacks", [],
        CallbacksAPITests.body("2026-11-24-0900"))
      probe.site.stop()
      let told = await own.reduce(into: []) { $0.append($1) }
      #expect(told.map(\.name) == ["callback"])
      #expect(told.first?.data["state"] == "waiting")
      #expect(told.first?.data["name"] == nil)
      #expect(told.first?.data["phone"] == nil)
      let overheard = await other.reduce(into: []) { $0.append($1) }
      #expect(overheard.isEmpty)
    }
  }

  @Test func `a listener that went is forgotten`() async throws {
    try await Probe.open { probe in
      do {
        let stream = try #require(probe.site.live.listen(to: [probe.sample.vilaclara]))
        #expect(probe.site.live.count == 1)
        withExtendedLifetime(stream) {}
      }
      #expect(probe.site.live.count == 0)
    }
  }

  @Test func `a stopped site takes no more listeners`() async throws {
    try await Probe.open { probe in
      probe.site.stop()
      let stream = probe.site.live.listen(to: [probe.sample.vilaclara])
      #expect(stream == nil)
      let maria = try await probe.browser(of: probe.sample.maria)
      let answer = try await maria.get("/api/v1/events")
      #expect(answer.status == 429)
    }
  }

  @Test func `an open stream says that a call was booked`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let loops = try EventLoopGroup(count: 1)
      let site = probe.site
      let server = Server(loops: loops) { await site.respond(to: $0) }
      let address = try server.bind(try #require(SocketAddress("127.0.0.1:0")))
      async let running: Void = server.run()
      let connection = try await Connection.connect(to: address, on: loops.next())
      let request =
        "GET /api/v1/events HTTP/1.1\r\nHost: www.example\r\n"
        + "Cookie: acompanya=\(maria.token)\r\n\r\n"
      try await connection.write(Array(request.utf8), timeout: .seconds(10))
      let opened = try await Self.hear("event: ready", on: connection)
      #expect(opened.contains("Content-Type: text/event-stream"))
      #expect(opened.contains("X-Content-Type-Options: nosniff"))
      let booked = try await probe.send(
        "POST", "/vilaclara/call-me", [], PagesTests.filled("2026-11-24-0900"))
      #expect(booked.status == 303)
      let told = try await Self.hear("VIL-2026-000001", on: connection)
      #expect(told.contains("event: callback\ndata: {"))
      connection.close()
      site.stop()
      server.stop(grace: .zero)
      await running
      loops.shutdown()
    }
  }

  @Test(arguments: ["a session that ended", "a role that was taken away"])
  func `an open stream goes silent after`(reason: String) async throws {
    try await Probe.open { probe in
      let (sample, site) = (probe.sample, probe.site)
      let maria = try await probe.browser(of: sample.maria)
      let loops = try EventLoopGroup(count: 1)
      let server = Server(loops: loops) { await site.respond(to: $0) }
      let address = try server.bind(try #require(SocketAddress("127.0.0.1:0")))
      async let running: Void = server.run()
      let connection = try await Connection.connect(to: address, on: loops.next())
      let request =
        "GET /api/v1/events HTTP/1.1\r\nHost: www.example\r\n"
        + "Cookie: acompanya=\(maria.token)\r\n\r\n"
      try await connection.write(Array(request.utf8), timeout: .seconds(10))
      _ = try await Self.hear("event: ready", on: connection)
      try await sample.desk.record { ledger in
        if reason.hasPrefix("a session") {
          try ledger.endSession(token: maria.token)
        } else {
          try ledger.setRole(nil, of: sample.maria, in: sample.vilaclara)
        }
      }
      let booked = try await probe.send(
        "POST", "/vilaclara/call-me", [], PagesTests.filled("2026-11-24-0900"))
      #expect(booked.status == 303)
      // The stream ends by its last chunk, with nothing told.
      let rest = try await Self.hear("0\r\n\r\n", on: connection, until: "0\r\n\r\n")
      #expect(!rest.contains("VIL-2026-000001"))
      connection.close()
      site.stop()
      server.stop(grace: .zero)
      await running
      loops.shutdown()
    }
  }

  private static func hear(
    _ word: String, on connection: Connection, until end: String = "\n\n"
  ) async throws -> String {
    var heard: [UInt8] = []
    while true {
      let text = String(decoding: heard, as: UTF8.self)
      if text.contains(word), text.hasSuffix(end) || text.hasSuffix(end + "\r\n") { return text }
      let piece = try await connection.read(timeout: .seconds(20))
      if piece.isEmpty { return text }
      heard += piece
    }
  }
}

import Testing

@testable import Wire

@Suite struct ConnectionTests {
  /// Two ends of one connection over the loopback.
  private static func pair(
    _ body: @Sendable (_ server: Connection, _ client: Connection) async throws -> Void
  ) async throws {
    let loops = try EventLoopGroup(count: 2)
    let listener = try Listener(try #require(SocketAddress("127.0.0.1:0")), group: loops)
    async let accepted = listener.accept()
    let client = try await Connection.connect(to: listener.address, on: loops.loops[1])
    let server = try #require(await accepted)
    try await withTaskExecutorPreference(server.loop) { try await open(server) }
    try await body(server, client)
    server.close()
    client.close()
    listener.close()
    loops.shutdown()
  }

  @concurrent private static func open(_ connection: Connection) async throws {
    try connection.open()
  }

  @Test func `what one end writes the other reads`() async throws {
    try await Self.pair { server, client in
      try await client.write(Array("hello".utf8))
      #expect(try await server.read() == Array("hello".utf8))
      try await server.write(Array("world".utf8))
      #expect(try await client.read(max: 3) == Array("wor".utf8))
      #expect(try await client.read() == Array("ld".utf8))
    }
  }

  @MainActor @Test func `the main actor may use a connection`() async throws {
    try await Self.pair { @MainActor server, client in
      try await client.write([1, 2, 3])
      #expect(try await server.read() == [1, 2, 3])
    }
  }

  @Test func `much is written as fast as it is read`() async throws {
    try await Self.pair { server, client in
      let much = (0..<4_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      async let written: Void = client.write(much)
      var read: [UInt8] = []
      while read.count < much.count { read += try await server.read() }
      try await written
      #expect(read == much)
    }
  }

  @Test func `nothing more to read is an empty read`() async throws {
    try await Self.pair { server, client in
      try await client.write([1])
      client.close()
      #expect(try await server.read() == [1])
      #expect(try await server.read().isEmpty)
    }
  }

  @Test func `a read that nobody answers times out`() async throws {
    try await Self.pair { server, _ in
      await #expect(throws: WireError.timedOut) {
        try await server.read(timeout: .milliseconds(20))
      }
    }
  }

  @Test func `a write that nobody reads times out`() async throws {
    try await Self.pair { server, _ in
      await #expect(throws: WireError.timedOut) {
        try await server.write(
          [UInt8](repeating: 0, count: 32_000_000), timeout: .milliseconds(20))
      }
    }
  }

  @Test func `a cancelled read ends`() async throws {
    try await Self.pair { server, _ in
      await withTaskGroup(of: WireError?.self) { group in
        group.addTask {
          do throws(WireError) {
            _ = try await server.read()
            return nil
          } catch {
            return error
          }
        }
        group.cancelAll()
        #expect(await group.next() == .cancelled)
      }
    }
  }

  @Test func `a closed connection says so`() async throws {
    try await Self.pair { server, _ in
      server.close()
      await #expect(throws: WireError.closed) { try await server.read() }
      await #expect(throws: WireError.closed) { try await server.write([1]) }
    }
  }

  @Test func `an address in use is named`() throws {
    let loops = try EventLoopGroup(count: 1)
    let first = try Listener(try #require(SocketAddress("127.0.0.1:0")), group: loops)
    #expect(throws: WireError.addressInUse(first.address)) {
      try Listener(first.address, group: loops)
    }
    first.close()
    loops.shutdown()
  }

  @Test func `a closed listener accepts no more`() async throws {
    let loops = try EventLoopGroup(count: 1)
    let listener = try Listener(try #require(SocketAddress("127.0.0.1:0")), group: loops)
    async let accepted = listener.accept()
    listener.close()
    #expect(await accepted == nil)
    loops.shutdown()
  }
}

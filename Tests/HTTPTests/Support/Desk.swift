import Testing

@testable import HTTP
@testable import Wire

/// A server on a free port of the loopback, for one test.
struct Desk: Sendable {
  let server: Server
  let address: SocketAddress
  let loops: EventLoopGroup

  /// Starts a server, lets the test use it, and stops it.
  static func open(
    limits: Limits = Limits(), respond: @escaping @Sendable (Request) async -> Response,
    _ body: @Sendable (Desk) async throws -> Void
  ) async throws {
    let loops = try EventLoopGroup(count: 2)
    let server = Server(loops: loops, limits: limits, respond: respond)
    let address = try server.bind(try #require(SocketAddress("127.0.0.1:0")))
    let desk = Desk(server: server, address: address, loops: loops)
    async let running: Void = server.run()
    do {
      try await body(desk)
      server.stop(grace: .zero)
      await running
    } catch {
      server.stop(grace: .zero)
      await running
      throw error
    }
    loops.shutdown()
  }

  /// Opens a connection.
  func call() async throws -> Caller {
    Caller(connection: try await Connection.connect(to: address, on: loops.next()))
  }

  /// Sends bytes on a connection of their own and reads until the server closes.
  func exchange(_ text: String) async throws -> String {
    let caller = try await call()
    defer { caller.hangUp() }
    try await caller.say(text)
    return try await caller.hearAll()
  }
}

/// A client that speaks bytes.
final class Caller: Sendable {
  let connection: Connection

  init(connection: Connection) { self.connection = connection }

  func say(_ text: String) async throws {
    try await connection.write(Array(text.utf8), timeout: .seconds(120))
  }

  func say(_ bytes: [UInt8]) async throws {
    try await connection.write(bytes, timeout: .seconds(120))
  }

  /// Everything until the server closes.
  func hearAll() async throws -> String {
    var heard: [UInt8] = []
    while true {
      let piece = try await connection.read(timeout: .seconds(120))
      if piece.isEmpty { return String(decoding: heard, as: UTF8.self) }
      heard += piece
    }
  }

  /// Everything up to and with the text.
  func hear(until end: String) async throws -> String {
    var heard: [UInt8] = []
    while true {
      let text = String(decoding: heard, as: UTF8.self)
      if text.contains(end) { return text }
      let piece = try await connection.read(timeout: .seconds(120))
      if piece.isEmpty { return text }
      heard += piece
    }
  }

  func hangUp() { connection.close() }
}

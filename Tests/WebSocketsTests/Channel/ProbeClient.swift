import HTTP
import Testing
import Wire

@testable import WebSockets

/// A server on loopback and clients that speak to it byte by byte.
struct Probe: Sendable {
  let loop: EventLoop
  let address: SocketAddress

  /// Serves every request with `respond` while `test` runs.
  static func serving(
    _ respond: @escaping @Sendable (Request) async -> Response,
    _ test: @Sendable (Probe) async throws -> Void
  ) async throws {
    let loops = try EventLoopGroup(count: 1)
    let server = Server(loops: loops, respond: respond)
    let loopback = try #require(SocketAddress("127.0.0.1:0"))
    let address = try server.bind(loopback)
    let running = Task { await server.run() }
    do {
      try await test(Probe(loop: loops.loops[0], address: address))
    } catch {
      server.stop(grace: .zero)
      await running.value
      throw error
    }
    server.stop(grace: .zero)
    await running.value
  }

  /// Opens a WebSocket.
  func open() async throws -> ProbeClient {
    let connection = try await Connection.connect(to: address, on: loop)
    let client = ProbeClient(connection: connection)
    let head = """
      GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r
      Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n
      """
    try await connection.write(Array(head.utf8))
    try await client.readHead()
    return client
  }
}

/// A client's side of a WebSocket.
actor ProbeClient {
  private let connection: Connection
  private var assembler = MessageAssembler(side: .client, limits: WebSocketEcho.limits)
  private var buffer: [UInt8] = []
  private var position = 0
  private(set) var head = ""

  init(connection: Connection) {
    self.connection = connection
  }

  func readHead() async throws {
    let blank = Array("\r\n\r\n".utf8)
    while true {
      let bytes = try await connection.read(timeout: .seconds(10))
      try #require(!bytes.isEmpty)
      buffer += bytes
      guard
        let end = (4...max(4, buffer.count)).first(where: {
          $0 <= buffer.count && buffer[$0 - 4..<$0].elementsEqual(blank)
        })
      else { continue }
      head = String(decoding: buffer[..<end], as: UTF8.self)
      position = end
      return
    }
  }

  func send(_ bytes: [UInt8]) async throws {
    try await connection.write(bytes, timeout: .seconds(10))
  }

  func send(_ opcode: Opcode, _ payload: [UInt8], isFinal: Bool = true) async throws {
    try await send(Frame(opcode, payload, isFinal: isFinal, mask: 0x1234_5678).bytes)
  }

  /// The next event, or nil when the server has ended the stream.
  func next() async throws -> MessageAssembler.Event? {
    while true {
      if let event = try assembler.next(buffer.span, from: &position) { return event }
      buffer = try await connection.read(timeout: .seconds(20))
      position = 0
      if buffer.isEmpty { return nil }
    }
  }

  func close() {
    connection.close()
  }
}

import Basics
import Glibc
import Relay
import WebSockets
import Wire

/// One participant under load; its texts are small and come one at a time.
///
/// Lives on its event loop.
final class LoadClient {
  let connection: Connection
  private var assembler = MessageAssembler(
    side: .client, limits: WebSocketLimits(frameBytesMax: 1 << 21, messageBytesMax: 1 << 21))
  private var buffer: [UInt8] = []
  private var position = 0

  init(_ connection: Connection) {
    self.connection = connection
  }

  /// Comes into a session and says hello.
  static func enter(
    _ address: SocketAddress, _ session: String, _ role: String, on loop: EventLoop
  ) async throws -> LoadClient {
    let client = LoadClient(
      try await Connection.connect(to: address, on: loop, timeout: .seconds(60)))
    let now = Moment.now()
    let ticket = RelayTicket(
      session: session, role: role, name: role, staff: role == "sharer" ? nil : 1,
      origin: RelayPeer.origin, openedAt: now, at: now
    ).signed(with: RelayPeer.key)
    let head = """
      GET /relay/\(session) HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r
      Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Origin: \(RelayPeer.origin)\r
      Sec-WebSocket-Protocol: acompanya.relay.v1, ticket.\(ticket)\r\n\r\n
      """
    try await client.connection.write(Array(head.utf8))
    try await client.skipHead()
    try await client.say(["type": "hello"])
    _ = try await client.hear("welcome")
    return client
  }

  private func skipHead() async throws {
    while true {
      buffer += try await connection.read(timeout: .seconds(60))
      for end in 4...max(4, buffer.count) where end <= buffer.count {
        guard buffer[end - 4..<end].elementsEqual([13, 10, 13, 10]) else { continue }
        position = end
        return
      }
    }
  }

  func say(_ json: JSON) async throws {
    try await connection.write(Frame(.text, json.serialized(), mask: 0x0102_0304).bytes)
  }

  func hear(_ type: String) async throws -> JSON {
    while true {
      guard case .text(let text) = try await next() else { continue }
      let json = try JSON(parsing: text)
      if json["type"]?.string == type { return json }
    }
  }

  func next() async throws -> Message {
    while true {
      let input = buffer
      switch try assembler.next(input.span, from: &position) {
      case .message(let message): return message
      case .close: throw WireError.closed
      case .ping(let payload):
        try await connection.write(Frame(.pong, payload, mask: 1).bytes)
        continue
      case .pong: continue
      case nil: break
      }
      buffer = try await connection.read(timeout: .seconds(60))
      position = 0
      if buffer.isEmpty { throw WireError.closed }
    }
  }

  /// A frame of the picture that carries the time at which it was sent.
  func show(_ kind: UInt8, sequence: Int, bytes: Int) async throws {
    var message = [UInt8](repeating: 0, count: max(40, bytes))
    (message[0], message[3], message[7]) = (kind, 255, 1)
    let now = Self.nanoseconds()
    for place in 0..<8 { message[16 + place] = UInt8(truncatingIfNeeded: now >> (56 - 8 * place)) }
    try await connection.write(Frame(.binary, message, mask: 0x0102_0304).bytes)
  }

  /// How old a frame is, in nanoseconds.
  static func age(_ message: [UInt8]) -> UInt64 {
    nanoseconds() &- message[16..<24].reduce(0) { $0 << 8 | UInt64($1) }
  }

  static func nanoseconds() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Lets both see each other.
  static func clear(_ sharer: LoadClient, _ viewer: LoadClient, _ number: Int64) async throws {
    try await sharer.say(["type": "accept", "viewer": .integer(number)])
    try await sharer.say(["type": "compared", "with": .integer(number), "same": true])
    _ = try await viewer.hear("accept")
    try await viewer.say(["type": "compared", "with": 0, "same": true])
    _ = try await viewer.hear("cleared")
    _ = try await sharer.hear("cleared")
  }
}

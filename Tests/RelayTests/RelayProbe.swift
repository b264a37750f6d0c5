import Basics
import HTTP
import Synchronization
import Testing
import WebSockets
import Wire

@testable import Relay

/// A relay on loopback, a desk's key, and clients that speak its protocol.
struct RelayProbe: Sendable {
  static let origin = "http://desk.example"
  static let key = [UInt8](repeating: 3, count: 32)

  let loops: EventLoopGroup
  let address: SocketAddress
  let relay: Relay

  /// Serves a relay while `test` runs.
  static func serving(
    limits: RelayLimits = RelayLimits(),
    clock: @escaping @Sendable () -> Moment = Moment.now,
    desktopObserver: @escaping Relay.DesktopObserver = { _ in },
    _ test: @Sendable (RelayProbe) async throws -> Void
  ) async throws {
    let loops = try EventLoopGroup(count: 2)
    defer { loops.shutdown() }
    var limits = limits
    // On a machine that is busy with other tests nobody is lost for being late.
    if limits.helloTime > .zero { limits.helloTime = .seconds(600) }
    limits.pingInterval = .seconds(600)
    let relay = Relay(
      key: key, limits: limits, clock: clock, desktopObserver: desktopObserver)
    let server = Server(loops: loops) { request in
      let segments = request.segments
      return segments.count == 3
        ? relay.respondToViewer(request, session: segments[2])
        : relay.respond(to: request, session: segments.last ?? "")
    }
    let address = try server.bind(try #require(SocketAddress("127.0.0.1:0")))
    let running = Task { await server.run() }
    let ticking = Task { await relay.run() }
    defer { ticking.cancel() }
    do {
      try await test(RelayProbe(loops: loops, address: address, relay: relay))
    } catch {
      server.stop(grace: .zero)
      await running.value
      throw error
    }
    server.stop(grace: .zero)
    await running.value
  }

  func ticket(_ role: String, staff: Int64? = nil, session: String = "s", age: Int = 0) -> String {
    let now = Moment.now() - .seconds(age)
    return RelayTicket(
      session: session, role: role, name: role, staff: staff, origin: Self.origin,
      openedAt: now, at: now
    ).signed(with: Self.key)
  }

  /// Asks to come in.
  func connect(
    _ secret: String, session: String = "s", origin: String? = RelayProbe.origin
  ) async throws -> RelayClient {
    try await dial(
      "/relay/\(session)", protocols: "acompanya.relay.v1, \(secret)", origin: origin)
  }

  /// Expects a status as the answer to somebody who asks to come in.
  func expect(
    _ status: Int, to secret: String, session: String = "s",
    origin: String? = RelayProbe.origin, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let answer = await (try connect(secret, session: session, origin: origin)).status
    #expect(answer == status, sourceLocation: sourceLocation)
  }

  /// What is answered to somebody who wants to see a desktop.
  func answer(viewer protocols: String, origin: String) async throws -> Int {
    await (try dial("/relay/rfb/s", protocols: protocols, origin: origin)).status
  }

  func dial(_ path: String, protocols: String, origin: String?) async throws -> RelayClient {
    let connection = try await Connection.connect(to: address, on: loops.loops[0])
    let client = RelayClient(connection: connection)
    let line = origin.map { "Origin: \($0)\r\n" } ?? ""
    let head = """
      GET \(path) HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r
      Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Protocol: \(protocols)\r\n\(line)\r\n
      """
    try await connection.write(Array(head.utf8))
    try await client.readHead()
    return client
  }

  /// Comes in and says hello.
  func enter(_ role: String, staff: Int64? = nil) async throws -> RelayClient {
    let client = try await connect("ticket." + ticket(role, staff: staff))
    try await client.say(["type": "hello"])
    let welcome = try await client.hear("welcome")
    await client.remember(welcome)
    return client
  }

  /// A sharer and a cleared viewer, and the screen is shared.
  func sharing(_ source: String = "tab") async throws -> (sharer: RelayClient, viewer: RelayClient)
  {
    let sharer = try await enter("sharer")
    let viewer = try await enter("agent", staff: 1)
    try await clear(viewer, sharer)
    try await sharer.say(["type": "sharing", "what": .string(source), "codec": "vp8"])
    _ = try await viewer.hear("sharing")
    return (sharer, viewer)
  }

  func clear(_ viewer: RelayClient, _ sharer: RelayClient) async throws {
    let number = JSON.integer(Int64(await viewer.number))
    try await sharer.say(["type": "accept", "viewer": number])
    _ = try await viewer.hear("accept")
    try await sharer.say(["type": "compared", "with": number, "same": true])
    try await viewer.say(["type": "compared", "with": 0, "same": true])
    _ = try await viewer.hear("cleared")
    _ = try await sharer.hear("cleared")
  }
}

/// A client's side of the relay.
actor RelayClient {
  nonisolated let connection: Connection
  private var assembler = MessageAssembler(side: .client)
  private var buffer: [UInt8] = []
  private var position = 0
  private(set) var status = 0
  private(set) var number = 0
  private(set) var token = ""
  /// The code of the close frame that came.
  private(set) var closeCode: CloseCode?

  init(connection: Connection) {
    self.connection = connection
  }

  func remember(_ welcome: JSON) {
    number = Int(welcome["you"]?.integer ?? -1)
    token = welcome["resume"]?.string ?? ""
  }

  func readHead() async throws {
    let blank = Array("\r\n\r\n".utf8)
    while true {
      let bytes = try await connection.read(timeout: .seconds(60))
      try #require(!bytes.isEmpty)
      buffer += bytes
      let end = (4...max(4, buffer.count)).first {
        $0 <= buffer.count && buffer[$0 - 4..<$0].elementsEqual(blank)
      }
      guard let end else { continue }
      let head = String(decoding: buffer[..<end], as: UTF8.self)
      status = Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0
      position = end
      return
    }
  }

  func say(_ json: JSON) async throws {
    try await send(.text, json.serialized())
  }

  func send(_ opcode: Opcode, _ payload: [UInt8]) async throws {
    let frame = Frame(opcode, payload, mask: 0x0A0B_0C0D)
    try await connection.write(frame.bytes, timeout: .seconds(60))
  }

  /// A binary message of the protocol, its body all the same byte.
  func send(
    _ kind: FrameHead.Kind, to: UInt8, sequence: UInt8 = 0, mark: UInt8 = 0, count: Int = 32
  ) async throws {
    var bytes = [UInt8](repeating: 0, count: FrameHead.length)
    (bytes[0], bytes[2], bytes[3], bytes[7], bytes[15]) =
      (kind.rawValue, UInt8(number), to, 1, sequence)
    try await send(.binary, bytes + [UInt8](repeating: mark, count: count))
  }

  /// The next message; nil when the connection has ended.
  func next() async throws -> Message? {
    while true {
      let input = buffer
      switch try assembler.next(input.span, from: &position) {
      case .message(let message): return message
      case .close(let code, _):
        closeCode = code
        return nil
      case .ping(let payload): try await send(.pong, payload)
      case .pong: continue
      case nil: break
      }
      buffer = (try? await connection.read(timeout: .seconds(60))) ?? []
      position = 0
      if buffer.isEmpty { return nil }
    }
  }

  /// The next text of a type; others are passed over.
  func hear(_ type: String) async throws -> JSON {
    while let message = try await next() {
      guard case .text(let text) = message else { continue }
      let json = try JSON(parsing: text)
      if json["type"]?.string == type { return json }
    }
    throw RelayError.ended
  }

  /// The next binary message; others are passed over.
  func see() async throws -> [UInt8] {
    while let message = try await next() {
      if case .binary(let bytes) = message { return bytes }
    }
    throw RelayError.ended
  }

  /// Reads to the end.
  func drain() async throws {
    while try await next() != nil {}
  }
}

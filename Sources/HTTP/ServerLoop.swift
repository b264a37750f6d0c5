internal import Glibc
internal import Wire

/// A server's part on one event loop: its connections there, the date, spare buffers.
///
/// Lives on its event loop.
final class ServerLoop {
  let limits: Limits
  let respond: @Sendable (Request) async -> Response
  let errorResponse: @Sendable (Status) async -> Response
  private(set) var isStopping = false
  private var connections: [ObjectIdentifier: HTTPConnection] = [:]
  private var buffers: [[UInt8]] = []
  private var dateBytes: [UInt8] = []
  private var dateSecond = -1

  init(
    limits: Limits, respond: @escaping @Sendable (Request) async -> Response,
    errorResponse: @escaping @Sendable (Status) async -> Response
  ) {
    self.limits = limits
    self.respond = respond
    self.errorResponse = errorResponse
  }

  /// Serves a connection to its end.
  func serve(_ connection: Connection) async {
    defer { connection.closeNow() }
    guard !isStopping, (try? connection.open()) != nil else { return }
    let client = HTTPConnection(connection, home: self)
    connections[ObjectIdentifier(client)] = client
    defer { connections[ObjectIdentifier(client)] = nil }
    await client.run()
  }

  /// Takes no more requests: idle connections end, the others end with their answers.
  func stop() {
    isStopping = true
    for client in connections.values { client.stop() }
  }

  /// Closes some connections that lie idle between requests: others want their places.
  func makeRoom() {
    var left = 16
    for client in connections.values where left > 0 && client.leaveIfIdle() { left -= 1 }
  }

  /// Closes every connection, whatever it is doing.
  func abort() {
    for client in connections.values { client.connection.closeNow() }
  }

  /// The current date as bytes, made once a second.
  func date() -> [UInt8] {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME_COARSE, &time)
    if time.tv_sec != dateSecond {
      dateSecond = time.tv_sec
      dateBytes = Array(HTTPDate.text(time.tv_sec).utf8)
    }
    return dateBytes
  }

  func takeBuffer() -> [UInt8] {
    if let buffer = buffers.popLast() { return buffer }
    var buffer: [UInt8] = []
    buffer.reserveCapacity(4_096)
    return buffer
  }

  /// Keeps a buffer for the next answer, unless it has grown large or there are enough.
  func giveBack(_ buffer: inout [UInt8]) {
    var kept: [UInt8] = []
    swap(&kept, &buffer)
    guard kept.capacity <= 131_072, buffers.count < 64 else { return }
    kept.removeAll(keepingCapacity: true)
    buffers.append(kept)
  }
}

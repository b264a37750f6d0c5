internal import Wire

/// Server-sent events (HTML standard, § 9.2).
public enum EventStream {
  /// An answer that stays open and sends events.
  ///
  /// - Parameters:
  ///   - heartbeat: How often a comment goes out when nothing else does, so that proxies keep the
  ///     connection and a dead client is noticed.
  ///   - body: Sends the events; cancelled as soon as the client leaves or the server stops.
  /// - Returns: The answer, uncacheable and unbuffered.
  public static func response(
    heartbeat: Duration, _ body: @escaping @Sendable (EventWriter) async throws -> Void
  ) -> Response {
    var response = Response(
      .ok, "text/event-stream",
      body: .stream(length: nil) { writer in
        // The first comment makes the browser see the head at once.
        try await writer.write(": open\n\n")
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await body(EventWriter(writer: writer)) }
          group.addTask {
            while true {
              try await Timer.sleep(for: heartbeat)
              try await writer.write(":\n\n")
            }
          }
          defer { group.cancelAll() }
          try await group.next()
        }
      })
    response.fields.append("Cache-Control", "no-cache")
    response.fields.append("X-Accel-Buffering", "no")
    response.endsWithClient = true
    return response
  }
}

/// Sends events on one open answer.
public struct EventWriter: Sendable {
  let writer: BodyWriter

  /// Sends an event.
  ///
  /// - Parameters:
  ///   - data: The text; a line of its own in the stream for each of its lines.
  ///   - event: The event's name; nil for `message`.
  ///   - id: What the client sends back as Last-Event-ID when it returns.
  /// - Throws: When the client has gone.
  public func send(_ data: String, event: String? = nil, id: String? = nil) async throws {
    try await writer.write(Self.frame(data, event: event, id: id))
  }

  /// Tells the client how long to wait before it comes back.
  public func sendRetry(after duration: Duration) async throws {
    let milliseconds =
      duration.components.seconds * 1_000
      + duration.components.attoseconds / 1_000_000_000_000_000
    try await writer.write("retry: \(milliseconds)\n\n")
  }

  /// The lines of an event.
  ///
  /// Line ends in names are dropped: they would begin another field.
  static func frame(_ data: String, event: String?, id: String?) -> [UInt8] {
    var lines: [UInt8] = []
    if let id { append("id: ", oneLine(id), to: &lines) }
    if let event { append("event: ", oneLine(event), to: &lines) }
    var line: [UInt8] = []
    var previous: UInt8 = 0
    for byte in data.utf8 {
      if byte == 0x0a, previous == 0x0d {
        // The second half of CR LF.
      } else if byte == 0x0a || byte == 0x0d {
        append("data: ", line, to: &lines)
        line.removeAll(keepingCapacity: true)
      } else {
        line.append(byte)
      }
      previous = byte
    }
    append("data: ", line, to: &lines)
    lines.append(0x0a)
    return lines
  }

  private static func oneLine(_ text: String) -> [UInt8] {
    text.utf8.filter { $0 != 0x0a && $0 != 0x0d && $0 != 0 }
  }

  private static func append(_ name: StaticString, _ value: [UInt8], to lines: inout [UInt8]) {
    lines.append(name)
    lines.append(contentsOf: value)
    lines.append(0x0a)
  }
}

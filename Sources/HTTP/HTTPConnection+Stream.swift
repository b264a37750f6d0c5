internal import Wire

extension HTTPConnection {
  /// Lets `produce` make the content while it is sent.
  ///
  /// - Returns: Whether all of it went.
  func stream(
    _ produce: @escaping @Sendable (BodyWriter) async throws -> Void, endsWithClient: Bool
  ) async -> Bool {
    // The head goes out with the first piece, or at the end of the loop's turn if that takes long.
    flushSoon()
    let writer = BodyWriter(target: LoopBound(self, to: connection.loop))
    do {
      if endsWithClient {
        try await produceWhileThere(produce, writer)
      } else {
        try await produce(writer)
      }
    } catch {
      connection.closeNow()
      return false
    }
    switch outgoing {
    case .length(let left) where left > 0:
      connection.closeNow()
      return false
    case .chunked:
      prepareOutput()
      output.small.append("0\r\n\r\n")
    default: break
    }
    outgoing = .none
    return !connection.broken
  }

  /// Cancels the producer as soon as the client closes its side or the server stops.
  private func produceWhileThere(
    _ produce: @escaping @Sendable (BodyWriter) async throws -> Void, _ writer: BodyWriter
  ) async throws {
    let gate = Gate()
    farewell = gate
    connection.onPeerFinished = { gate.open() }
    defer {
      farewell = nil
      connection.onPeerFinished = nil
    }
    if connection.peerFinished || home.isStopping { gate.open() }
    let loop = connection.loop
    await withTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: loop) { try? await produce(writer) }
      group.addTask(executorPreference: loop) { await gate.wait() }
      await group.next()
      group.cancelAll()
    }
  }

  /// Sends a piece of streamed content.
  func writeToBody(_ bytes: [UInt8]) async throws(BodyError) {
    try Self.checkCancellation()
    var start = 0
    while start < bytes.count {
      if !output.isEmpty, output.isFlushing || output.count > 65_536 || !output.large.isEmpty {
        guard await flush() else { throw .closed }
      }
      guard !connection.broken else { throw .closed }
      let end = min(start + 65_536, bytes.count)
      try gather(bytes[start..<end])
      start = end
      guard await flush() else { throw .closed }
    }
  }

  private static func checkCancellation() throws(BodyError) {
    if Task.isCancelled { throw .closed }
  }

  private func gather(_ piece: ArraySlice<UInt8>) throws(BodyError) {
    prepareOutput()
    switch outgoing {
    case .none: throw .closed
    case .length(let left):
      guard piece.count <= left else { throw .tooLarge }
      outgoing = .length(left - piece.count)
      output.small.append(contentsOf: piece)
    case .chunked:
      output.small.append(hexadecimal: piece.count)
      output.small.append("\r\n")
      output.small.append(contentsOf: piece)
      output.small.append("\r\n")
    case .untilClose: output.small.append(contentsOf: piece)
    }
  }
}

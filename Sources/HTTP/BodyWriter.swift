internal import Wire

/// Sends the content of a streamed answer.
public struct BodyWriter: Sendable {
  let target: LoopBound<HTTPConnection>

  /// Sends bytes; waits while the client doesn't read.
  ///
  /// - Parameter bytes: What to send; nothing is sent for none.
  /// - Throws: ``BodyError/closed`` when the client has gone, ``BodyError/timedOut`` when it
  ///   doesn't read, ``BodyError/tooLarge`` for more than the announced length.
  public func write(_ bytes: [UInt8]) async throws {
    if target.loop.isCurrent { return try await target.value.writeToBody(bytes) }
    try await withTaskExecutorPreference(target.loop) { try await writeOnLoop(bytes) }
  }

  @concurrent private func writeOnLoop(_ bytes: [UInt8]) async throws {
    try await target.value.writeToBody(bytes)
  }

  /// Sends text as UTF-8.
  public func write(_ text: String) async throws {
    try await write(Array(text.utf8))
  }
}

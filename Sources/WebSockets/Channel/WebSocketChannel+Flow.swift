internal import Wire

extension WebSocketChannel {
  /// Keeps little in the system's own buffers, so that what waits can still be dropped.
  ///
  /// - Parameter bytes: How much may lie there unsent.
  public func keepUnsent(below bytes: Int) {
    let core = core
    core.loop.perform { core.value.connection.keepUnsent(below: bytes) }
  }

  /// Ends the connection at once, without a word.
  public func abort() {
    let core = core
    core.loop.perform { core.value.end(.lost) }
  }
}

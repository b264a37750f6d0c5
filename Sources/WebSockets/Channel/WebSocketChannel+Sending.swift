internal import Wire

extension WebSocketChannel {
  /// Sends a message and waits until the system has taken it.
  ///
  /// - Throws: ``WebSocketError``.
  public func send(_ message: Message) async throws(WebSocketError) {
    switch message {
    case .text(let text): try await send(.text, Array(text.utf8))
    case .binary(let bytes): try await send(.binary, bytes)
    case .frame(let frame): try await send(frame)
    }
  }

  /// Sends a frame that may have been made for many.
  ///
  /// - Parameter frame: A server's frame; to close, use ``close(_:reason:)``.
  /// - Throws: ``WebSocketError``.
  public func send(_ frame: Frame) async throws(WebSocketError) {
    try await transmit(frame.bytes, [])
  }

  /// Sends binary data that stay where they are only until the caller suspends.
  ///
  /// On the connection's loop. Nothing is copied but what the system doesn't take at once.
  ///
  /// - Throws: ``WebSocketError``.
  package func send(borrowing payload: UnsafeRawBufferPointer) async throws(WebSocketError) {
    var header: [UInt8] = []
    header.reserveCapacity(10)
    header.append(FrameHeader(opcode: .binary, length: payload.count))
    try await unsafe core.value.send(header, borrowing: payload)
  }

  /// Sends what a source has, whenever it has something, and closes when the source says so.
  ///
  /// The calling task only waits; frames that come while the socket is free leave without it.
  ///
  /// - Parameter source: Asked on the connection's event loop; one at a time.
  public func feed(from source: any FrameSource) async {
    guard core.loop.isCurrent else {
      return await withTaskExecutorPreference(core.loop) { await feedOnLoop(from: source) }
    }
    await core.value.feed(from: source)
  }

  @concurrent private func feedOnLoop(from source: any FrameSource) async {
    await core.value.feed(from: source)
  }

  /// Tells that the source has something; any thread.
  public func wakeFeed() {
    guard !core.loop.isCurrent else { return core.value.wakeFeed() }
    let core = core
    core.loop.perform { core.value.wakeFeed() }
  }

  /// Asks the other side for a sign of life, beyond what ``WebSocketLimits/pingInterval`` does.
  ///
  /// - Parameter payload: At most 125 bytes; more are cut.
  /// - Throws: ``WebSocketError``.
  public func ping(_ payload: [UInt8] = []) async throws(WebSocketError) {
    try await send(.ping, Array(payload.prefix(125)))
  }

  /// Closes with a code and a reason, and waits, within the limits, until the other side has too.
  ///
  /// Does nothing if the WebSocket has ended. A task that waits in ``receive()`` gets nil.
  public func close(_ code: CloseCode = .normal, reason: String = "") async {
    guard core.loop.isCurrent else {
      return await withTaskExecutorPreference(core.loop) { await closeOnLoop(code, reason) }
    }
    await core.value.close(code, reason)
  }

  @concurrent private func closeOnLoop(_ code: CloseCode, _ reason: String) async {
    await core.value.close(code, reason)
  }

  private func send(_ opcode: Opcode, _ payload: [UInt8]) async throws(WebSocketError) {
    var header: [UInt8] = []
    header.reserveCapacity(10)
    header.append(FrameHeader(opcode: opcode, length: payload.count))
    try await transmit(header, payload)
  }

  private func transmit(_ first: [UInt8], _ second: [UInt8]) async throws(WebSocketError) {
    guard core.loop.isCurrent else {
      return try await withTaskExecutorPreference(core.loop) {
        await transmitOnLoop(first, second)
      }.get()
    }
    try await core.value.send(first, second)
  }

  @concurrent private func transmitOnLoop(
    _ first: [UInt8], _ second: [UInt8]
  ) async -> Result<Void, WebSocketError> {
    do throws(WebSocketError) {
      return .success(try await core.value.send(first, second))
    } catch {
      return .failure(error)
    }
  }
}

internal import Wire

extension HTTPConnection {
  /// Gets ready for the content of a request.
  func beginContent(_ head: RequestHead) -> RequestBody {
    turn += 1
    guard head.framing != .none else {
      content.framing = .none
      content.owesContinue = false
      return .empty
    }
    content = IncomingContent()
    content.owesContinue = head.expectsContinue
    content.patience = Timer.nanoseconds(of: limits.bodyTime)
    var length: Int?
    switch head.framing {
    case .none: break
    case .length(let count):
      content.framing = .length(count)
      length = count
    case .chunked:
      content.framing = .chunked(
        ChunkedDecoder(overheadMax: limits.chunkOverheadBytesMax, bodyMax: limits.bodyBytesMax))
    }
    return RequestBody(source: LoopBound(self, to: connection.loop), turn: turn, length: length)
  }

  /// The next piece of the content; nil at its end.
  func nextOfBody(turn: Int) async throws(BodyError) -> [UInt8]? {
    guard turn == self.turn, !content.isBusy else { throw .closed }
    content.isBusy = true
    defer { content.isBusy = false }
    while true {
      if let failure = content.failure { throw failure }
      if content.isFinished { return nil }
      let piece: [UInt8]?
      do throws(Refusal) {
        piece = try takeContent()
      } catch {
        try fail(error == .contentTooLarge ? .tooLarge : .malformed)
      }
      guard let piece else {
        try await waitForContent()
        continue
      }
      if !piece.isEmpty { return piece }
    }
  }

  private func fail(_ failure: BodyError) throws(BodyError) -> Never {
    content.failure = failure
    throw failure
  }

  /// Decodes what is there; nil if nothing is.
  private func takeContent() throws(Refusal) -> [UInt8]? {
    if pendingStart < pending.count {
      let waiting = pending
      let (piece, used) = try content.take(waiting.span.extracting(pendingStart...))
      pendingStart += used
      if pendingStart == pending.count { forgetPending() }
      gainPatience(used)
      return piece
    }
    do throws(WireError) {
      guard let bytes = unsafe try connection.receive() else { return nil }
      if unsafe bytes.isEmpty {
        content.failure = .closed
        return []
      }
      return unsafe takeContent(of: Span<UInt8>(_unsafeBytes: bytes))
    } catch {
      content.failure = .closed
      return []
    }
  }

  /// Decodes what has just been read and keeps what follows the content.
  private func takeContent(of bytes: Span<UInt8>) -> [UInt8] {
    do throws(Refusal) {
      let (piece, used) = try content.take(bytes)
      if used < bytes.count { pending.append(contentsOf: bytes.extracting(used...)) }
      gainPatience(used)
      return piece
    } catch {
      content.failure = error == .contentTooLarge ? .tooLarge : .malformed
      return []
    }
  }

  /// Every 1,024 bytes buy a second, up to the whole time for silence.
  private func gainPatience(_ count: Int) {
    let most = Timer.nanoseconds(of: limits.bodyTime)
    content.patience = min(most, content.patience &+ UInt64(count) * 976_563)
  }

  private func waitForContent() async throws(BodyError) {
    if content.owesContinue {
      content.owesContinue = false
      prepareOutput()
      output.small.append("HTTP/1.1 100 Continue\r\n\r\n")
      guard await flush() else { try fail(.closed) }
    }
    let start = connection.loop.now
    switch await connection.readable(until: start &+ content.patience) {
    case .ready:
      content.patience -= min(content.patience, connection.loop.now &- start)
    case .timedOut: try fail(.timedOut)
    case .closed: try fail(.closed)
    }
  }

  /// Whether what is left of the content is worth reading so that the connection can be kept.
  var canDrain: Bool {
    if content.isFinished { return true }
    guard content.failure == nil, !content.owesContinue, !content.isBusy else { return false }
    if case .length(let left) = content.framing { return left <= limits.drainBytesMax }
    return true
  }

  /// Throws away content that nobody read.
  ///
  /// - Returns: Whether the next request can be read.
  func drain() async -> Bool {
    var left = limits.drainBytesMax
    while left >= 0 {
      do throws(BodyError) {
        guard let piece = try await nextOfBody(turn: turn) else { return true }
        left -= piece.count
      } catch {
        return false
      }
    }
    return false
  }
}

internal import Wire

extension ChannelCore {
  /// A sender's place in the queue.
  final class Turn {
    let gate = Gate()
    var hasCome = false
  }

  /// Sends two runs of bytes, together one frame, when the frames before them are out.
  func send(_ first: [UInt8], _ second: [UInt8]) async throws(WebSocketError) {
    try await takeTurn()
    defer { giveTurn() }
    try await transmitUrgent()
    guard ending == nil, closeSent == nil else { throw .closed }
    try await transmit(first, second)
    try await transmitUrgent()
  }

  /// Sends waiting control frames, unless a sender is at work, who will.
  ///
  /// - Returns: Whether the WebSocket lives on.
  func sendUrgent() async -> Bool {
    guard !urgent.isEmpty, !isSending else { return ending == nil }
    isSending = true
    defer { giveTurn() }
    do throws(WebSocketError) {
      try await transmitUrgent()
      return ending == nil
    } catch {
      return false
    }
  }

  /// Sends a frame whose payload is good only now; what the socket doesn't take is copied.
  func send(
    _ header: [UInt8], borrowing payload: UnsafeRawBufferPointer
  ) async throws(WebSocketError) {
    var rest: ([UInt8], [UInt8])
    if !isSending, urgent.isEmpty, ending == nil, closeSent == nil {
      let sent: Int
      do throws(WireError) {
        sent = try unsafe header.span.withUnsafeBytes { header throws(WireError) in
          unsafe try connection.transmit(header, payload)
        }
      } catch {
        end(.lost)
        throw .closed
      }
      if sent == header.count + payload.count { return }
      isSending = true
      defer { giveTurn() }
      rest = (
        Array(header.dropFirst(sent)), unsafe Array(payload.dropFirst(max(0, sent - header.count)))
      )
      return try await transmit(rest.0, rest.1)
    }
    rest = (header, unsafe Array(payload))
    try await send(rest.0, rest.1)
  }

  private func transmitUrgent() async throws(WebSocketError) {
    while !urgent.isEmpty {
      var bytes: [UInt8] = []
      swap(&bytes, &urgent)
      try await transmit(bytes, [])
    }
  }

  /// Sends two runs of bytes from a place on, waiting while the other side doesn't read.
  func transmit(
    _ first: [UInt8], _ second: [UInt8], from start: Int = 0
  ) async throws(WebSocketError) {
    let connection = connection
    let total = first.count + second.count
    var sent = start
    while true {
      do throws(WireError) {
        sent += try connection.transmit(
          first, from: min(sent, first.count), second, from: max(0, sent - first.count))
      } catch {
        end(.lost)
        throw .closed
      }
      if sent == total { return }
      let time = closeSent == nil ? limits.writeTime : limits.closeTime
      let wake = await withTaskCancellationHandler {
        await connection.writable(until: connection.loop.now &+ Timer.nanoseconds(of: time))
      } onCancel: {
        // The frame is cut: nothing could follow it.
        connection.close()
      }
      switch wake {
      case .ready: continue
      case .timedOut:
        end(.timedOut)
        throw .timedOut
      case .closed:
        end(.lost)
        throw .closed
      }
    }
  }

  private func takeTurn() async throws(WebSocketError) {
    guard isSending else {
      isSending = true
      return
    }
    let turn = Turn()
    turns.append(turn)
    await turn.gate.wait()
    guard !turn.hasCome else { return }
    turns.removeAll { $0 === turn }
    throw .closed
  }

  func giveTurn() {
    guard !turns.isEmpty else {
      isSending = false
      finishWritingWhenDone()
      wakeFeed()
      return
    }
    let next = turns.removeFirst()
    next.hasCome = true
    next.gate.open()
  }

  /// The last frame is followed by the end of the stream.
  func finishWritingWhenDone() {
    if isFinishing, !isSending, urgent.isEmpty { connection.finishWriting() }
  }
}

internal import Wire

extension ChannelCore: TickEndObserver {
  /// The part of a frame that the socket didn't take yet.
  struct Rest {
    let bytes: [UInt8]
    let sent: Int
  }

  /// Frames are copied together up to here, so that many small ones cost one call to the system.
  private static let batchBytesMax = 65_536

  /// Sends what the source has, until the source closes or the WebSocket ends.
  ///
  /// This task only waits while the socket takes nothing: else the frames leave in ``tickEnds()``.
  func feed(from source: any FrameSource) async {
    self.source = source
    defer { self.source = nil }
    while ending == nil, !Task.isCancelled {
      pump()
      if let rest {
        self.rest = nil
        let isSent = (try? await transmit(rest.bytes, [], from: rest.sent)) != nil
        giveTurn()
        guard isSent else { return }
      } else if !isSending, let code = source.closing {
        return await close(code, "")
      } else {
        let gate = Gate()
        feeder = gate
        await gate.wait()
        feeder = nil
      }
    }
  }

  /// The source has something: it goes out together with all else that this round brings.
  func wakeFeed() {
    guard source != nil, !isAwaitingTickEnd else { return }
    isAwaitingTickEnd = true
    connection.loop.notifyAtTickEnd(self)
  }

  package func tickEnds() {
    isAwaitingTickEnd = false
    pump()
    if rest != nil || source?.closing != nil { feeder?.open() }
  }

  private func pump() {
    guard !isSending, closeSent == nil else { return }
    while ending == nil, rest == nil, let first = takePiece() {
      guard first.count < Self.batchBytesMax, let second = takePiece() else {
        transmitNow(first)
        continue
      }
      var batch = first + second
      while batch.count < Self.batchBytesMax, let more = takePiece() { batch += more }
      transmitNow(batch)
    }
  }

  /// Control frames go first.
  private func takePiece() -> [UInt8]? {
    guard urgent.isEmpty else {
      defer { urgent = [] }
      return urgent
    }
    return source?.takeFrame()?.bytes
  }

  private func transmitNow(_ bytes: [UInt8]) {
    do throws(WireError) {
      let sent = try connection.transmit(bytes, from: 0)
      guard sent < bytes.count else { return }
      // Nothing else may be sent before the rest of it.
      isSending = true
      rest = Rest(bytes: bytes, sent: sent)
    } catch {
      end(.lost)
      feeder?.open()
    }
  }
}

internal import Wire

extension HTTPConnection {
  /// Sends everything that waits.
  ///
  /// - Returns: False if the client has gone or doesn't read.
  func flush() async -> Bool {
    while !output.isEmpty {
      if output.isFlushing {
        // Another task of this connection is at it already.
        await withUnsafeContinuationOnFlush()
        continue
      }
      guard transmit() else { return false }
      if output.isEmpty { return true }
      output.isFlushing = true
      let deadline = connection.loop.now &+ Timer.nanoseconds(of: limits.writeTime)
      let wake = await connection.writable(until: deadline)
      output.isFlushing = false
      for gate in output.waiters { gate.open() }
      output.waiters = []
      if wake != .ready {
        abandon()
        return false
      }
    }
    return !connection.broken
  }

  /// Waits until the task that is sending has got on.
  private func withUnsafeContinuationOnFlush() async {
    let gate = Gate()
    output.waiters.append(gate)
    await gate.wait()
  }

  /// Sends what the socket takes now.
  ///
  /// - Returns: False if the connection is broken.
  private func transmit() -> Bool {
    do throws(WireError) {
      let count = try connection.transmit(
        output.small, from: output.sent, output.large, from: output.largeSent)
      output.advance(by: count)
    } catch {
      abandon()
      return false
    }
    if output.isEmpty {
      home.giveBack(&output.small)
      output = OutputBuffer(keeping: output)
    }
    return true
  }

  private func abandon() {
    output = OutputBuffer(keeping: output)
    connection.closeNow()
  }

  /// Sends later, but before the loop waits: answers of pipelined requests go out together.
  func flushSoon() {
    guard !output.isPromised else { return }
    output.isPromised = true
    connection.loop.notifyAtTickEnd(self)
  }

  func tickEnds() {
    output.isPromised = false
    guard !output.isEmpty, !output.isFlushing, !connection.isClosed else { return }
    _ = transmit()
  }

  /// Makes room to gather bytes in.
  func prepareOutput() {
    if output.small.capacity == 0 { output.small = home.takeBuffer() }
  }
}

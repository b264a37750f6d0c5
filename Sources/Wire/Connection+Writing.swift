internal import CLinux
internal import Glibc

extension Connection {
  /// Sends all the bytes, waiting while the peer doesn't read.
  ///
  /// - Parameters:
  ///   - bytes: What to send.
  ///   - timeout: How long the peer may read nothing at all; nil for ever.
  /// - Throws: ``WireError/closed``, ``WireError/timedOut`` or ``WireError/cancelled``.
  public func write(_ bytes: [UInt8], timeout: Duration? = nil) async throws(WireError) {
    guard loop.isCurrent else {
      return try await withTaskExecutorPreference(loop) {
        await self.writeOnLoop(bytes, timeout: timeout)
      }.get()
    }
    var sent = 0
    while sent < bytes.count {
      sent += try transmit(bytes, from: sent)
      if sent == bytes.count { return }
      let deadline = timeout.map { loop.now &+ Timer.nanoseconds(of: $0) } ?? .max
      let wake = await withTaskCancellationHandler {
        await writable(until: deadline)
      } onCancel: {
        loop.perform { self.wakeWriter(.closed) }
      }
      switch wake {
      case .ready: continue
      case .timedOut: throw .timedOut
      case .closed: throw Task.isCancelled ? .cancelled : .closed
      }
    }
  }

  @concurrent private func writeOnLoop(
    _ bytes: [UInt8], timeout: Duration?
  ) async -> Result<Void, WireError> {
    do throws(WireError) {
      return .success(try await write(bytes, timeout: timeout))
    } catch {
      return .failure(error)
    }
  }

  /// Sends what the socket takes now of one or two buffers.
  ///
  /// - Parameters:
  ///   - first: Sent first, from its byte `offset`.
  ///   - offset: How much of `first` has been sent before.
  ///   - second: Sent after it.
  ///   - secondOffset: How much of `second` has been sent before.
  /// - Returns: How many bytes of both together went; zero if the peer doesn't read.
  /// - Throws: ``WireError/closed``.
  package func transmit(
    _ first: [UInt8], from offset: Int, _ second: [UInt8] = [], from secondOffset: Int = 0
  ) throws(WireError) -> Int {
    try unsafe first.span.withUnsafeBytes { first throws(WireError) in
      try unsafe second.span.withUnsafeBytes { second throws(WireError) in
        unsafe try transmit(
          UnsafeRawBufferPointer(rebasing: first[offset...]),
          UnsafeRawBufferPointer(rebasing: second[secondOffset...]))
      }
    }
  }

  /// Sends what the socket takes now of two runs of bytes.
  ///
  /// - Returns: How many bytes of both together went; zero if the peer doesn't read.
  /// - Throws: ``WireError/closed``.
  package func transmit(
    _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer
  ) throws(WireError) -> Int {
    guard descriptor >= 0, !broken else { throw .closed }
    guard mayWrite else { return 0 }
    while true {
      let count = unsafe clinux_send2(
        descriptor, first.baseAddress, first.count, second.baseAddress, second.count)
      if count >= 0 {
        if count < first.count + second.count { mayWrite = false }
        return count
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        mayWrite = false
        return 0
      default:
        broken = true
        throw .closed
      }
    }
  }

  /// Waits until the socket takes bytes again.
  ///
  /// Only one task may wait at a time.
  ///
  /// - Parameter deadline: In the loop's nanoseconds.
  /// - Returns: Why the wait ended.
  package func writable(until deadline: UInt64) async -> Wake {
    if mayWrite { return descriptor >= 0 ? .ready : .closed }
    guard descriptor >= 0, unsafe writer == nil else { return .closed }
    if Task.isCancelled { return .closed }
    return unsafe await withUnsafeContinuation { continuation in
      unsafe writer = continuation
      writeDeadline = deadline
      loop.expect(deadline: deadline)
    }
  }
}

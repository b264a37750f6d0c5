internal import Glibc

extension Connection {
  /// Reads what is there, waiting if nothing is.
  ///
  /// - Parameters:
  ///   - max: How many bytes at most; never more than 65,536 come at once.
  ///   - timeout: How long to wait for the first byte; nil for ever.
  /// - Returns: One byte or more; empty when the peer has sent its last.
  /// - Throws: ``WireError/closed``, ``WireError/timedOut`` or ``WireError/cancelled``.
  public func read(max: Int = 65_536, timeout: Duration? = nil) async throws(WireError) -> [UInt8] {
    guard loop.isCurrent else {
      return try await withTaskExecutorPreference(loop) {
        await self.readOnLoop(max: max, timeout: timeout)
      }.get()
    }
    let deadline = timeout.map { loop.now &+ Timer.nanoseconds(of: $0) } ?? .max
    while true {
      if let bytes = unsafe try receive(max: max) { return unsafe Array(bytes) }
      let wake = await withTaskCancellationHandler {
        await readable(until: deadline)
      } onCancel: {
        loop.perform { self.wakeReader(.closed) }
      }
      switch wake {
      case .ready: continue
      case .timedOut: throw .timedOut
      case .closed: throw Task.isCancelled ? .cancelled : .closed
      }
    }
  }

  @concurrent private func readOnLoop(
    max: Int, timeout: Duration?
  ) async -> Result<[UInt8], WireError> {
    do throws(WireError) {
      return .success(try await read(max: max, timeout: timeout))
    } catch {
      return .failure(error)
    }
  }

  /// One read without waiting, into the loop's scratch buffer.
  ///
  /// - Returns: The bytes, good until the loop reads again: use them before the next suspension.
  ///   Empty when the peer has sent its last; nil if nothing is there yet.
  package func receive(max: Int = 65_536) throws(WireError) -> UnsafeRawBufferPointer? {
    guard descriptor >= 0 else { throw .closed }
    guard mayRead else { return nil }
    let wanted = min(max, unsafe loop.scratch.count)
    while true {
      let count = unsafe recv(descriptor, loop.scratch.baseAddress, wanted, 0)
      if count >= 0 {
        // A short read has emptied the socket (epoll(7)), unless the end is waiting behind it.
        if count < wanted, count > 0, !peerFinished { mayRead = false }
        return unsafe UnsafeRawBufferPointer(rebasing: loop.scratch[0..<count])
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        mayRead = false
        return nil
      default:
        broken = true
        throw .closed
      }
    }
  }

  /// Waits until a read may bring something.
  ///
  /// Only one task may wait at a time.
  ///
  /// - Parameter deadline: In the loop's nanoseconds.
  /// - Returns: Why the wait ended.
  package func readable(until deadline: UInt64) async -> Wake {
    if mayRead { return descriptor >= 0 ? .ready : .closed }
    guard descriptor >= 0, unsafe reader == nil else { return .closed }
    if Task.isCancelled { return .closed }
    return unsafe await withUnsafeContinuation { continuation in
      unsafe reader = continuation
      readDeadline = deadline
      loop.expect(deadline: deadline)
    }
  }
}

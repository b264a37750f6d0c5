internal import CLinux
internal import Glibc

extension Connection {
  /// Connects to an address.
  ///
  /// - Parameters:
  ///   - address: Whom to call.
  ///   - loop: The loop that will own the connection.
  ///   - timeout: How long the other side may take.
  /// - Returns: The open connection; the caller closes it.
  /// - Throws: ``WireError/system(call:code:)`` or ``WireError/timedOut``.
  public static func connect(
    to address: SocketAddress, on loop: EventLoop, timeout: Duration = .seconds(10)
  ) async throws(WireError) -> Connection {
    try await withTaskExecutorPreference(loop) {
      await connectOnLoop(to: address, on: loop, timeout: timeout)
    }.get()
  }

  @concurrent private static func connectOnLoop(
    to address: SocketAddress, on loop: EventLoop, timeout: Duration
  ) async -> Result<Connection, WireError> {
    do throws(WireError) {
      return .success(try await connectNow(to: address, on: loop, timeout: timeout))
    } catch {
      return .failure(error)
    }
  }

  private static func connectNow(
    to address: SocketAddress, on loop: EventLoop, timeout: Duration
  ) async throws(WireError) -> Connection {
    let descriptor = clinux_stream_socket(address.family)
    guard descriptor >= 0 else { throw .system(call: "socket", code: errno) }
    let connection = Connection(descriptor: descriptor, peer: address, loop: loop)
    let code = unsafe address.withSockaddr { unsafe Glibc.connect(descriptor, $0, $1) }
    guard code == 0 || errno == EINPROGRESS else { throw .system(call: "connect", code: errno) }
    setNoDelay(descriptor)
    connection.mayWrite = false
    try connection.open()
    let wake = await connection.writable(until: loop.now &+ Timer.nanoseconds(of: timeout))
    var failure = Int32(0)
    var length = socklen_t(MemoryLayout<Int32>.size)
    _ = unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &length)
    guard wake == .ready, failure == 0 else {
      connection.closeNow()
      throw wake == .timedOut ? .timedOut : .system(call: "connect", code: failure)
    }
    return connection
  }
}

/// Small answers go out at once instead of waiting for the peer's acknowledgement.
func setNoDelay(_ descriptor: Int32) {
  var on = Int32(1)
  unsafe setsockopt(
    descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
}

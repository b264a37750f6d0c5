internal import CLinux
internal import Glibc

/// A listening socket that deals its connections to the loops of a group in turn.
///
/// Any thread may close it; one task accepts.
public final class Listener: Sendable {
  /// Where it listens, with the real port.
  public let address: SocketAddress
  private let group: EventLoopGroup
  /// The listening socket, watched like a connection on the group's first loop.
  private let socket: Connection

  /// Binds and listens.
  ///
  /// - Parameters:
  ///   - address: Where to listen; port 0 lets the system choose.
  ///   - group: The loops that will own the connections.
  ///   - backlog: How many connections the kernel keeps waiting.
  /// - Throws: ``WireError/addressInUse(_:)`` or ``WireError/system(call:code:)``.
  public init(
    _ address: SocketAddress, group: EventLoopGroup, backlog: Int32 = 4_096
  ) throws(WireError) {
    let descriptor = clinux_stream_socket(address.family)
    guard descriptor >= 0 else { throw .system(call: "socket", code: errno) }
    socket = Connection(descriptor: descriptor, peer: address, loop: group.loops[0])
    self.group = group
    var on = Int32(1)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    guard unsafe address.withSockaddr({ unsafe bind(descriptor, $0, $1) }) == 0 else {
      throw errno == EADDRINUSE ? .addressInUse(address) : .system(call: "bind", code: errno)
    }
    guard listen(descriptor, backlog) == 0 else { throw .system(call: "listen", code: errno) }
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      _ = unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &length)
      }
    }
    self.address = SocketAddress(storage) ?? address
  }

  /// Waits for the next connection and gives it to the next loop.
  ///
  /// The connection is not open yet: its own task opens it on its own loop with `open()`.
  /// When the process has no descriptors left, waits a tenth of a second and tries again.
  ///
  /// - Returns: The connection, or nil when the listener was closed.
  public func accept() async -> Connection? {
    await withTaskExecutorPreference(group.loops[0]) { await self.acceptNow() }
  }

  /// Stops listening; a waiting ``accept()`` returns nil.
  public func close() {
    socket.close()
  }

  @concurrent private func acceptNow() async -> Connection? {
    if !socket.isWatched {
      guard (try? socket.open()) != nil else { return nil }
      socket.isWatched = true
    }
    while !socket.isClosed {
      var storage = sockaddr_storage()
      var length = UInt32(MemoryLayout<sockaddr_storage>.size)
      let descriptor = unsafe clinux_accept(socket.descriptor, &storage, &length)
      if descriptor >= 0 {
        guard let peer = SocketAddress(storage) else {
          Glibc.close(descriptor)
          continue
        }
        setNoDelay(descriptor)
        return Connection(descriptor: descriptor, peer: peer, loop: group.next())
      }
      switch errno {
      case EAGAIN:
        socket.mayRead = false
        guard await socket.readable(until: .max) == .ready else { return nil }
      case EMFILE, ENFILE, ENOBUFS, ENOMEM:
        guard (try? await Timer.sleep(for: .milliseconds(100))) != nil else { return nil }
      default:
        // ECONNABORTED and the network errors of accept(2) concern that one connection only.
        guard !Task.isCancelled else { return nil }
      }
    }
    return nil
  }
}

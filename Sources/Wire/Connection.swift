internal import CLinux
internal import Glibc

/// A stream socket that belongs to one event loop.
///
/// Its calls may be made from any task; they do their work on the loop. One task may read while
/// another writes. Whoever has a connection closes it: ``close()`` is the only end.
///
/// Lives on its event loop.
@safe public final class Connection: @unchecked Sendable {
  /// Why a wait ended.
  package enum Wake: Sendable {
    case ready, timedOut, closed
  }

  /// The loop that owns the connection.
  public let loop: EventLoop
  /// The other side.
  public let peer: SocketAddress

  private(set) var descriptor: Int32
  /// Whether a read may bring something; the kernel tells changes only once.
  var mayRead = true
  var mayWrite = true
  /// Whether a listener has put its socket under the eyes of its loop.
  var isWatched = false
  /// The peer has sent its last byte.
  package internal(set) var peerFinished = false
  /// The connection is broken in both directions.
  package internal(set) var broken = false

  var reader: UnsafeContinuation<Wake, Never>?
  var writer: UnsafeContinuation<Wake, Never>?
  var readDeadline = UInt64.max
  var writeDeadline = UInt64.max
  /// Called once when the peer has closed, or half-closed, its side.
  package var onPeerFinished: (() -> Void)?

  init(descriptor: Int32, peer: SocketAddress, loop: EventLoop) {
    self.descriptor = descriptor
    self.peer = peer
    self.loop = loop
  }

  deinit {
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  /// Whether a read may bring something at once.
  package var mayReceive: Bool { mayRead }

  /// Puts the socket under the loop's eyes; on the loop's thread.
  package func open() throws(WireError) {
    try loop.add(self, descriptor: descriptor)
  }

  /// Whether ``close()`` has been called.
  package var isClosed: Bool { descriptor < 0 }

  /// Closes the socket; those who wait on it get ``WireError/closed``.
  public func close() {
    loop.perform { self.closeNow() }
  }

  package func closeNow() {
    guard descriptor >= 0 else { return }
    loop.remove(self, descriptor: descriptor)
    Glibc.close(descriptor)
    descriptor = -1
    broken = true
    wakeReader(.closed)
    wakeWriter(.closed)
    finishPeer()
  }

  /// Says that nothing more will be sent.
  package func finishWriting() {
    if descriptor >= 0 { shutdown(descriptor, Int32(SHUT_WR)) }
  }

  /// The kernel's word on the socket, from the loop.
  func changed(_ events: UInt32) {
    if events & (clinux_error | clinux_hangup) != 0 { broken = true }
    if events & (clinux_peer_hangup | clinux_hangup | clinux_error) != 0 {
      peerFinished = true
      finishPeer()
    }
    if events & (clinux_readable | clinux_peer_hangup | clinux_hangup | clinux_error) != 0 {
      mayRead = true
      wakeReader(.ready)
    }
    if events & (clinux_writable | clinux_hangup | clinux_error) != 0 {
      mayWrite = true
      wakeWriter(.ready)
    }
  }

  private func finishPeer() {
    guard let action = onPeerFinished else { return }
    onPeerFinished = nil
    action()
  }

  /// Wakes those whose time is over.
  ///
  /// - Returns: The next deadline of this connection.
  func expire(at now: UInt64) -> UInt64 {
    if readDeadline <= now { wakeReader(.timedOut) }
    if writeDeadline <= now { wakeWriter(.timedOut) }
    return min(readDeadline, writeDeadline)
  }

  /// Ends a wait for reading, for example because the server stops.
  package func wakeReader(_ wake: Wake) {
    readDeadline = .max
    guard let waiting = unsafe reader else { return }
    unsafe reader = nil
    unsafe waiting.resume(returning: wake)
  }

  func wakeWriter(_ wake: Wake) {
    writeDeadline = .max
    guard let waiting = unsafe writer else { return }
    unsafe writer = nil
    unsafe waiting.resume(returning: wake)
  }
}

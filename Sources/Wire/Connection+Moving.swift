internal import CLinux
internal import Glibc

extension Connection {
  /// Gives the socket to another loop, so that two connections that talk all the time need not
  /// call across threads.
  ///
  /// On the loop's thread, while nobody waits on it. This connection is closed afterwards without
  /// closing the socket.
  ///
  /// - Parameter other: The new owner.
  /// - Returns: The same socket, to be opened with `open()` on the new loop.
  package func move(to other: EventLoop) -> Connection? {
    guard descriptor >= 0 else { return nil }
    let copy = dup(descriptor)
    guard copy >= 0 else { return nil }
    _ = fcntl(copy, F_SETFD, FD_CLOEXEC)
    let moved = Connection(descriptor: copy, peer: peer, loop: other)
    loop.forget(descriptor: descriptor)
    closeNow()
    return moved
  }
}

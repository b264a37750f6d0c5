internal import Glibc

extension Connection {
  /// Keeps little in the system's own buffers: writing waits while more than this is unsent.
  ///
  /// On the loop's thread.
  ///
  /// - Parameter bytes: How much may lie there unsent.
  package func keepUnsent(below bytes: Int) {
    guard descriptor >= 0 else { return }
    // TCP_NOTSENT_LOWAT, which Glibc's module doesn't name.
    var low = Int32(clamping: bytes)
    unsafe setsockopt(
      descriptor, Int32(IPPROTO_TCP), 25, &low, socklen_t(MemoryLayout<Int32>.size))
    var buffer = Int32(clamping: bytes * 2)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_SNDBUF, &buffer, socklen_t(MemoryLayout<Int32>.size))
  }
}

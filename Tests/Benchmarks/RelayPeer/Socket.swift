import Glibc
import Wire

/// A blocking socket of the measuring side: nothing between it and the system's calls.
struct Socket {
  enum Failure: Error {
    case system(String, Int32)
    case ended
    case unexpected(String)
  }

  let descriptor: Int32

  private init(_ descriptor: Int32, _ call: String) throws {
    guard descriptor >= 0 else { throw Failure.system(call, errno) }
    self.descriptor = descriptor
  }

  static func connect(to address: SocketAddress) throws -> Socket {
    let socket = try Socket(Self.open(), "socket")
    let code = unsafe withLoopback(address.port) { unsafe Glibc.connect(socket.descriptor, $0, $1) }
    guard code == 0 else { throw Failure.system("connect", errno) }
    return socket.withoutDelay()
  }

  static func listen(on port: UInt16) throws -> Socket {
    let socket = try Socket(Self.open(), "socket")
    var on: Int32 = 1
    unsafe setsockopt(socket.descriptor, SOL_SOCKET, SO_REUSEADDR, &on, 4)
    let code = unsafe withLoopback(port) { unsafe bind(socket.descriptor, $0, $1) }
    guard code == 0, Glibc.listen(socket.descriptor, 16) == 0 else {
      throw Failure.system("bind", errno)
    }
    return socket
  }

  func accept() throws -> Socket {
    try Socket(Glibc.accept(descriptor, nil, nil), "accept").withoutDelay()
  }

  func close() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    Glibc.close(descriptor)
  }

  func write(_ bytes: [UInt8]) throws {
    try unsafe bytes.withUnsafeBytes { bytes in unsafe try write(bytes) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var sent = 0
    while sent < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[sent...])
      let count = unsafe send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      guard count > 0 else { throw Failure.ended }
      sent += count
    }
  }

  /// Reads once; zero at the end.
  ///
  /// - Returns: nil if nothing is there and the caller won't wait.
  func read(into buffer: UnsafeMutableRawBufferPointer, waits: Bool = true) -> Int? {
    let flags = waits ? 0 : Int32(MSG_DONTWAIT)
    let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, flags)
    if count < 0, !waits, errno == EAGAIN { return nil }
    return max(0, count)
  }

  private func withoutDelay() -> Socket {
    var on: Int32 = 1
    unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
    return self
  }

  private static func open() -> Int32 {
    socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  }

  private static func withLoopback<R>(
    _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R
  ) -> R {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}

/// A clock that never goes back, in nanoseconds.
func nanoseconds() -> UInt64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

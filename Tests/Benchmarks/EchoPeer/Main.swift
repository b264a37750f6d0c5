import CLinux
import Glibc
import Wire

// The barest server that can be written: one epoll loop a thread, the same bytes for every read.
// What it reaches is the yardstick for the real one. `EchoPeer [THREADS]` prints its port.

@main
enum Main {
  static func main() throws {
    let threads = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 2 : 2
    let listener = listen()
    let pollers = try (0..<max(1, threads)).map { _ in try start() }
    deal(listener, to: pollers)
  }

  /// Starts a thread that answers whatever its poller watches.
  private static func start() throws -> Int32 {
    let poller = clinux_epoll_create()
    try startLoneThread("echo") { answer(on: poller) }
    return poller
  }

  private static func deal(_ listener: Int32, to pollers: [Int32]) {
    var turn = 0
    while turn < .max {
      let fd = accept(listener, nil, nil)
      guard fd >= 0 else { continue }
      var on = Int32(1)
      unsafe setsockopt(fd, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
      _ = fcntl(fd, F_SETFL, O_NONBLOCK)
      clinux_epoll_add_level(pollers[turn % pollers.count], fd)
      turn += 1
    }
  }

  private static func listen() -> Int32 {
    let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        _ = unsafe bind(fd, pointer, length)
        _ = Glibc.listen(fd, 4_096)
        _ = unsafe getsockname(fd, pointer, &length)
      }
    }
    print("127.0.0.1:\(UInt16(bigEndian: address.sin_port))")
    fflush(nil)
    return fd
  }

  private static func answer(on poller: Int32) {
    let reply = Array(
      ("HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
        + "Content-Type: application/json\r\nContent-Length: 27\r\n\r\n"
        + #"{"message":"Hello, World!"}"#).utf8)
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var events = [clinux_event](repeating: clinux_event(), count: 256)
    while true {
      let count = unsafe clinux_epoll_wait(poller, &events, 256, -1)
      for index in 0..<max(0, Int(count)) {
        let fd = events[index].fd
        let got = unsafe recv(fd, &buffer, buffer.count, 0)
        if got > 0 {
          _ = unsafe send(fd, reply, reply.count, Int32(MSG_NOSIGNAL))
        } else if got == 0 || errno != EAGAIN {
          close(fd)
        }
      }
    }
  }
}

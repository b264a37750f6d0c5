import CLinux
import Glibc

/// Asks the kernel which descriptors are ready.
///
/// Owned by one event loop.
struct Poller {
  private let epoll: Int32
  private let bell: Int32
  private var events = [clinux_event](repeating: clinux_event(), count: 256)

  init() throws(WireError) {
    epoll = clinux_epoll_create()
    guard epoll >= 0 else { throw .system(call: "epoll_create1", code: errno) }
    bell = clinux_eventfd()
    guard bell >= 0 else { throw .system(call: "eventfd", code: errno) }
    guard clinux_epoll_add_level(epoll, bell) == 0 else {
      throw .system(call: "epoll_ctl", code: errno)
    }
  }

  /// Watches a socket, edge-triggered: a change is told once.
  func watch(_ fd: Int32) throws(WireError) {
    guard clinux_epoll_add_edge(epoll, fd) == 0 else {
      throw .system(call: "epoll_ctl", code: errno)
    }
  }

  /// Watches a socket no more; closing it isn't enough when it has a second descriptor.
  func forget(_ fd: Int32) {
    _ = clinux_epoll_remove(epoll, fd)
  }

  /// The descriptor that wakes a waiting poller from any thread.
  var waker: Int32 { bell }

  /// Waits and calls `ready` for each descriptor that changed.
  ///
  /// - Parameters:
  ///   - timeoutMilliseconds: How long to wait; -1 for ever.
  ///   - ready: Gets the descriptor and its events.
  mutating func poll(timeoutMilliseconds: Int32, _ ready: (Int32, UInt32) -> Void) {
    let count = unsafe clinux_epoll_wait(epoll, &events, 256, timeoutMilliseconds)
    guard count > 0 else { return }
    for index in 0..<Int(count) {
      let event = events[index]
      if event.fd == bell {
        clinux_eventfd_clear(bell)
      } else {
        ready(event.fd, event.events)
      }
    }
  }

  func close() {
    Glibc.close(bell)
    Glibc.close(epoll)
  }
}

import Glibc
import Wire

/// The plainest relay there can be, to be measured against: one thread, blocking calls, 64 kB at a
/// time, one connection after the other.
enum CopyRelay {
  static func run(_ port: UInt16, to target: SocketAddress) throws {
    let listener = try Socket.listen(on: port)
    print("listening")
    fflush(nil)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 64)
    while true {
      let near = try listener.accept()
      let far = try Socket.connect(to: target)
      unsafe carry(near, far, buffer)
      near.close()
      far.close()
    }
  }

  private static func carry(_ a: Socket, _ b: Socket, _ buffer: UnsafeMutableRawBufferPointer) {
    let read = Int16(POLLIN)
    var ends = [
      pollfd(fd: a.descriptor, events: read, revents: 0),
      pollfd(fd: b.descriptor, events: read, revents: 0),
    ]
    while unsafe poll(&ends, 2, -1) > 0 {
      for (index, (from, to)) in [(a, b), (b, a)].enumerated() where ends[index].revents != 0 {
        let count = unsafe from.read(into: buffer) ?? 0
        guard count > 0,
          unsafe (try? to.write(UnsafeRawBufferPointer(rebasing: buffer[0..<count]))) != nil
        else { return }
      }
    }
  }
}

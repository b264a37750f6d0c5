import CLinux
import Glibc
import Relay
import WebSockets
import Wire

/// Half of the sessions of a load, on one thread.
@safe final class LoadLane: @unchecked Sendable {
  /// A participant's stream of frames, of which only heads are looked at.
  private final class Reader {
    /// What is there of a head, and of the part of a payload with its time.
    var head: [UInt8] = []
    /// Bytes of the current frame that are still to come and mean nothing.
    var left = 0
  }

  private let participants: Participants
  private let index: Int
  private let count: Int
  private var frame: [UInt8]
  private let payloadStart: Int
  private var sharers: [End] = []
  private var viewers: [End] = []
  /// By their descriptors.
  private var readers: [Reader?] = []
  private let poll = clinux_epoll_create()
  private var events = [clinux_event](repeating: clinux_event(), count: 256)
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 64)
  /// How old the frames were when they came, and how late they left, in nanoseconds.
  private(set) var ages: [UInt64] = []
  private(set) var lateness: [UInt64] = []
  private(set) var sent = 0
  /// Connections that ended before their time.
  private(set) var lost = 0

  init(_ participants: Participants, _ index: Int, _ count: Int, _ bytes: Int) {
    self.participants = participants
    self.index = index
    self.count = count
    let payload = Participants.message(.delta, to: 255, bytes: bytes)
    frame = Frame(.binary, payload, mask: 0).bytes
    payloadStart = frame.count - payload.count
  }

  /// Opens the sessions; each begins with a key frame.
  func meet() throws {
    let stamp = nanoseconds()
    for number in 0..<count {
      let (sharer, viewer) = try participants.meet("load-\(stamp)-\(index)-\(number)")
      try sharer.socket.write(sharer.message(Participants.message(.key, to: 255, bytes: 64)))
      sharers.append(sharer)
      viewers.append(viewer[0])
      for end in [sharer, viewer[0]] {
        // Its buffer would be a megabyte for each of thousands.
        end.forgetBuffer()
        _ = clinux_epoll_add_level(poll, end.socket.descriptor)
        let place = Int(end.socket.descriptor)
        while readers.count <= place { readers.append(nil) }
        readers[place] = Reader()
      }
      // Those who came first are asked meanwhile whether they live.
      if number % 50 == 0 { readAll(waiting: 0) }
    }
  }

  /// Sends each session's frames, and reads, until the time is over and half a second more.
  func run(period: UInt64, until end: UInt64) {
    let start = nanoseconds()
    var now = start
    while now < end + 500_000_000 {
      while now < end {
        let due = start + UInt64(sent) * period / UInt64(count)
        guard due <= now else { break }
        send(sharers[sent % count], at: now, due: due)
        now = nanoseconds()
      }
      readAll(waiting: 1)
      now = nanoseconds()
    }
    close(poll)
  }

  private func readAll(waiting milliseconds: Int32) {
    let ready = unsafe clinux_epoll_wait(poll, &events, 256, milliseconds)
    for index in 0..<Int(max(0, ready)) { read(events[index].fd) }
  }

  private func send(_ sharer: End, at now: UInt64, due: UInt64) {
    for place in 0..<8 {
      frame[payloadStart + 16 + place] = UInt8(truncatingIfNeeded: now >> UInt64(56 - 8 * place))
    }
    sent += 1
    lateness.append(now - due)
    if (try? sharer.socket.write(frame)) == nil { lost += 1 }
  }

  private func read(_ descriptor: Int32) {
    let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
    guard count > 0 else {
      if count == 0 || errno != EAGAIN {
        lost += 1
        _ = clinux_epoll_remove(poll, descriptor)
      }
      return
    }
    guard let reader = readers[Int(descriptor)] else { return }
    let now = nanoseconds()
    var place = 0
    while place < count {
      let skipped = min(reader.left, count - place)
      reader.left -= skipped
      place += skipped
      if place < count { unsafe parse(buffer, &place, count, reader, descriptor, at: now) }
    }
  }

  /// Takes bytes into the head until what matters of the frame is there.
  private func parse(
    _ bytes: UnsafeMutableRawBufferPointer, _ place: inout Int, _ count: Int,
    _ reader: Reader, _ descriptor: Int32, at now: UInt64
  ) {
    while place < count {
      unsafe reader.head.append(bytes[place])
      place += 1
      guard reader.head.count >= 2 else { continue }
      let short = Int(reader.head[1])
      let start = short < 126 ? 2 : short == 126 ? 4 : 10
      guard reader.head.count >= start else { continue }
      let length = start == 2 ? short : reader.head[2..<start].reduce(0) { $0 << 8 | Int($1) }
      let wanted = min(length, 24)
      guard reader.head.count >= start + wanted else { continue }
      take(reader.head, start, length, descriptor, at: now)
      reader.left = length - wanted
      reader.head.removeAll(keepingCapacity: true)
      return
    }
  }

  private func take(
    _ head: [UInt8], _ start: Int, _ length: Int, _ descriptor: Int32, at now: UInt64
  ) {
    switch Opcode(rawValue: head[0] & 0x0F) {
    case .binary? where head[start] == FrameHead.Kind.delta.rawValue:
      ages.append(now - head[start + 16..<start + 24].reduce(0) { $0 << 8 | UInt64($1) })
    case .ping?:
      let pong: [UInt8] = [0x8A, 0x80, 0, 0, 0, 0]
      _ = unsafe Glibc.send(descriptor, pong, pong.count, Int32(MSG_NOSIGNAL))
    default: break
    }
  }
}

import Basics
import Synchronization
import Wire

/// Doors for computers that can't say an id: TigerVNC dials out and only says its version.
///
/// A port of the range is open for one session, for a short time, for one computer, and only for
/// the network from which that session's citizen has come. Otherwise nothing listens there.
/// Any thread; guarded by `state`.
final class DesktopSlots: Sendable {
  /// For how long a port stays open.
  static let lifetime = Duration.seconds(180)

  /// A port that is open.
  struct Slot: Sendable {
    let session: String
    let network: IPAddress
    let listener: Listener
    let until: Moment
  }

  private let address: IPAddress
  private let ports: ClosedRange<UInt16>
  private let loops: EventLoopGroup
  private let state = Mutex<[UInt16: Slot]>([:])
  /// The slots that were opened; whoever serves takes them from here.
  let opened: AsyncStream<Slot>
  private let continuation: AsyncStream<Slot>.Continuation

  init(_ address: IPAddress, ports: ClosedRange<UInt16>, loops: EventLoopGroup) {
    self.address = address
    self.ports = ports
    self.loops = loops
    (opened, continuation) = AsyncStream.makeStream(of: Slot.self)
  }

  /// How many ports are open.
  var count: Int { state.withLock { $0.count } }

  /// Opens a port for a session, and closes the one it had.
  ///
  /// - Returns: nil when all ports are taken.
  func open(
    for session: String, from network: IPAddress, at now: Moment
  ) -> (port: UInt16, until: Moment)? {
    close(session)
    return state.withLock { slots in
      for port in ports.shuffled() where slots[port] == nil {
        let address = SocketAddress(address, port: port)
        guard let listener = try? Listener(address, group: loops, backlog: 4) else { continue }
        let slot = Slot(
          session: session, network: network, listener: listener,
          until: now + Self.lifetime)
        slots[port] = slot
        continuation.yield(slot)
        return (port, slot.until)
      }
      return nil
    }
  }

  /// Closes the port of a session.
  func close(_ session: String) {
    state.withLock { slots in
      for (port, slot) in slots where slot.session == session {
        slot.listener.close()
        slots[port] = nil
      }
    }
  }

  /// Closes the ports whose time is over.
  func sweep(at now: Moment) {
    state.withLock { slots in
      for (port, slot) in slots where slot.until <= now {
        slot.listener.close()
        slots[port] = nil
      }
    }
  }

  /// Closes all of them for good.
  func stop() {
    state.withLock { slots in
      for slot in slots.values { slot.listener.close() }
      slots = [:]
    }
    continuation.finish()
  }
}

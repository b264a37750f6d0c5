internal import Basics
public import HTTP
internal import Synchronization
internal import Ticketing
internal import WebSockets
internal import Wire

extension Relay {
  /// The protocol that noVNC asks for.
  private static let binary = "binary"

  /// Answers a request for `/relay/rfb/{session}`: a viewer of a shared desktop.
  public func respondToViewer(_ request: Request, session: String) -> Response {
    let offer = Handshake.Offer(
      origins: .any, subprotocols: [Self.binary], requiresSubprotocol: true)
    let handshake: Handshake
    do throws(HandshakeRefusal) {
      handshake = try Handshake(request, offer: offer)
    } catch {
      return error.response
    }
    do throws(RelayError) {
      let ticket = try viewersTicket(handshake, session: session)
      guard ticket.origin == handshake.origin else {
        return HandshakeRefusal.foreignOrigin.response
      }
      if ticket.role == RelayTicket.owner { return try open(request, offer, office: session) }
      let (room, desktop) = try claim(ticket)
      return WebSocketChannel.open(request, offer: offer, limits: socketLimits) { channel, _ in
        await self.show(desktop, in: room, to: channel)
      }
    } catch {
      metrics.refusals.add(1)
      return error.response
    }
  }

  private func viewersTicket(
    _ handshake: Handshake, session: String
  ) throws(RelayError) -> RelayTicket {
    let name = handshake.offeredSubprotocols.first { $0.hasPrefix("ticket.") }
    guard let name else { throw .noTicket }
    return try ticket(String(name.dropFirst(7)), session: session, origin: handshake.origin)
  }

  private func claim(_ ticket: RelayTicket) throws(RelayError) -> (Room, Desktop) {
    guard let role = RemoteSession.Role(rawValue: ticket.role), role != .sharer else {
      throw .forgedTicket
    }
    guard let room = state.withLock({ $0.rooms[ticket.session] }), !room.isEnded,
      let desktop = repeater.withLock({ $0 })?.claim(ticket.session)
    else { throw .ended }
    return (room, desktop)
  }

  /// A room hears that its desktop waits, or has gone.
  func tellDesktop(_ session: String, isThere: Bool) {
    guard let room = state.withLock({ $0.rooms[session] }) else { return }
    try? room.perform { _ throws(RemoteSessionRefusal) in
      ((), [.broadcast(["type": "desktop", "there": .bool(isThere)], except: nil)])
    }
  }

  /// The citizen hears that a second computer has shown the same id, or has gone again.
  func tellAnotherDesktop(_ session: String, isThere: Bool) {
    guard let room = state.withLock({ $0.rooms[session] }) else { return }
    try? room.perform { _ throws(RemoteSessionRefusal) in
      ((), [.send(["type": "another-desktop", "there": .bool(isThere)], to: 0)])
    }
  }

  /// As many desktops may wait as there are sessions.
  var parkedMax: Int { min(limits.parkedMax, state.withLock { $0.rooms.count }) }

  private func show(_ desktop: Desktop, in room: Room, to channel: WebSocketChannel) async {
    let pipe = Pipe()
    room.add(pipe)
    _ = await carry(desktop, to: channel, pipe)
    room.remove(pipe)
    // The citizen may have put another computer in its place.
    let isWaiting = repeater.withLock { $0 }?.isWaiting(for: room.name) ?? false
    tellDesktop(room.name, isThere: isWaiting)
    await channel.close(room.isEnded ? .sessionEnded : .normal)
  }

  /// Who let go first.
  enum Parting: Sendable {
    case machine, viewer, pipe
  }

  /// Carries bytes between a desktop and its viewer until one of them, or the pipe, ends it.
  func carry(_ desktop: Desktop, to channel: WebSocketChannel, _ pipe: Pipe) async -> Parting {
    guard let loop = EventLoop.current, let computer = await desktop.take(on: loop) else {
      return .machine
    }
    defer { computer.closeNow() }
    guard (try? computer.open()) != nil else { return .machine }
    channel.keepUnsent(below: 262_144)
    let filter = SharedFilter(RFBFilter(server: desktop.version))
    guard (try? await channel.send(.binary(desktop.version.line))) != nil else { return .viewer }
    return await withTaskGroup { group in
      group.addTask {
        await Self.pump(from: computer, to: channel, pipe, filter)
        return Parting.machine
      }
      group.addTask {
        await Self.pump(from: channel, to: computer, pipe, filter)
        return .viewer
      }
      group.addTask {
        await Self.release(computer, pipe, filter)
        return .machine
      }
      group.addTask {
        await pipe.end.wait()
        return .pipe
      }
      let first = await group.next() ?? .pipe
      group.cancelAll()
      // At once, and not when the viewer has answered the goodbye.
      computer.closeNow()
      return first
    }
  }

  /// Passes pictures on.
  ///
  /// Sending waits while the viewer doesn't read, and reading waits for sending: so the
  /// computer itself makes fewer pictures for a slow viewer.
  private static func pump(
    from computer: Connection, to channel: WebSocketChannel, _ pipe: Pipe, _ filter: SharedFilter
  ) async {
    var isThrough = false
    while let bytes = try? await computer.read(), !bytes.isEmpty {
      var passed = bytes
      if !isThrough {
        guard let some = filter.passFromServer(bytes) else { return }
        (passed, isThrough) = some
      }
      // The handshake goes on in any case; pictures only while the citizen shows them.
      while isThrough, !pipe.maySee {
        guard (try? await Timer.sleep(for: .milliseconds(50))) != nil else { return }
      }
      if passed.isEmpty { continue }
      pipe.count(passed.count)
      guard (try? await channel.send(.binary(passed))) != nil else { return }
    }
  }

  /// Passes keys and wishes for pictures on.
  private static func pump(
    from channel: WebSocketChannel, to computer: Connection, _ pipe: Pipe, _ filter: SharedFilter
  ) async {
    while case .binary(let bytes)? = await channel.receive() {
      guard let passed = filter.passFromViewer(bytes, mayAct: pipe.mayAct) else {
        return await channel.close(.policyViolation, reason: RelayError.notRFB.description)
      }
      if passed.isEmpty { continue }
      while !filter.beginWriting() {
        guard (try? await Timer.sleep(for: .milliseconds(5))) != nil else { return }
      }
      defer { filter.endWriting() }
      guard (try? await computer.write(passed, timeout: .seconds(30))) != nil else { return }
    }
  }

  /// Lets go of what is pressed as soon as control has ended.
  private static func release(
    _ computer: Connection, _ pipe: Pipe, _ filter: SharedFilter
  ) async {
    var mayAct = pipe.mayAct
    while (try? await Timer.sleep(for: .milliseconds(50))) != nil {
      if pipe.mayAct { mayAct = true }
      guard mayAct, !pipe.mayAct, filter.beginWriting() else { continue }
      defer { filter.endWriting() }
      mayAct = false
      let bytes = filter.letGo()
      if !bytes.isEmpty, (try? await computer.write(bytes, timeout: .seconds(5))) == nil { return }
    }
  }
}

/// A filter that both directions use.
///
/// Any thread; guarded by `filter`.
private final class SharedFilter: Sendable {
  private let filter: Mutex<RFBFilter>
  private let isWriting = Atomic<Bool>(false)

  init(_ filter: RFBFilter) {
    self.filter = Mutex(filter)
  }

  func passFromServer(_ bytes: [UInt8]) -> ([UInt8], isThrough: Bool)? {
    filter.withLock { filter in
      guard let passed = try? filter.passFromServer(bytes) else { return nil }
      return (passed, filter.serverIsThrough)
    }
  }

  func passFromViewer(_ bytes: [UInt8], mayAct: Bool) -> [UInt8]? {
    filter.withLock { try? $0.passFromViewer(bytes, mayAct: mayAct) }
  }

  /// Only one task writes to the computer at a time.
  func beginWriting() -> Bool {
    !isWriting.exchange(true, ordering: .acquiring)
  }

  func endWriting() {
    isWriting.store(false, ordering: .releasing)
  }

  func letGo() -> [UInt8] {
    filter.withLock { $0.letGo() }
  }
}

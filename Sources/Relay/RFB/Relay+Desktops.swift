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
    shakeHands(request, Self.binary) { handshake, offer throws(RelayError) in
      let ticket = try viewersTicket(handshake, session: session)
      guard ticket.origin == handshake.origin else { throw .foreignOrigin }
      if ticket.role == RelayTicket.owner { return try open(request, offer, office: session) }
      let (room, desktop) = try claim(ticket)
      return WebSocketChannel.open(
        request, offer: offer, limits: socketLimits, form: .pieces, on: room.loop
      ) { channel, _ in
        await self.show(desktop, in: room, to: channel)
      }
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
    await channel.close(room.isEnded ? .sessionEnded : codeOfParting)
  }

  /// Why a viewer has to go whose session or desktop is still there.
  var codeOfParting: CloseCode { state.withLock { $0.isStopping } ? .goingAway : .normal }

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
    let bridge = LoopBound(RFBBridge(computer, channel, pipe, desktop.version), to: loop)
    guard (try? await channel.send(.binary(desktop.version.line))) != nil else { return .viewer }
    return await withTaskGroup { group in
      group.addTask {
        await bridge.value.carryPictures()
        return Parting.machine
      }
      group.addTask {
        await bridge.value.carryInput()
        return .viewer
      }
      group.addTask {
        await bridge.value.letGoAfterControl()
        return .machine
      }
      group.addTask {
        await pipe.end.wait()
        return .pipe
      }
      let first = await group.next() ?? .pipe
      // At once, and not when the viewer has answered the goodbye.
      computer.closeNow()
      group.cancelAll()
      return first
    }
  }
}

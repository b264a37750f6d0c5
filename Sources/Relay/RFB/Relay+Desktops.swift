public import Basics
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
      let desktop = try admitViewer(handshake, session: session)
      guard let (room, desktop) = desktop else { return HandshakeRefusal.foreignOrigin.response }
      return WebSocketChannel.open(
        request, offer: offer, limits: socketLimits, form: .pieces, on: room.loop
      ) { channel, _ in
        await self.show(desktop, in: room, to: channel)
      }
    } catch {
      metrics.refusals.add(1)
      return error.response
    }
  }

  /// Makes an id for a desktop of a session; nil when no desktops are taken here.
  public func inviteDesktop(to session: String) -> (id: String, until: Moment)? {
    repeater.withLock { $0 }?.invite(session, at: clock())
  }

  private func admitViewer(
    _ handshake: Handshake, session: String
  ) throws(RelayError) -> (Room, Desktop)? {
    let name = handshake.offeredSubprotocols.first { $0.hasPrefix("ticket.") }
    guard let name else { throw .noTicket }
    let ticket = try ticket(String(name.dropFirst(7)), session: session, origin: handshake.origin)
    guard ticket.origin == handshake.origin else { return nil }
    guard ticket.role != RemoteSession.Role.sharer.rawValue else { throw .forgedTicket }
    guard let room = state.withLock({ $0.rooms[session] }), !room.isEnded else { throw .ended }
    guard let desktop = repeater.withLock({ $0 })?.claim(session) else { throw .ended }
    return (room, desktop)
  }

  /// A room hears that its desktop waits, or has gone.
  func tellDesktop(_ session: String, isThere: Bool) {
    guard let room = state.withLock({ $0.rooms[session] }) else { return }
    try? room.perform { _ throws(RemoteSessionRefusal) in
      ((), [.broadcast(["type": "desktop", "there": .bool(isThere)], except: nil)])
    }
  }

  /// As many desktops may wait as there are sessions.
  var parkedMax: Int { min(limits.parkedMax, state.withLock { $0.rooms.count }) }

  private func show(_ desktop: Desktop, in room: Room, to channel: WebSocketChannel) async {
    guard let loop = EventLoop.current, let computer = await desktop.take(on: loop) else {
      return await channel.close(.goingAway)
    }
    defer { computer.closeNow() }
    guard (try? computer.open()) != nil else { return }
    channel.keepUnsent(below: 262_144)
    let pipe = Pipe()
    room.add(pipe)
    if (try? await channel.send(.binary(desktop.version.line))) != nil {
      await carry(
        LoopBound(RFBBridge(computer, channel, pipe, desktop.version), to: loop), pipe, computer)
    }
    room.remove(pipe)
    tellDesktop(room.name, isThere: false)
    await channel.close(closeCode(of: room))
  }

  private func carry(
    _ bridge: LoopBound<RFBBridge>, _ pipe: Pipe, _ computer: Connection
  ) async {
    await withTaskGroup { group in
      group.addTask { await bridge.value.carryPictures() }
      group.addTask { await bridge.value.carryInput() }
      group.addTask { await bridge.value.letGoAfterControl() }
      group.addTask { await pipe.end.wait() }
      await group.next()
      // At once, and not when the viewer has answered the goodbye.
      computer.closeNow()
      group.cancelAll()
    }
  }

  private func closeCode(of room: Room) -> CloseCode {
    if room.isEnded { return .sessionEnded }
    return state.withLock { $0.isStopping } ? .goingAway : .normal
  }
}

internal import Basics
internal import HTTP
internal import Synchronization
internal import Ticketing
internal import WebSockets
internal import Wire

/// A connection to an office desktop that goes on.
final class OfficeLine: Sendable {
  let pipe = Pipe()
  let endsAt: Moment
  private let ended = Mutex<OfficeConnection.Reason?>(nil)

  init(endsAt: Moment) {
    self.endsAt = endsAt
    pipe.allowAll()
  }

  /// Why it was ended from outside; nil when nobody did.
  var reason: OfficeConnection.Reason? { ended.withLock { $0 } }

  func end(_ reason: OfficeConnection.Reason) {
    ended.withLock { if $0 == nil { $0 = reason } }
    pipe.end.open()
  }
}

extension Relay {
  /// An office desktop's signed word, if this is one.
  func officeWord(_ id: String, at now: Moment) -> OfficeWord? {
    OfficeWord(id, key: key, at: now)
  }

  /// Tells what happens with office desktops.
  func tell(_ report: DesktopReport) {
    desktopObserver(report)
  }

  /// Opens the WebSocket of an owner, who waits there for the desktop.
  func open(
    _ request: Request, _ offer: Handshake.Offer, office name: String
  ) throws(RelayError) -> Response {
    guard let repeater = repeater.withLock({ $0 }) else { throw .ended }
    return WebSocketChannel.open(
      request, offer: offer, limits: socketLimits, form: .pieces
    ) { channel, _ in
      guard let desktop = await repeater.awaitOffice(name), let word = desktop.office else {
        let isStopping = self.state.withLock { $0.isStopping }
        return await channel.close(isStopping ? .goingAway : .tryAgainLater)
      }
      await self.show(desktop, word, to: channel)
    }
  }

  private func show(_ desktop: Desktop, _ word: OfficeWord, to channel: WebSocketChannel) async {
    let line = OfficeLine(endsAt: word.endsAt)
    state.withLock { $0.offices[word.name] = line }
    tell(.init(word.name, .connected, at: clock()))
    let parting = await carry(desktop, to: channel, line.pipe)
    state.withLock { $0.offices[word.name] = nil }
    let reason: OfficeConnection.Reason =
      switch parting {
      case .viewer: .left
      case .machine: .machineGone
      case .pipe: line.reason ?? .removed
      }
    tell(
      .init(
        word.name, .ended, at: clock(), reason: line.reason ?? reason,
        bytes: line.pipe.takeBytes()))
    await channel.close(codeOfParting)
  }

  /// Cuts what the allowed hours no longer cover.
  func cutOffices(at now: Moment) {
    let over = state.withLock { $0.offices.values.filter { $0.endsAt <= now } }
    for line in over { line.end(.hours) }
  }

  /// Ends the connection to an office desktop from outside.
  ///
  /// - Returns: Whether it was open here.
  func endOffice(_ name: String) -> Bool {
    guard let line = state.withLock({ $0.offices[name] }) else { return false }
    line.end(.removed)
    return true
  }
}

extension Relay {
  /// The sessions and the connections to office desktops that are open here.
  public var live: [String] {
    state.withLock { Array($0.rooms.keys) + Array($0.offices.keys) }
  }
}

public import Basics
internal import Glibc
public import HTTP
internal import Synchronization
public import Ticketing
internal import WebSockets
public import Wire

/// The relay between those who share a screen and those who see it (PROTOCOL.md).
///
/// It needs a key to check tickets with and nothing else: no database, no word from the core.
/// Any thread.
public final class Relay: Sendable {
  /// Hears what happens in the sessions; called outside of all locks, in the order of each session.
  public typealias Observer = @Sendable (RemoteSessionProgress) -> Void
  /// Hears what happens with office desktops.
  public typealias DesktopObserver = @Sendable (DesktopReport) -> Void

  struct State {
    var rooms: [String: Room] = [:]
    /// Sessions that are over, until nobody can have a ticket for them any more.
    var ended: [String: Moment] = [:]
    var used = UsedWords()
    var offices: [String: OfficeLine] = [:]
    var placement = Placement()
    var doorway = Doorway()
    var isStopping = false
  }

  /// What it has done.
  public let metrics = RelayMetrics()
  let limits: RelayLimits
  let clock: @Sendable () -> Moment
  let state = Mutex(State())
  let repeater = Mutex<Repeater?>(nil)
  let key: [UInt8]
  let desktopObserver: DesktopObserver
  private let observer: Observer

  /// A relay without sessions.
  ///
  /// - Parameters:
  ///   - key: What tickets are signed with; shared with the core.
  ///   - limits: What it takes.
  ///   - clock: The time; tests stop it.
  ///   - observer: Hears what happens.
  ///   - desktopObserver: Hears what happens with office desktops.
  public init(
    key: [UInt8], limits: RelayLimits = RelayLimits(),
    clock: @escaping @Sendable () -> Moment = Moment.now,
    observer: @escaping Observer = { _ in },
    desktopObserver: @escaping DesktopObserver = { _ in }
  ) {
    self.key = key
    self.limits = limits
    self.clock = clock
    self.observer = observer
    self.desktopObserver = desktopObserver
  }

  /// Answers a request for `/relay/{session}`.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - session: The session it names.
  ///   - address: Where it comes from, where a proxy stands between; nil for its peer.
  /// - Returns: The upgrade to a WebSocket, or why not.
  public func respond(
    to request: Request, session: String, from address: IPAddress? = nil
  ) -> Response {
    if let loop = EventLoop.current { state.withLock { $0.placement.meet(loop) } }
    return shakeHands(request, Self.subprotocol) { handshake, offer throws(RelayError) in
      var admission = try admit(handshake, session: session)
      admission.network = (address ?? request.peer).network()
      guard handshake.origin == admission.origin else { throw .foreignOrigin }
      return open(request, offer, admission)
    }
  }

  /// Takes or refuses a request for a WebSocket.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - subprotocol: What it must offer.
  ///   - open: Lets it in, or says why not.
  /// - Returns: The upgrade, or the refusal, which is counted.
  func shakeHands(
    _ request: Request, _ subprotocol: String,
    _ open: (Handshake, Handshake.Offer) throws(RelayError) -> Response
  ) -> Response {
    let offer = Handshake.Offer(
      origins: .any, subprotocols: [subprotocol], requiresSubprotocol: true)
    let handshake: Handshake
    do throws(HandshakeRefusal) {
      handshake = try Handshake(request, offer: offer)
    } catch {
      return error.response
    }
    do throws(RelayError) {
      return try open(handshake, offer)
    } catch {
      metrics.refusals.add(1)
      return error.response
    }
  }

  /// Shared desktops dial in there.
  func setRepeater(_ repeater: Repeater) {
    self.repeater.withLock { $0 = repeater }
  }

  /// Ends a session, or a connection to an office desktop, from outside.
  ///
  /// - Returns: Whether it was open here.
  @discardableResult
  public func end(_ session: String) -> Bool {
    if endOffice(session) { return true }
    guard let room = state.withLock({ $0.rooms[session] }) else { return false }
    let now = clock()
    try? room.perform { state throws(RemoteSessionRefusal) in
      state.core.session.end(.removed, by: .desk, at: now)
      return ((), state.core.follow(at: now))
    }
    forgetEnded(at: now)
    return true
  }

  /// Sends everybody away with 1001 and takes nobody any more, because the program stops.
  public func stop() {
    let (rooms, guests, lines) = state.withLock { state in
      state.isStopping = true
      return (
        Array(state.rooms.values), state.doorway.takeLate(), Array(state.offices.values)
      )
    }
    for outbox in guests { outbox.close(.goingAway) }
    for room in rooms { room.empty(.goingAway) }
    for line in lines { line.pipe.end.open() }
    repeater.withLock { $0 }?.letOwnersGo()
  }

  /// Lets time pass in all the sessions until it is cancelled.
  public func run() async {
    while (try? await Timer.sleep(for: .milliseconds(250))) != nil { tick() }
  }

  /// Lets time pass in all the sessions.
  func tick() {
    let now = clock()
    let (rooms, silent) = state.withLock { state in
      (Array(state.rooms.values), state.doorway.takeLate(at: Timer.nanoseconds()))
    }
    for outbox in silent { outbox.close(.misused) }
    for room in rooms { room.tick(at: now) }
    cutOffices(at: now)
    repeater.withLock { $0 }?.tick(at: now)
    forgetEnded(at: now)
  }

  func forgetEnded(at now: Moment) {
    let gone = state.withLock { state in
      let gone = state.rooms.filter { $0.value.isEnded }.map(\.key)
      for name in gone {
        state.placement.release(state.rooms.removeValue(forKey: name)?.loop)
        state.ended[name] = now + .seconds(600)
      }
      if state.ended.count > 1_000 { state.ended = state.ended.filter { $0.value > now } }
      return gone
    }
    metrics.sessions.add(-gone.count)
    let repeater = repeater.withLock { $0 }
    for name in gone { repeater?.forget(name) }
  }
}

extension Relay {
  static let subprotocol = "acompanya.relay.v1"

  /// Somebody who may come in.
  struct Admission: Sendable {
    enum Pass: Sendable {
      case ticket(RelayTicket)
      case place(Int)
    }

    let room: Room
    let pass: Pass
    let origin: String
    /// Where somebody comes from.
    var network: IPAddress?
  }

  func admit(_ handshake: Handshake, session: String) throws(RelayError) -> Admission {
    for name in handshake.offeredSubprotocols {
      if name.hasPrefix("ticket.") {
        let ticket = try ticket(
          String(name.dropFirst(7)), session: session, origin: handshake.origin)
        return Admission(
          room: try room(of: ticket), pass: .ticket(ticket), origin: ticket.origin)
      }
      if name.hasPrefix("resume.") {
        return try resume(String(name.dropFirst(7)), session: session, origin: handshake.origin)
      }
    }
    throw .noTicket
  }

  /// A good ticket of this session, used up by this; a foreign page can't use one up.
  func ticket(
    _ text: String, session: String, origin: String?
  ) throws(RelayError) -> RelayTicket {
    let now = clock()
    let ticket = try RelayTicket(text, key: key, at: now)
    guard ticket.session == session else { throw .forgedTicket }
    guard ticket.origin == origin else { return ticket }
    let isFresh = state.withLock {
      $0.used.use(ticket.word, until: ticket.expiresAt, at: now)
    }
    guard isFresh else { throw .expiredTicket }
    return ticket
  }

  private func room(of ticket: RelayTicket) throws(RelayError) -> Room {
    // An office desktop's owner has no place in a session.
    guard RemoteSession.Role(rawValue: ticket.role) != nil else { throw .forgedTicket }
    let result: Result<Room, RelayError> = state.withLock { state in
      if state.ended[ticket.session] != nil { return .failure(.ended) }
      if let room = state.rooms[ticket.session] {
        return room.isEnded ? .failure(.ended) : .success(room)
      }
      guard state.rooms.count < limits.sessionsMax, !state.isStopping else {
        return .failure(.full)
      }
      let room = Room(
        name: ticket.session, openedAt: ticket.openedAt, loop: state.placement.choose(),
        relay: self, observer: observer)
      state.rooms[ticket.session] = room
      metrics.sessions.add(1)
      return .success(room)
    }
    return try result.get()
  }

  private func resume(
    _ token: String, session: String, origin: String?
  ) throws(RelayError) -> Admission {
    guard let room = state.withLock({ $0.rooms[session] }), !room.isEnded else { throw .ended }
    let place = room.state.withLock { state -> (Int, String)? in
      guard let number = state.core.redeem(token, origin: origin) else { return nil }
      return (number, state.core.seats[number]?.origin ?? "")
    }
    guard let (number, origin) = place else { throw .expiredTicket }
    return Admission(room: room, pass: .place(number), origin: origin)
  }
}

extension RelayError {
  var response: Response {
    let status: Status =
      switch self {
      case .noTicket, .forgedTicket: .unauthorized
      case .foreignOrigin: .forbidden
      case .expiredTicket, .ended: Status(410)
      case .full: .serviceUnavailable
      case .notRFB: .badRequest
      }
    var response = Response(status, text: description + "\n")
    if self == .full { response.fields.append("Retry-After", "60") }
    return response
  }
}

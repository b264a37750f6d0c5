import Basics
import Ticketing
import WebSockets

/// One session's room: who may say what to whom, as a pure state machine.
///
/// Lives in a ``Room``.
struct RoomCore: Sendable {
  var session: RemoteSession
  var seats: [Int: Seat] = [:]
  /// The last config of the sharer, for viewers who come later.
  var lastConfig: (epoch: UInt32, frame: Frame)?
  var nextEpoch: UInt32 = 1
  var counts = Counts()
  /// How computers may dial in here.
  var desktopForms: [String] = []
  /// How many of the session's events have been turned into messages.
  private var told = 0

  /// What passed through, without what it was.
  struct Counts: Sendable, Equatable {
    var bytes: Int64 = 0
    var frames: Int64 = 0
  }

  init(name: String, openedAt: Moment) {
    session = RemoteSession(name: name, openedAt: openedAt)
  }

  var isEnded: Bool { session.ending != nil }

  /// Seats somebody whose ticket was good.
  mutating func enter(
    _ ticket: RelayTicket, hello: JSONObject, resumption: String, at now: Moment
  ) throws(RemoteSessionRefusal) -> (number: Int, actions: [RoomAction]) {
    guard let role = RemoteSession.Role(rawValue: ticket.role) else { throw .notAllowed }
    if let known = place(of: ticket, role) {
      return (known, try comeBack(known, hello: hello, resumption: resumption, at: now))
    }
    let number = try session.join(
      role, name: String(ticket.name.prefix(80)), staff: ticket.staff.map { Identifier($0) },
      at: now)
    var seat = Seat(origin: ticket.origin)
    seat.take(hello)
    seat.resumption = SHA256.hash(Array(resumption.utf8))
    seats[number] = seat
    return (
      number,
      [
        .send(welcome(number, resumption, at: now), to: number),
        .broadcast(["type": "joined", "participant": describe(number)], except: number),
      ]
    )
  }

  /// A new ticket of somebody who is here already takes the old place.
  private func place(of ticket: RelayTicket, _ role: RemoteSession.Role) -> Int? {
    if role == .sharer { return session.people[0]?.number }
    return session.people.values.first {
      $0.role == role && $0.staff?.rawValue == ticket.staff && ticket.staff != nil
    }?.number
  }

  /// Finds whose token it is; the token is used up, unless a foreign page shows it.
  mutating func redeem(_ token: String, origin: String?) -> Int? {
    let hash = SHA256.hash(Array(token.utf8))
    var found: Int?
    for (number, seat) in seats where constantTimeEqual(seat.resumption, hash) { found = number }
    if let found, seats[found]?.origin == origin { seats[found]?.resumption = [] }
    return found
  }

  /// Somebody is here again.
  mutating func comeBack(
    _ number: Int, hello: JSONObject, resumption: String, at now: Moment
  ) throws(RemoteSessionRefusal) -> [RoomAction] {
    try session.comeBack(number, at: now)
    seats[number]?.take(hello)
    seats[number]?.isConnected = true
    seats[number]?.resumption = SHA256.hash(Array(resumption.utf8))
    let seat = seats[number]
    return [
      .send(welcome(number, resumption, at: now), to: number),
      .broadcast(
        [
          "type": "back", "id": .integer(Int64(number)), "sends": .array(seat?.sends ?? []),
          "takes": .array(seat?.takes ?? []), "language": .string(seat?.language ?? ""),
        ], except: number),
      .dropMedia(number == 0 ? nil : number), .repeatConfig(number), .wishKey,
    ]
  }

  /// A connection has ended without a word.
  mutating func lose(_ number: Int, at now: Moment) -> [RoomAction] {
    guard !isEnded, seats[number]?.isConnected == true else { return [] }
    seats[number]?.isConnected = false
    session.lose(number, at: now)
    return [.broadcast(["type": "away", "id": .integer(Int64(number))], except: number)]
  }

  /// What time alone brings.
  mutating func advance(to now: Moment) -> [RoomAction] {
    let before = session.people.keys
    session.advance(to: now)
    return follow(at: now, leaving: before.filter { session.people[$0] == nil })
  }

  /// Turns what the session's rules decided by themselves into messages.
  mutating func follow(at now: Moment, leaving: [Int] = []) -> [RoomAction] {
    if let ending = session.ending { return end(ending) }
    var actions: [RoomAction] = []
    for number in leaving { actions += dismiss(number, .sessionEnded, "lost") }
    for event in session.events.dropFirst(told) {
      switch event.step {
      case .lapsed: actions.append(.broadcast(rights(), except: nil))
      case .reconfirmDue:
        let by = session.reconfirmBy?.milliseconds ?? 0
        actions.append(
          .broadcast(["type": "reconfirm-due", "by": .integer(by)], except: nil))
      case .cleared:
        let viewer = event.viewer ?? 0
        actions.append(
          .broadcast(["type": "cleared", "viewer": .integer(Int64(viewer))], except: nil))
        actions += [.dropMedia(viewer), .wishKey]
      case .uncleared:
        let viewer = event.viewer ?? 0
        actions.append(
          .broadcast(["type": "uncleared", "viewer": .integer(Int64(viewer))], except: nil))
      default: break
      }
    }
    told = session.events.count
    return actions
  }

  /// The events for whoever keeps them.
  mutating func takeEvents() -> [RemoteSessionEvent] {
    told = 0
    return session.takeEvents()
  }

  /// Somebody is no longer part of it.
  mutating func dismiss(_ number: Int, _ code: CloseCode, _ reason: String) -> [RoomAction] {
    guard seats.removeValue(forKey: number) != nil else { return [] }
    var actions: [RoomAction] = [
      .close(number, code),
      .broadcast(
        ["type": "left", "id": .integer(Int64(number)), "reason": .string(reason)],
        except: number),
    ]
    if let lead = session.lead {
      actions.append(
        .broadcast(["type": "lead", "viewer": .integer(Int64(lead))], except: nil))
    }
    return actions
  }

  private func end(_ ending: RemoteSession.Ending) -> [RoomAction] {
    let by: JSON =
      switch ending.by {
      case .sharer: 0
      case .viewer(let number): .integer(Int64(number))
      case .desk: .null
      }
    return [
      .end([
        "type": "ended", "reason": .string(ending.reason.rawValue), "by": by,
        "receipt": receipt(ending),
      ])
    ]
  }
}

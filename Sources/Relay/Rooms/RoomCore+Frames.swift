import Basics
import Ticketing
import WebSockets

extension RoomCore {
  /// Where a binary message goes.
  enum Route: Equatable {
    /// Nowhere: it came too early, or no right covers it.
    case nowhere
    /// To one participant.
    case one(Int)
    /// To every cleared viewer.
    case viewers
    /// It is against the protocol.
    case misuse
  }

  /// Decides by the plain head alone; the body can't be read here.
  mutating func route(_ head: FrameHead, from number: Int, bytes: Int, at now: Moment) -> Route {
    guard head.from == number, !head.kind.isSharers || number == 0 else { return .misuse }
    guard !isEnded else { return .nowhere }
    if number == 0 { return routeFromSharer(head, bytes: bytes, at: now) }
    guard head.to == 0, session.people[number]?.isCleared == true else {
      return head.to == 0 ? .nowhere : .misuse
    }
    switch head.kind {
    case .pointer, .ink: guard session.has(.point) else { return .nowhere }
    case .chunk: guard session.has(.files) else { return .nowhere }
    default: break
    }
    session.touch(at: now)
    count(bytes)
    return .one(0)
  }

  private mutating func routeFromSharer(_ head: FrameHead, bytes: Int, at now: Moment) -> Route {
    if head.kind.isMedia || head.kind == .config {
      guard session.source != nil, !session.isPaused else { return .nowhere }
      counts.frames += 1
    }
    if head.kind == .chunk, !session.has(.files) { return .nowhere }
    if head.epoch >= nextEpoch { nextEpoch = head.epoch == .max ? .max : head.epoch + 1 }
    session.touch(at: now)
    count(bytes)
    if head.to == FrameHead.everybody { return .viewers }
    guard session.people[head.to]?.isCleared == true else { return .nowhere }
    return .one(head.to)
  }

  private mutating func count(_ bytes: Int) {
    counts.bytes += Int64(bytes)
  }

  /// The viewers who may see, connected now.
  func mayReceive(_ viewer: Int) -> Bool {
    viewer > 0 && seats[viewer]?.isConnected == true && session.people[viewer]?.isCleared == true
  }
}

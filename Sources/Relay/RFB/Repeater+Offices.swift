import Basics
import Synchronization
import Ticketing
import Wire

/// Where an office desktop and its owner wait for each other.
struct Meeting: Sendable {
  /// The machine, once it has dialled in.
  var desktop: Desktop?
  /// The owner, if first.
  var owner: Gate?
  /// How long the one waits for the other.
  let until: Moment
}

extension Repeater {
  /// How long the one who is first waits for the other.
  private static let meetingTime = Duration.seconds(60)

  /// An office desktop has dialled in.
  func meet(_ word: OfficeWord, _ version: RFBVersion) -> Desktop? {
    let desktop = Desktop(session: word.name, version: version, office: word)
    let now = relay.clock()
    let max = relay.limits.parkedMax
    let (isMet, owner) = state.withLock { state -> (Bool, Gate?) in
      var meeting = state.meetings[word.name] ?? Meeting(until: now + Self.meetingTime)
      guard meeting.desktop == nil, state.meetings.count <= max else { return (false, nil) }
      meeting.desktop = desktop
      state.meetings[word.name] = meeting
      return (true, meeting.owner)
    }
    guard isMet else { return nil }
    relay.tell(.init(word.name, .dialled, at: now))
    owner?.open()
    return desktop
  }

  /// The owner waits for their desktop.
  ///
  /// - Returns: nil when it didn't come in time, or another waits for it already.
  func awaitOffice(_ name: String) async -> Desktop? {
    let gate = Gate()
    let now = relay.clock()
    let isAlone = state.withLock { state in
      var meeting = state.meetings[name] ?? Meeting(until: now + Self.meetingTime)
      guard meeting.owner == nil, state.meetings.count <= relay.limits.parkedMax else {
        return false
      }
      meeting.owner = gate
      state.meetings[name] = meeting
      return true
    }
    guard isAlone else { return nil }
    if state.withLock({ $0.meetings[name]?.desktop }) == nil {
      await withTaskGroup { group in
        group.addTask { await gate.wait() }
        group.addTask { try? await Timer.sleep(for: Self.meetingTime) }
        await group.next()
        group.cancelAll()
      }
    }
    return state.withLock { $0.meetings.removeValue(forKey: name) }?.desktop
  }

  /// Lets go of the owners who still wait, because the program stops.
  func letOwnersGo() {
    let owners = state.withLock { $0.meetings.values.compactMap(\.owner) }
    for owner in owners { owner.open() }
  }
}

import Basics
import Synchronization
import Ticketing
import Wire

extension Repeater {
  /// How many wait.
  var parkedCount: Int { state.withLock { $0.parked.count + $0.others.count } }

  /// Whether a desktop of the session waits.
  func isWaiting(for session: String) -> Bool {
    state.withLock { $0.parked[session] != nil }
  }

  /// The desktop that waits for the viewer of a session.
  func claim(_ session: String) -> Desktop? {
    state.withLock { $0.parked.removeValue(forKey: session) }
  }

  /// Finds a computer its place, and tells those who wait for it.
  func park(_ guest: Guest, _ version: RFBVersion) -> Desktop? {
    switch guest {
    case .office(let word): return meet(word, version)
    case .citizen(let session, let isAnother):
      let desktop = Desktop(session: session, version: version)
      let max = relay.parkedMax
      let isParked = state.withLock { state in
        guard (isAnother ? state.others : state.parked).count < max else { return false }
        if isAnother {
          guard state.others[session] == nil else { return false }
          state.others[session] = desktop
        } else {
          guard state.parked[session] == nil else { return false }
          state.parked[session] = desktop
        }
        return true
      }
      guard isParked else { return nil }
      if isAnother {
        relay.tellAnotherDesktop(session, isThere: true)
      } else {
        relay.tellDesktop(session, isThere: true)
      }
      return desktop
    }
  }

  /// A computer has gone while it waited.
  func leave(_ desktop: Desktop) {
    let session = desktop.session
    enum Place { case parked, other, meeting, none }
    let place = state.withLock { state -> Place in
      if state.parked[session] === desktop {
        state.parked[session] = nil
        return .parked
      }
      if state.others[session] === desktop {
        state.others[session] = nil
        return .other
      }
      guard state.meetings[session]?.desktop === desktop else { return .none }
      state.meetings[session] = nil
      return .meeting
    }
    switch place {
    case .parked: relay.tellDesktop(session, isThere: false)
    case .other: relay.tellAnotherDesktop(session, isThere: false)
    case .meeting: relay.tell(.init(session, .ended, at: relay.clock(), reason: .machineGone))
    case .none: break
    }
  }

  /// The citizen decides about a second computer with the same id.
  ///
  /// - Returns: Whether it takes the place of the first.
  func decide(_ session: String, takesAnother: Bool) -> Bool {
    let (gone, isTaken) = state.withLock { state -> (Desktop?, Bool) in
      guard let other = state.others.removeValue(forKey: session) else { return (nil, false) }
      guard takesAnother else { return (other, false) }
      return (state.parked.updateValue(other, forKey: session), true)
    }
    gone?.dismiss()
    return isTaken
  }

  /// The session is over: nobody waits for it any more, and nobody else may come.
  func forget(_ session: String) {
    slots?.close(session)
    let gone = state.withLock { state in
      state.invitations.forget(session)
      return [
        state.parked.removeValue(forKey: session), state.others.removeValue(forKey: session),
      ]
    }
    for desktop in gone { desktop?.dismiss() }
  }

  /// Lets time pass: ports close, and office desktops that nobody came to see are let go.
  func tick(at now: Moment) {
    slots?.sweep(at: now)
    let late = state.withLock { state in
      let late = state.meetings.filter { $0.value.until <= now && $0.value.desktop != nil }
      for name in late.keys { state.meetings[name] = nil }
      return late
    }
    for (name, meeting) in late {
      meeting.desktop?.dismiss()
      relay.tell(.init(name, .ended, at: now, reason: .unseen))
    }
  }
}

public import Basics

extension RemoteSession {
  /// Does what time alone brings: rights lapse, confirmations fall due, absences end.
  public mutating func advance(to now: Moment) {
    guard ending == nil else { return }
    for (right, grant) in grants {
      guard let until = grant.until, until <= now else { continue }
      grants[right] = nil
      history.end(right, grant, at: until)
      append(.lapsed, by: .desk, at: until, right.rawValue)
    }
    if let reason = overdue(at: now) { return end(reason, by: .desk, at: now) }
    if let reconfirmAt, reconfirmAt <= now, !isReconfirmAsked {
      isReconfirmAsked = true
      append(.reconfirmDue, by: .desk, at: reconfirmAt)
    }
    for person in people.values {
      guard person.number > 0, let since = person.awaySince, since + Times.absence <= now else {
        continue
      }
      leave(person.number, at: now)
    }
  }

  /// The last moment to confirm again.
  public var reconfirmBy: Moment? { reconfirmAt.map { $0 + Times.reconfirmationGrace } }

  /// The same, once the citizen has been asked.
  public var reconfirmAskedUntil: Moment? { isReconfirmAsked ? reconfirmBy : nil }

  private func overdue(at now: Moment) -> Reason? {
    if openedAt + Times.longest <= now { return .tooLong }
    guard let sharer = people[0] else {
      return openedAt + Times.code + Times.reconfirmationGrace <= now ? .expired : nil
    }
    if let since = sharer.awaySince, since + Times.absence <= now { return .lost }
    if let by = reconfirmBy, by <= now { return .notReconfirmed }
    return activeAt + Times.idle <= now ? .idle : nil
  }
}

extension RemoteSession {
  func mustBeOpen() throws(RemoteSessionRefusal) {
    if ending != nil { throw .wrongState }
  }

  func mustShare() throws(RemoteSessionRefusal) {
    if source == nil { throw .wrongState }
  }

  func mustKnow(_ viewer: Int) throws(RemoteSessionRefusal) {
    try mustBeOpen()
    guard viewer > 0, people[viewer] != nil else { throw .unknownPerson }
  }

  func actor(_ number: Int) -> RemoteSessionEvent.Actor {
    number == 0 ? .sharer : .viewer(number)
  }

  /// Appends what somebody did, which is a sign of life too.
  mutating func note(
    _ step: RemoteSessionEvent.Step, by number: Int, at moment: Moment, _ detail: String? = nil,
    viewer: Int? = nil
  ) {
    touch(at: moment)
    append(step, by: actor(number), at: moment, detail, viewer: viewer)
  }

  mutating func append(
    _ step: RemoteSessionEvent.Step, by actor: RemoteSessionEvent.Actor, at moment: Moment,
    _ detail: String? = nil, viewer: Int? = nil
  ) {
    events.append(
      RemoteSessionEvent(at: moment, actor: actor, step: step, detail: detail, viewer: viewer))
  }
}

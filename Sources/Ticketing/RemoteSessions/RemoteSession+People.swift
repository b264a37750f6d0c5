public import Basics

extension RemoteSession {
  /// Somebody comes in.
  ///
  /// - Returns: Their number.
  /// - Throws: ``RemoteSessionRefusal/full``, ``RemoteSessionRefusal/wrongState``.
  public mutating func join(
    _ role: Role, name: String, staff: Identifier<Staff>?, at moment: Moment
  ) throws(RemoteSessionRefusal) -> Int {
    try mustBeOpen()
    let number: Int
    if role == .sharer {
      guard people[0] == nil else { throw .full }
      number = 0
      reconfirmAt = moment + Times.reconfirmation
    } else {
      guard people.values.count(where: { $0.number > 0 }) < Self.viewersMax, nextNumber < 255
      else { throw .full }
      number = nextNumber
      nextNumber += 1
    }
    people[number] = Person(
      number: number, role: role, name: name, staff: staff, joinedAt: moment)
    if role == .agent, lead == nil { lead = number }
    if role == .sharer { grants[.point] = Grant(from: moment, until: nil) }
    note(.joined, by: number, at: moment, role.rawValue)
    return number
  }

  /// A connection is lost; its place is kept for a while.
  public mutating func lose(_ number: Int, at moment: Moment) {
    guard ending == nil, people[number]?.awaySince == nil, people[number] != nil else { return }
    people[number]?.awaySince = moment
    append(.away, by: .desk, at: moment, viewer: number)
  }

  /// It comes back.
  ///
  /// - Throws: ``RemoteSessionRefusal/unknownPerson`` when the place is no longer kept.
  public mutating func comeBack(_ number: Int, at moment: Moment) throws(RemoteSessionRefusal) {
    try mustBeOpen()
    guard people[number] != nil else { throw .unknownPerson }
    people[number]?.awaySince = nil
    note(.back, by: number, at: moment)
  }

  /// Somebody goes for good.
  public mutating func leave(_ number: Int, at moment: Moment) {
    guard ending == nil, let person = people[number] else { return }
    guard number != 0 else { return end(.stopped, by: .sharer, at: moment) }
    note(.left, by: number, at: moment)
    history.leave(person, at: moment)
    people[number] = nil
    if lead == number { lead = people.values.filter { $0.role == .agent }.map(\.number).min() }
  }

  /// A viewer goes by their own wish: who leaves no agent behind ends the session.
  public mutating func depart(_ viewer: Int, at moment: Moment) throws(RemoteSessionRefusal) {
    try mustKnow(viewer)
    let isAgent = people[viewer]?.role == .agent
    leave(viewer, at: moment)
    if isAgent, lead == nil { end(.finished, by: actor(viewer), at: moment) }
  }

  /// The citizen says yes to one viewer.
  public mutating func accept(_ viewer: Int, at moment: Moment) throws(RemoteSessionRefusal) {
    try mustKnow(viewer)
    guard people[viewer]?.isAccepted == false else { return }
    people[viewer]?.isAccepted = true
    append(.accepted, by: .sharer, at: moment, viewer: viewer)
  }

  /// The citizen says no to one viewer; a no to the one who leads ends the session.
  public mutating func refuse(_ viewer: Int, at moment: Moment) throws(RemoteSessionRefusal) {
    try mustKnow(viewer)
    append(.refused, by: .sharer, at: moment, viewer: viewer)
    if viewer == lead { return end(.refused, by: .sharer, at: moment) }
    leave(viewer, at: moment)
  }

  /// Somebody has compared the digits.
  ///
  /// - Parameters:
  ///   - number: Who, 0 for the citizen.
  ///   - viewer: Whose digits.
  ///   - same: What was found. A difference removes the viewer, and ends the session if that is
  ///     the one who leads.
  ///   - moment: When.
  /// - Throws: ``RemoteSessionRefusal`` when the citizen hasn't said yes yet.
  public mutating func compare(
    by number: Int, viewer: Int, same: Bool, at moment: Moment
  ) throws(RemoteSessionRefusal) {
    try mustKnow(viewer)
    guard number == 0 || number == viewer else { throw .notAllowed }
    guard people[viewer]?.isAccepted == true else { throw .wrongState }
    note(.compared, by: number, at: moment, same ? "same" : "differ", viewer: viewer)
    guard same else {
      if viewer == lead { return end(.wordsDiffer, by: actor(number), at: moment) }
      return leave(viewer, at: moment)
    }
    let wasCleared = people[viewer]?.isCleared == true
    if number == 0 {
      people[viewer]?.comparedBySharer = true
    } else {
      people[viewer]?.comparedByViewer = true
    }
    guard !wasCleared, let person = people[viewer], person.isCleared else { return }
    append(.cleared, by: .desk, at: moment, viewer: viewer)
  }

  /// The keys are new: the digits must be compared again.
  public mutating func unclear(_ viewer: Int, at moment: Moment) {
    guard ending == nil, let person = people[viewer] else { return }
    guard person.comparedByViewer || person.comparedBySharer else { return }
    people[viewer]?.comparedBySharer = false
    people[viewer]?.comparedByViewer = false
    append(.uncleared, by: .desk, at: moment, viewer: viewer)
  }

  /// The one who leads gives the session to another agent whom the citizen has cleared.
  public mutating func handOver(
    by number: Int, to other: Int, at moment: Moment
  ) throws(RemoteSessionRefusal) {
    try mustKnow(other)
    guard number == lead else { throw .notAllowed }
    guard let person = people[other], person.role == .agent, person.isCleared,
      person.awaySince == nil
    else {
      throw .wrongState
    }
    lead = other
    note(.handedOver, by: number, at: moment, viewer: other)
  }
}

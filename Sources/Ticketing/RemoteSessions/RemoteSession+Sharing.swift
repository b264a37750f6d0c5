public import Basics

extension RemoteSession {
  /// The citizen shares.
  ///
  /// - Throws: ``RemoteSessionRefusal/wrongState`` before anybody was cleared.
  public mutating func share(
    _ source: Source, codec: String, at moment: Moment
  ) throws(RemoteSessionRefusal) {
    try mustBeOpen()
    guard people.values.contains(where: \.isCleared) else { throw .wrongState }
    self.source = source
    isPaused = false
    activeAt = moment
    history.share(source, codec: codec)
    note(.shared, by: 0, at: moment, source.rawValue)
  }

  /// The citizen stops sharing; the session goes on.
  public mutating func unshare(at moment: Moment) throws(RemoteSessionRefusal) {
    try mustShare()
    source = nil
    isPaused = false
    if has(.control) { try revoke(.control, at: moment) }
    note(.unshared, by: 0, at: moment)
  }

  /// The citizen pauses; nothing is seen and control ends.
  public mutating func pause(at moment: Moment) throws(RemoteSessionRefusal) {
    try mustShare()
    guard !isPaused else { return }
    isPaused = true
    if has(.control) { try revoke(.control, at: moment) }
    note(.paused, by: 0, at: moment)
  }

  /// The citizen goes on.
  public mutating func resume(at moment: Moment) throws(RemoteSessionRefusal) {
    try mustShare()
    guard isPaused else { return }
    isPaused = false
    note(.resumed, by: 0, at: moment)
  }

  /// The citizen gives a right.
  ///
  /// - Parameters:
  ///   - right: Which.
  ///   - duration: For how long; nil for its default. Never longer than its longest.
  ///   - moment: When.
  /// - Throws: ``RemoteSessionRefusal/wrongState`` for control of anything but a VNC desktop.
  public mutating func grant(
    _ right: Right, for duration: Duration?, at moment: Moment
  ) throws(RemoteSessionRefusal) {
    try mustBeOpen()
    guard people[0] != nil, !isPaused else { throw .wrongState }
    if right == .control, source != .vnc { throw .wrongState }
    var until: Moment?
    if let duration { until = moment + max(.seconds(1), min(duration, right.longest)) }
    if right.isTimed, until == nil { until = moment + right.longest }
    if let before = grants[right] { history.end(right, before, at: moment) }
    grants[right] = Grant(from: moment, until: until)
    note(.granted, by: 0, at: moment, right.rawValue)
  }

  /// The citizen takes a right back.
  public mutating func revoke(_ right: Right, at moment: Moment) throws(RemoteSessionRefusal) {
    try mustBeOpen()
    guard let grant = grants.removeValue(forKey: right) else { return }
    history.end(right, grant, at: moment)
    note(.revoked, by: 0, at: moment, right.rawValue)
  }

  /// The citizen confirms that it may go on.
  public mutating func reconfirm(at moment: Moment) throws(RemoteSessionRefusal) {
    try mustBeOpen()
    guard people[0] != nil else { throw .wrongState }
    reconfirmAt = moment + Times.reconfirmation
    isReconfirmAsked = false
    note(.reconfirmed, by: 0, at: moment)
  }

  /// Somebody did something, so that it isn't idle.
  public mutating func touch(at moment: Moment) {
    if moment > activeAt { activeAt = moment }
  }

  /// Ends the session; the first end is the one that counts.
  public mutating func end(
    _ reason: Reason, by actor: RemoteSessionEvent.Actor, at moment: Moment
  ) {
    guard ending == nil else { return }
    for (right, grant) in grants { history.end(right, grant, at: moment) }
    for person in people.values { history.leave(person, at: moment) }
    grants = [:]
    source = nil
    isPaused = false
    ending = Ending(reason: reason, by: actor, at: moment)
    append(.ended, by: actor, at: moment, reason.rawValue)
  }

  /// Ends the session for somebody who asks.
  ///
  /// - Throws: ``RemoteSessionRefusal/notAllowed`` to those who don't lead.
  public mutating func end(
    _ reason: Reason?, by number: Int, at moment: Moment
  ) throws(RemoteSessionRefusal) {
    guard let person = people[number] else { throw .unknownPerson }
    switch person.role {
    case .sharer:
      end(reason == .capturedEnded ? .capturedEnded : .stopped, by: .sharer, at: moment)
    case .supervisor:
      end(.removed, by: actor(number), at: moment)
    default:
      guard number == lead else { throw .notAllowed }
      end(.finished, by: actor(number), at: moment)
    }
  }
}

public import Basics
public import Ticketing

/// What a relay tells about a session: the steps that were taken, and its sums.
///
/// Nothing of what was on the screen.
public struct RelayReport: Sendable {
  /// The session.
  public let session: String
  /// The steps since the last report.
  public let events: [RemoteSessionEvent]
  /// Who of the staff has which number.
  public let staff: [Int: Identifier<Staff>]
  /// Where the session stands now.
  public let phase: RemoteSession.Phase
  /// Why it ended, if it has.
  public let ending: RemoteSession.Ending?
  /// Bytes passed on.
  public let bytes: Int64
  /// Frames of the picture passed on.
  public let frames: Int64
  /// The codec used last.
  public let codec: String?
  /// The receipt, once it has ended.
  public let receipt: JSON?

  init(session: String, core: RoomCore, events: [RemoteSessionEvent]) {
    self.session = session
    self.events = events
    var staff = core.session.people.compactMapValues(\.staff)
    for visit in core.session.history.visits {
      if let id = visit.person.staff { staff[visit.person.number] = id }
    }
    self.staff = staff
    phase = core.session.phase
    ending = core.session.ending
    bytes = core.counts.bytes
    frames = core.counts.frames
    codec = core.session.history.codec
    receipt = core.session.ending.map { core.receipt($0) }
  }
}

public import Basics

/// What the desk keeps of a remote session.
public struct RemoteSessionRecord: Sendable, Equatable {
  /// The store's number.
  public let id: Identifier<RemoteSessionRecord>
  /// The name in addresses.
  public let name: String
  /// The council.
  public let organisation: Identifier<Organisation>
  /// The ticket it belongs to.
  public let ticket: Identifier<Ticket>
  /// Who opened it.
  public let staff: Identifier<Staff>
  /// When.
  public let openedAt: Moment
  /// Until when the code works.
  public let codeExpiresAt: Moment
  /// When the citizen used it.
  public let codeUsedAt: Moment?
  /// Where it stands.
  public let phase: RemoteSession.Phase
  /// When it ended.
  public let endedAt: Moment?
  /// Why it ended.
  public let reason: RemoteSession.Reason?
  /// Bytes that passed.
  public let bytes: Int
  /// Frames of the picture that passed.
  public let frames: Int
  /// The codec used last.
  public let codec: String?
  /// The receipt as JSON, once it has ended.
  public let receipt: String?

  /// Describes a session as it was kept.
  public init(
    id: Identifier<RemoteSessionRecord>, name: String, organisation: Identifier<Organisation>,
    ticket: Identifier<Ticket>, staff: Identifier<Staff>, openedAt: Moment,
    codeExpiresAt: Moment, codeUsedAt: Moment?, phase: RemoteSession.Phase, endedAt: Moment?,
    reason: RemoteSession.Reason?, bytes: Int, frames: Int, codec: String?, receipt: String?
  ) {
    self.id = id
    self.name = name
    self.organisation = organisation
    self.ticket = ticket
    self.staff = staff
    self.openedAt = openedAt
    self.codeExpiresAt = codeExpiresAt
    self.codeUsedAt = codeUsedAt
    self.phase = phase
    self.endedAt = endedAt
    self.reason = reason
    self.bytes = bytes
    self.frames = frames
    self.codec = codec
    self.receipt = receipt
  }
}

/// What has happened in a session since the desk last heard of it.
public struct RemoteSessionProgress: Sendable {
  /// The session's name.
  public let name: String
  /// The steps, oldest first.
  public let events: [RemoteSessionEvent]
  /// Who of the staff has which number in it.
  public let staff: [Int: Identifier<Staff>]
  /// Where it stands now.
  public let phase: RemoteSession.Phase
  /// Why it ended, if it has.
  public let ending: RemoteSession.Ending?
  /// Bytes that passed so far.
  public let bytes: Int64
  /// Frames that passed so far.
  public let frames: Int64
  /// The codec used last.
  public let codec: String?
  /// The receipt as JSON, once it has ended.
  public let receipt: String?

  /// Describes progress.
  public init(
    name: String, events: [RemoteSessionEvent], staff: [Int: Identifier<Staff>],
    phase: RemoteSession.Phase, ending: RemoteSession.Ending?, bytes: Int64, frames: Int64,
    codec: String?, receipt: String?
  ) {
    self.name = name
    self.events = events
    self.staff = staff
    self.phase = phase
    self.ending = ending
    self.bytes = bytes
    self.frames = frames
    self.codec = codec
    self.receipt = receipt
  }
}

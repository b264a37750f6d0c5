public import Basics

/// One time that somebody worked on their office desktop from elsewhere.
public struct OfficeConnection: Sendable, Equatable {
  /// A step in its life.
  public enum Step: String, Sendable, CaseIterable {
    /// The owner asked for it, with the password.
    case opened
    /// The machine has dialled out to the relay.
    case dialled
    /// The owner sees the screen.
    case connected
    /// It is over; the detail is why.
    case ended
  }

  /// Why it ended.
  public enum Reason: String, Sendable, CaseIterable {
    /// The owner closed it, or the owner's connection was lost.
    case left
    /// The machine went.
    case machineGone = "machine-gone"
    /// The machine didn't dial out in time.
    case unanswered
    /// The owner didn't come to see it.
    case unseen
    /// The allowed hours were over.
    case hours
    /// An administrator revoked the machine, or somebody ended it from the desk.
    case removed
  }

  /// The store's number.
  public let id: Identifier<OfficeConnection>
  /// The name that the ticket and the machine's id carry.
  public let name: String
  /// The machine.
  public let desktop: Identifier<OfficeDesktop>
  /// Whose hands.
  public let staff: Identifier<Staff>
  /// When the owner asked.
  public let openedAt: Moment
  /// When the allowed hours end it.
  public let endsAt: Moment
  /// When the owner saw the screen.
  public let connectedAt: Moment?
  /// When it ended.
  public let endedAt: Moment?
  /// Why it ended.
  public let reason: Reason?
  /// Bytes that passed.
  public let bytes: Int

  /// Describes a connection as it was kept.
  public init(
    id: Identifier<OfficeConnection>, name: String, desktop: Identifier<OfficeDesktop>,
    staff: Identifier<Staff>, openedAt: Moment, endsAt: Moment, connectedAt: Moment?,
    endedAt: Moment?, reason: Reason?, bytes: Int
  ) {
    self.id = id
    self.name = name
    self.desktop = desktop
    self.staff = staff
    self.openedAt = openedAt
    self.endsAt = endsAt
    self.connectedAt = connectedAt
    self.endedAt = endedAt
    self.reason = reason
    self.bytes = bytes
  }
}

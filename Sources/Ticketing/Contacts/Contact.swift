public import Basics

/// One conversation with a citizen, or a call that nobody answered in time.
public struct Contact: Sendable, Equatable {
  /// How the desk and the citizen met.
  public enum Channel: String, Sendable, CaseIterable {
    /// The citizen phoned, or was phoned.
    case phone
    /// By electronic mail.
    case email
    /// A call that the citizen had asked for.
    case callme
    /// By video.
    case video
    /// In an office.
    case office
  }

  /// Who began it.
  public enum Direction: String, Sendable, CaseIterable {
    /// The citizen.
    case incoming = "in"
    /// The desk.
    case outgoing = "out"
  }

  /// What came of it.
  public enum Outcome: String, Sendable, CaseIterable {
    /// The matter is finished.
    case resolved
    /// It goes on.
    case pending
    /// It went to a municipal unit.
    case escalated
    /// The citizen gave up before anybody answered.
    case abandoned

    /// Whether somebody of the desk attended the citizen.
    public var isAttended: Bool { self != .abandoned }
  }

  /// Which contact this is.
  public let id: Identifier<Contact>
  /// The council.
  public let organisation: Identifier<Organisation>
  /// The ticket's reference.
  public let ticket: Reference
  /// How they met.
  public let channel: Channel
  /// Who began it.
  public let direction: Direction
  /// What it was about.
  public let matter: String
  /// The procedure's code.
  public let procedure: String?
  /// The family of the matter.
  public let topic: Topic?
  /// What came of it.
  public let outcome: Outcome
  /// When it began.
  public let startedAt: Moment
  /// When it ended, not before it began.
  public let endedAt: Moment
  /// How long the citizen waited to be answered, in seconds.
  public let waitedSeconds: Int?
  /// Who logged it.
  public let staff: Identifier<Staff>

  /// Describes a contact as it was kept.
  public init(
    id: Identifier<Contact>, organisation: Identifier<Organisation>, ticket: Reference,
    channel: Channel, direction: Direction, matter: String, procedure: String?, topic: Topic?,
    outcome: Outcome, startedAt: Moment, endedAt: Moment, waitedSeconds: Int?,
    staff: Identifier<Staff>
  ) {
    self.id = id
    self.organisation = organisation
    self.ticket = ticket
    self.channel = channel
    self.direction = direction
    self.matter = matter
    self.procedure = procedure
    self.topic = topic
    self.outcome = outcome
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.waitedSeconds = waitedSeconds
    self.staff = staff
  }
}

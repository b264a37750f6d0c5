public import Basics

/// One step in the life of a remote session, appended and never changed.
public struct RemoteSessionEvent: Sendable, Equatable {
  /// What happened.
  public enum Step: String, Sendable, CaseIterable {
    /// An agent opened the session; the code can be read out.
    case opened
    /// A colleague was asked to come in too; the detail is the role.
    case invited
    /// Somebody came in; the detail is the role.
    case joined
    /// A connection was lost and may come back.
    case away
    /// It came back.
    case back
    /// Somebody went for good.
    case left
    /// The citizen said yes to one viewer.
    case accepted
    /// The citizen said no to one viewer.
    case refused
    /// One of two people has compared the digits; the detail is `same` or `differ`.
    case compared
    /// Both found them the same: frames may flow between the two.
    case cleared
    /// The clearance was taken back because the keys are new.
    case uncleared
    /// The citizen shares; the detail is what.
    case shared
    /// The citizen stopped sharing, the session goes on.
    case unshared
    /// The citizen paused.
    case paused
    /// The citizen resumed.
    case resumed
    /// The citizen gave a right; the detail is which.
    case granted
    /// The citizen took it back.
    case revoked
    /// Its time was over.
    case lapsed
    /// The citizen must confirm again.
    case reconfirmDue = "reconfirm-due"
    /// The citizen confirmed again.
    case reconfirmed
    /// Another agent leads now.
    case handedOver = "handed-over"
    /// It is over; the detail is why.
    case ended
  }

  /// Who did it.
  public enum Actor: Sendable, Equatable {
    /// The citizen.
    case sharer
    /// Somebody of the staff, by their number in the session.
    case viewer(Int)
    /// The session's own rules and clocks.
    case desk
  }

  /// When.
  public let at: Moment
  /// Who.
  public let actor: Actor
  /// What.
  public let step: Step
  /// One word about it, as ``Step`` says.
  public let detail: String?
  /// The viewer it concerns.
  public let viewer: Int?

  /// Describes a step.
  public init(
    at: Moment, actor: Actor, step: Step, detail: String? = nil, viewer: Int? = nil
  ) {
    self.at = at
    self.actor = actor
    self.step = step
    self.detail = detail
    self.viewer = viewer
  }
}

public import Basics

/// What has happened with an office desktop, appended and never changed.
public struct OfficeDesktopEvent: Sendable, Equatable {
  /// What happened.
  public enum Step: String, Sendable, CaseIterable {
    /// An administrator registered it.
    case registered
    /// Its hours were changed.
    case changed
    /// It was given a new secret; the old one is nothing any more.
    case rekeyed
    /// An administrator revoked it.
    case revoked
    /// It called the desk for the first time.
    case seen
    /// Its owner asked to connect, and gave a wrong password.
    case mistyped
    /// Its owner asked to connect.
    case opened
    /// It dialled out to the relay.
    case dialled
    /// Its owner saw the screen.
    case connected
    /// The connection ended; the detail is why.
    case ended
  }

  /// When.
  public let at: Moment
  /// What.
  public let step: Step
  /// Who of the staff did it; nil for the machine and the clocks.
  public let staff: Identifier<Staff>?
  /// One word about it.
  public let detail: String?

  /// Describes a step.
  public init(at: Moment, step: Step, staff: Identifier<Staff>? = nil, detail: String? = nil) {
    self.at = at
    self.step = step
    self.staff = staff
    self.detail = detail
  }
}

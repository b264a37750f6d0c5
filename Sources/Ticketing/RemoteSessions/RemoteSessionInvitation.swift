public import Basics

/// Somebody of the staff asks a colleague into a remote session.
///
/// It opens no door by itself: the citizen is asked about each person who comes.
public struct RemoteSessionInvitation: Sendable, Equatable {
  /// What a colleague can be asked in as.
  public static let roles: [RemoteSession.Role] = [.interpreter, .agent]

  /// The session.
  public let session: RemoteSessionRecord
  /// The colleague.
  public let staff: Identifier<Staff>
  /// As what.
  public let role: RemoteSession.Role
  /// Who asks.
  public let by: Identifier<Staff>
  /// When.
  public let at: Moment

  /// Describes an invitation.
  public init(
    session: RemoteSessionRecord, staff: Identifier<Staff>, role: RemoteSession.Role,
    by: Identifier<Staff>, at: Moment
  ) {
    self.session = session
    self.staff = staff
    self.role = role
    self.by = by
    self.at = at
  }
}

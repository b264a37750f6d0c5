/// A thing that somebody of the staff may do in a council.
public enum Permission: Sendable, CaseIterable {
  /// See and work on call-backs, tickets and contacts.
  case answer
  /// Take over what another agent holds.
  case supervise
  /// Change the council itself.
  case administer

  /// The least role that has the permission.
  public var least: Role {
    switch self {
    case .answer: .agent
    case .supervise: .supervisor
    case .administer: .administrator
    }
  }
}

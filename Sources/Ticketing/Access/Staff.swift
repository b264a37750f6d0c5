/// Somebody who works at the desk, with a role in each council they serve.
public struct Staff: Sendable, Equatable {
  /// Who this is.
  public let id: Identifier<Staff>
  /// The name to sign in with.
  public let user: String
  /// The name that citizens hear.
  public let name: String
  /// The councils served and the role in each.
  public let roles: [Identifier<Organisation>: Role]

  /// Describes a person of the staff.
  public init(
    id: Identifier<Staff>,
    user: String,
    name: String,
    roles: [Identifier<Organisation>: Role]
  ) {
    self.id = id
    self.user = user
    self.name = name
    self.roles = roles
  }

  /// Whether this person may do something in a council.
  ///
  /// This is the one place where the desk decides about access.
  public func may(_ permission: Permission, in organisation: Identifier<Organisation>) -> Bool {
    guard let role = roles[organisation] else { return false }
    return role >= permission.least
  }

  /// Lets pass who may, and says ``TicketingError/notFound`` to everybody else,
  /// so that nobody learns what exists in a council that isn't theirs.
  public func mustBeAble(
    to permission: Permission,
    in organisation: Identifier<Organisation>
  ) throws(TicketingError) {
    if !may(permission, in: organisation) { throw .notFound }
  }

  /// The councils in which this person may do something, in a stable order.
  public func organisations(allowing permission: Permission) -> [Identifier<Organisation>] {
    roles.keys.filter { may(permission, in: $0) }.sorted()
  }
}

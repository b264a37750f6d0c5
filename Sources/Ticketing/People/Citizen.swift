/// The person or company that asks for help, as far as the desk needs to know them.
public struct Citizen: Sendable, Equatable {
  /// How they want to be called.
  public let name: String
  /// Where to call them.
  public let phone: Telephone?
  /// Where to write to them.
  public let email: EmailAddress?
  /// Their identity document, where they gave it.
  public let identity: IdentityDocument?

  /// Describes a citizen.
  public init(
    name: String,
    phone: Telephone?,
    email: EmailAddress? = nil,
    identity: IdentityDocument? = nil
  ) {
    self.name = name
    self.phone = phone
    self.email = email
    self.identity = identity
  }
}

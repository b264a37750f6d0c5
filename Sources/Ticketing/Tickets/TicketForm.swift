/// What an agent fills in to open a ticket, as it came.
public struct TicketForm: Sendable, Equatable {
  /// The council's slug.
  public var organisation = ""
  /// What it is about, in a line.
  public var subject = ""
  /// Who is helped.
  public var citizen: CitizenForm?
  /// The procedure's code.
  public var procedure = ""
  /// The topic's name.
  public var topic = ""
  /// The level's name; empty is `informative`.
  public var level = ""

  /// An empty form.
  public init() {}
}

/// What an agent knows of a citizen, as it was typed.
public struct CitizenForm: Sendable, Equatable {
  /// Their name.
  public var name = ""
  /// Their number.
  public var phone = ""
  /// Their address.
  public var email = ""
  /// Their identity document.
  public var nif = ""

  /// An empty form.
  public init() {}

  /// Whether nothing at all was filled in.
  public var isBlank: Bool { self == CitizenForm() }

  /// Checks the form; every field may stay empty.
  ///
  /// An agent may note a number that the desk itself would not call: a person who writes
  /// from abroad, say.
  public func citizen(_ finder: inout FaultFinder) -> Citizen? {
    let name = PlainText.clean(name)
    if PlainText.isLonger(name, than: Booking.nameLengthMax) { finder.note("name", "long") }
    var telephone: Telephone?
    do {
      telephone = try Telephone(typed: phone, abroad: true)
    } catch {
      if error != .empty { finder.note("phone", error.rawValue) }
    }
    let address = EmailAddress(typed: email)
    if address == nil, !email.allSatisfy(\.isWhitespace) { finder.note("email", "malformed") }
    let identity = IdentityDocument(typed: nif)
    if identity == nil, !nif.allSatisfy(\.isWhitespace) { finder.note("nif", "malformed") }
    if name.isEmpty, telephone == nil, address == nil, identity == nil { return nil }
    return Citizen(name: name, phone: telephone, email: address, identity: identity)
  }
}

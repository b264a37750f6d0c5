import Basics

/// What somebody filled in to be called, as it was typed.
public struct BookingForm: Sendable, Equatable {
  /// The window's name.
  public var window = ""
  /// Their name.
  public var name = ""
  /// Their number.
  public var phone = ""
  /// Their address, optional.
  public var email = ""
  /// Their identity document, optional.
  public var nif = ""
  /// What it is about: a topic's name or their own words.
  public var matter = ""
  /// The topic's name, where it was chosen beside their own words.
  public var topic = ""
  /// The procedure's code, optional.
  public var procedure = ""
  /// The language to be called in; empty is the council's first.
  public var language = ""
  /// Whether they agreed that the desk keeps these data.
  public var consent = false

  /// An empty form.
  public init() {}
}

/// A checked wish to be called.
public struct Booking: Sendable, Equatable {
  /// The longest name, in characters.
  public static let nameLengthMax = 100
  /// The longest matter, in characters.
  public static let matterLengthMax = 1000

  /// The window's name; whether it can be promised is for ``WindowOffer`` to say.
  public let window: String
  /// Who is to be called; always with a telephone.
  public let citizen: Citizen
  /// Where to call.
  public let phone: Telephone
  /// What it is about.
  public let matter: String
  /// The family of the matter, when it was chosen.
  public let topic: Topic?
  /// The procedure's code.
  public let procedure: String?
  /// The language to call in.
  public let language: Language

  /// Checks a form.
  ///
  /// - Throws: ``TicketingError/invalid(_:)`` with every fault of the form, in its order.
  public init(_ form: BookingForm, for organisation: Organisation) throws(TicketingError) {
    var finder = FaultFinder()
    matter = PlainText.clean(form.matter, lines: true)
    if matter.isEmpty { finder.note("matter", "empty") }
    if PlainText.isLonger(matter, than: Self.matterLengthMax) { finder.note("matter", "long") }
    topic = Topic(rawValue: form.topic) ?? Topic(rawValue: matter)
    if topic == nil, !form.topic.isEmpty { finder.note("topic", "unknown") }
    window = PlainText.clean(form.window)
    if window.isEmpty { finder.note("window", "missing") }
    let phone = Self.phone(form.phone, organisation, &finder)
    let name = PlainText.clean(form.name)
    if name.isEmpty { finder.note("name", "empty") }
    if PlainText.isLonger(name, than: Self.nameLengthMax) { finder.note("name", "long") }
    let email = EmailAddress(typed: form.email)
    if email == nil, !Self.isBlank(form.email) { finder.note("email", "malformed") }
    let identity = IdentityDocument(typed: form.nif)
    if identity == nil, !Self.isBlank(form.nif) { finder.note("nif", "malformed") }
    let language = Language(rawValue: form.language)
    if !form.language.isEmpty, !organisation.languages.contains(language) {
      finder.note("language", "unknown")
    }
    if !form.consent { finder.note("consent", "missing") }
    procedure = form.procedure.isEmpty ? nil : form.procedure
    self.language =
      form.language.isEmpty ? organisation.languages.first ?? .catalan : language
    try finder.finish()
    guard let phone else { throw .invalid([Fault("phone", "empty")]) }
    self.phone = phone
    citizen = Citizen(name: name, phone: phone, email: email, identity: identity)
  }

  private static func phone(
    _ typed: String,
    _ organisation: Organisation,
    _ finder: inout FaultFinder
  ) -> Telephone? {
    do {
      return try Telephone(typed: typed, abroad: organisation.callsAbroad)
    } catch {
      finder.note("phone", error.rawValue)
      return nil
    }
  }

  private static func isBlank(_ text: String) -> Bool {
    text.allSatisfy(\.isWhitespace)
  }
}

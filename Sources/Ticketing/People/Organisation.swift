public import Basics

/// A council served by the desk.
public struct Organisation: Sendable {
  /// Which council this is.
  public let id: Identifier<Organisation>
  /// Its name in addresses: 2 to 40 of `a–z`, `0–9` and `-`.
  public let slug: String
  /// The three letters that start its references, such as `VIL`.
  public let code: String
  /// Its name in each language.
  public let names: [Language: String]
  /// The telephone number citizens dial.
  public let phone: Telephone?
  /// The address citizens write to.
  public let email: EmailAddress?
  /// The languages it speaks, its own first.
  public let languages: [Language]
  /// When it is open.
  public let hours: OpeningHours
  /// How many calls its staff can promise per half-hour.
  public let callsPerSlot: Int
  /// Whether it calls numbers abroad.
  public let callsAbroad: Bool

  /// Describes a council.
  public init(
    id: Identifier<Organisation>,
    slug: String,
    code: String,
    names: [Language: String],
    phone: Telephone?,
    email: EmailAddress?,
    languages: [Language],
    hours: OpeningHours,
    callsPerSlot: Int,
    callsAbroad: Bool
  ) {
    self.id = id
    self.slug = slug
    self.code = code
    self.names = names
    self.phone = phone
    self.email = email
    self.languages = languages
    self.hours = hours
    self.callsPerSlot = callsPerSlot
    self.callsAbroad = callsAbroad
  }

  /// The zone the council lives in.
  public var zone: Zone { hours.zone }

  /// The council's name, in its own first language when there is no other, and in any before
  /// none.
  public func name(in language: Language) -> String {
    names[language] ?? languages.lazy.compactMap { names[$0] }.first
      ?? names.min { $0.key.rawValue < $1.key.rawValue }?.value ?? slug
  }

  /// Words that begin an address of the program itself, so no council may take them.
  public static let reservedSlugs: Set<String> = [
    "admin", "agent", "api", "assist", "favicon.ico", "healthz", "metrics", "novnc", "opendata",
    "problems", "rate", "readyz", "relay", "request", "robots.txt", "supervise", "verify",
    "web",
  ]

  /// Whether a text can be a council's slug.
  public static func isSlug(_ text: String) -> Bool {
    (2...40).contains(text.utf8.count)
      && !reservedSlugs.contains(text)
      && text.utf8.first != UInt8(ascii: "-")
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"): true
        default: false
        }
      }
  }
}

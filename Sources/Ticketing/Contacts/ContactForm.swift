/// What an agent or a switchboard tells of a contact, as it came.
public struct ContactForm: Sendable, Equatable {
  /// The council's slug.
  public var organisation = ""
  /// The channel's name.
  public var channel = ""
  /// `in` or `out`.
  public var direction = ""
  /// Who it was.
  public var citizen: CitizenForm?
  /// What it was about.
  public var matter = ""
  /// The procedure's code.
  public var procedure = ""
  /// The topic's name.
  public var topic = ""
  /// What came of it.
  public var outcome = ""
  /// When it began, RFC 3339.
  public var startedAt = ""
  /// When it ended, RFC 3339.
  public var endedAt = ""
  /// How long the citizen waited, in seconds.
  public var waitedSeconds: Int?
  /// The ticket's reference; empty opens one.
  public var ticket = ""

  /// An empty form.
  public init() {}
}

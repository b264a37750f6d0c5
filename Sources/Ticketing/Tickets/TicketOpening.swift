/// A checked wish to open a ticket.
public struct TicketOpening: Sendable, Equatable {
  /// The longest subject, in characters.
  public static let subjectLengthMax = 200

  /// What it is about, in a line.
  public let subject: String
  /// Who is helped.
  public let citizen: Citizen?
  /// The procedure's code.
  public let procedure: String?
  /// The family of the matter.
  public let topic: Topic?
  /// How much the desk does.
  public let level: Ticket.Level

  /// Checks a form.
  ///
  /// - Throws: ``TicketingError/invalid(_:)`` with every fault.
  public init(_ form: TicketForm) throws(TicketingError) {
    var finder = FaultFinder()
    subject = PlainText.clean(form.subject)
    if subject.isEmpty { finder.note("subject", "empty") }
    if PlainText.isLonger(subject, than: Self.subjectLengthMax) { finder.note("subject", "long") }
    citizen = form.citizen?.citizen(&finder)
    procedure = form.procedure.isEmpty ? nil : form.procedure
    topic = Topic(rawValue: form.topic)
    if topic == nil, !form.topic.isEmpty { finder.note("topic", "unknown") }
    let level = Ticket.Level(rawValue: form.level)
    if level == nil, !form.level.isEmpty { finder.note("level", "unknown") }
    self.level = level ?? .informative
    try finder.finish()
  }

  /// The first line's worth of what somebody wrote, as a ticket's subject.
  public static func subject(from matter: String) -> String {
    String(PlainText.clean(matter).unicodeScalars.prefix(subjectLengthMax))
  }

  /// Describes an opening whose parts were checked elsewhere.
  public init(
    subject: String,
    citizen: Citizen?,
    procedure: String?,
    topic: Topic?,
    level: Ticket.Level
  ) {
    self.subject = subject
    self.citizen = citizen
    self.procedure = procedure
    self.topic = topic
    self.level = level
  }
}

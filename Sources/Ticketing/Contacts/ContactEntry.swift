public import Basics

/// A checked contact, ready to be logged.
public struct ContactEntry: Sendable, Equatable {
  /// The longest contact: a working day.
  public static let lengthMax = Duration.seconds(24 * 3600)
  /// How far a switchboard's clock may run ahead of ours.
  public static let clockSkewMax = Duration.seconds(120)

  /// How they met.
  public let channel: Contact.Channel
  /// Who began it.
  public let direction: Contact.Direction
  /// Who it was.
  public let citizen: Citizen?
  /// What it was about.
  public let matter: String
  /// The procedure's code.
  public let procedure: String?
  /// The family of the matter.
  public let topic: Topic?
  /// What came of it.
  public let outcome: Contact.Outcome
  /// When it began.
  public let startedAt: Moment
  /// When it ended.
  public let endedAt: Moment
  /// How long the citizen waited.
  public let waitedSeconds: Int?
  /// The ticket it belongs to; `nil` opens one.
  public let ticket: Reference?

  /// Checks a form.
  ///
  /// - Throws: ``TicketingError/invalid(_:)`` with every fault.
  public init(_ form: ContactForm, now: Moment) throws(TicketingError) {
    var finder = FaultFinder()
    let channel = Contact.Channel(rawValue: form.channel)
    if channel == nil { finder.note("channel", "unknown") }
    let direction = Contact.Direction(rawValue: form.direction)
    if direction == nil { finder.note("direction", "unknown") }
    let outcome = Contact.Outcome(rawValue: form.outcome)
    if outcome == nil { finder.note("outcome", "unknown") }
    citizen = form.citizen?.citizen(&finder)
    matter = PlainText.clean(form.matter, lines: true)
    if matter.isEmpty { finder.note("matter", "empty") }
    if PlainText.isLonger(matter, than: Booking.matterLengthMax) { finder.note("matter", "long") }
    topic = Topic(rawValue: form.topic)
    if topic == nil, !form.topic.isEmpty { finder.note("topic", "unknown") }
    procedure = form.procedure.isEmpty ? nil : form.procedure
    let reference = Reference(form.ticket)
    if reference == nil, !form.ticket.isEmpty { finder.note("ticket", "unknown") }
    ticket = reference
    let startedAt = Self.moment(form.startedAt, "startedAt", now, &finder)
    let endedAt = Self.moment(form.endedAt, "endedAt", now, &finder)
    if let startedAt, let endedAt {
      if endedAt < startedAt { finder.note("endedAt", "before") }
      if endedAt - startedAt > Self.lengthMax { finder.note("endedAt", "long") }
    }
    waitedSeconds = form.waitedSeconds
    if let waited = waitedSeconds, !(0...86_400).contains(waited) {
      finder.note("waitedSeconds", "range")
    }
    try finder.finish()
    guard let channel, let direction, let outcome, let startedAt, let endedAt else {
      throw .invalid([Fault("startedAt", "malformed")])
    }
    self.channel = channel
    self.direction = direction
    self.outcome = outcome
    self.startedAt = startedAt
    self.endedAt = endedAt
  }

  private static func moment(
    _ text: String,
    _ field: String,
    _ now: Moment,
    _ finder: inout FaultFinder
  ) -> Moment? {
    guard let moment = Moment(rfc3339: text) else {
      finder.note(field, "malformed")
      return nil
    }
    if moment > now + Self.clockSkewMax { finder.note(field, "future") }
    return moment
  }
}

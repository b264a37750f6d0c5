public import Basics

/// One matter that the desk helps a citizen with, from its first contact to its end.
public struct Ticket: Sendable, Equatable {
  /// How much of the procedure the desk does for the citizen.
  public enum Level: String, Sendable, CaseIterable {
    /// It informs.
    case informative
    /// It helps step by step.
    case assisted
    /// It does the procedure for them.
    case attended
  }

  /// How a ticket ended.
  public enum Outcome: String, Sendable, CaseIterable {
    /// The citizen could finish.
    case resolved
    /// They could not.
    case unresolved
    /// The procedure isn't for them.
    case notEligible = "not-eligible"
    /// Another ticket has the matter.
    case duplicate
    /// The citizen called it off before anybody helped; only the desk itself says so.
    case withdrawn

    /// The outcomes that an agent may choose.
    public static let choosable: [Outcome] = [.resolved, .unresolved, .notEligible, .duplicate]
  }

  /// Which ticket this is.
  public let id: Identifier<Ticket>
  /// The council it belongs to.
  public let organisation: Identifier<Organisation>
  /// The reference a person can read out.
  public let reference: Reference
  /// What it is about, in a line.
  public let subject: String
  /// Who is helped; nobody yet, or nobody any more.
  public let citizen: Citizen?
  /// The language the citizen is spoken to.
  public let language: Language
  /// The procedure.
  public let procedure: Identifier<Procedure>?
  /// The family of the matter.
  public let topic: Topic?
  /// How much the desk does.
  public let level: Level
  /// When it was opened.
  public let openedAt: Moment
  /// How it ended; `nil` while it is open.
  public let outcome: Outcome?
  /// When it was closed.
  public let closedAt: Moment?

  /// Describes a ticket as it was kept.
  public init(
    id: Identifier<Ticket>, organisation: Identifier<Organisation>, reference: Reference,
    subject: String, citizen: Citizen?, language: Language, procedure: Identifier<Procedure>?,
    topic: Topic?, level: Level, openedAt: Moment, outcome: Outcome?, closedAt: Moment?
  ) {
    self.id = id
    self.organisation = organisation
    self.reference = reference
    self.subject = subject
    self.citizen = citizen
    self.language = language
    self.procedure = procedure
    self.topic = topic
    self.level = level
    self.openedAt = openedAt
    self.outcome = outcome
    self.closedAt = closedAt
  }

  /// Whether the matter is still open.
  public var isOpen: Bool { outcome == nil }

  /// Whether closing with an outcome changes anything.
  ///
  /// - Returns: `false` when the ticket is closed with this very outcome already.
  /// - Throws: ``TicketingError/alreadyClosed`` when it is closed with another.
  public func needsClosing(with outcome: Outcome) throws(TicketingError) -> Bool {
    guard let current = self.outcome else { return true }
    guard current == outcome else { throw .alreadyClosed }
    return false
  }
}

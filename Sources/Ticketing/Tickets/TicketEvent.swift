public import Basics

/// One line of a ticket's time line.
///
/// Events are appended and never change.
public struct TicketEvent: Sendable, Equatable {
  /// What happened.
  public enum Kind: String, Sendable, CaseIterable {
    /// The ticket was opened.
    case opened
    /// A call was promised within a window.
    case promised
    /// The citizen chose another window.
    case moved
    /// The citizen called the promise off.
    case cancelled
    /// An agent took the promise to call.
    case claimed
    /// The agent gave it back.
    case released
    /// An agent called; the detail is the result.
    case attempted
    /// Somebody spoke or wrote with the citizen; the detail is the channel.
    case contacted
    /// The ticket was closed; the detail is the outcome.
    case closed
    /// The ticket was opened again.
    case reopened
    /// The citizen rated the help; the detail is the score.
    case rated
    /// A document was kept; the detail is its origin, and after a colon its name in addresses.
    case attached
    /// A step of a remote session; the detail is the step, and after colons its own detail and
    /// `@` with the number of whom of the staff it concerns.
    case remote
  }

  /// Who did it.
  public enum Actor: Sendable, Equatable {
    /// The citizen.
    case citizen
    /// Somebody of the staff.
    case staff(Identifier<Staff>)
    /// The desk by itself.
    case desk
  }

  /// When it happened.
  public let at: Moment
  /// Who did it.
  public let actor: Actor
  /// What happened.
  public let kind: Kind
  /// One word about it, as ``Kind`` says; or `nil`.
  public let detail: String?
  /// The window it speaks of.
  public let window: Window?

  /// Describes an event.
  public init(
    at: Moment,
    actor: Actor,
    kind: Kind,
    detail: String? = nil,
    window: Window? = nil
  ) {
    self.at = at
    self.actor = actor
    self.kind = kind
    self.detail = detail
    self.window = window
  }
}

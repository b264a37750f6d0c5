import Ticketing

/// Something that happens in the made-up year.
enum Event: Sendable {
  /// Somebody turns to a council.
  case arrival(desk: Int)
  /// An agent calls to keep a promise; nothing when the promise has changed since.
  case call(desk: Int, Identifier<Promise>, sequence: Int, isCompany: Bool)
  /// A citizen chooses another window.
  case move(desk: Int, Identifier<Promise>)
  /// A citizen calls a promise off.
  case cancel(desk: Int, Identifier<Promise>)
  /// An agent comes back to an open ticket.
  case followUp(desk: Int, Identifier<Ticket>)
  /// An agent closes a ticket without another contact.
  case close(desk: Int, Identifier<Ticket>)
  /// A citizen answers the one question.
  case rate(Identifier<Ticket>)
}

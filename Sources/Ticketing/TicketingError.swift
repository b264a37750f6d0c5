import Basics

/// What the desk's rules refuse, as facts; each face words them for its reader.
public enum TicketingError: Error, Sendable, Equatable {
  /// There is no such thing, or the one who asks may not know that there is.
  case notFound
  /// Some fields can't be accepted as they are.
  case invalid([Fault])
  /// The last place of the window has gone; these can still be promised.
  case windowFull(next: [OfferedWindow])
  /// This telephone or identity document has a live promise already.
  case alreadyPromised(reference: Reference, window: Window)
  /// Another agent has claimed the promise.
  case alreadyClaimed
  /// The promise has ended and can't change any more.
  case promiseEnded
  /// An agent is calling right now; moving the promise would lose the call.
  case beingCalled
  /// The ticket is closed already, with another outcome.
  case alreadyClosed
  /// The ticket is open: there is nothing to reopen.
  case notClosed
  /// The month of the rating is closed: its figures are final.
  case ratingClosed
  /// No remote session waits for this code: it is wrong, used, burnt or too old.
  case unknownCode
  /// The remote session has ended.
  case remoteSessionEnded
  /// As many remote sessions are open as may be.
  case remoteSessionsFull
  /// The ticket has as many documents as it may have.
  case tooManyAttachments
  /// The allowed hours of the office desktop don't include now.
  case desktopClosed
  /// The office desktop doesn't answer: it is off, or its service is.
  case desktopOff
  /// The owner of the office desktop is connected already.
  case desktopInUse
  /// The same idempotency key came with another body.
  case idempotencyMismatch
}

/// One field that can't be accepted, and why.
public struct Fault: Sendable, Hashable {
  /// The field's name as outsiders spell it, such as `phone`.
  public let field: String
  /// The reason as a stable key under the field, such as `premium`.
  public let reason: String

  /// Names a field and a reason.
  public init(_ field: String, _ reason: String) {
    self.field = field
    self.reason = reason
  }

  /// The key of the reason's sentence in the locales, such as `invalid.phone.premium`.
  public var textKey: String { "invalid.\(field).\(reason)" }
}

/// Collects the faults of a form, so that a person hears of all of them at once.
public struct FaultFinder {
  /// What was found so far.
  public private(set) var faults: [Fault] = []

  /// Starts with nothing found.
  public init() {}

  /// Notes a fault.
  public mutating func note(_ field: String, _ reason: String) {
    faults.append(Fault(field, reason))
  }

  /// Stops with all faults when there is one.
  public func finish() throws(TicketingError) {
    if !faults.isEmpty { throw .invalid(faults) }
  }
}

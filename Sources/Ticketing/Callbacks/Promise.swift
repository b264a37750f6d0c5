public import Basics

/// The desk's word that it will call somebody within a window.
///
/// A value with the rules of its life; ``Storage`` keeps it.
public struct Promise: Sendable, Equatable {
  /// Where the promise stands.
  public enum State: String, Sendable, CaseIterable {
    /// It waits for an agent.
    case waiting
    /// An agent is calling.
    case claimed
    /// The citizen was reached.
    case reached
    /// Nobody could be reached: three calls, or a wrong number.
    case unreached
    /// The citizen called it off.
    case cancelled

    /// Whether the desk still owes the call.
    public var isLive: Bool { self == .waiting || self == .claimed }
  }

  /// An agent's hold on a promise while they call.
  public struct Claim: Sendable, Equatable {
    /// Who holds it.
    public let by: Identifier<Staff>
    /// Since when.
    public let at: Moment

    /// Describes a hold.
    public init(by: Identifier<Staff>, at: Moment) {
      self.by = by
      self.at = at
    }
  }

  /// How many calls the desk makes before it writes instead.
  public static let attemptsMax = 3
  /// How long the desk waits between two calls.
  public static let pauseBetweenAttempts = Duration.seconds(20 * 60)
  /// After how long an agent's claim without a result no longer keeps others away.
  public static let claimLength = Duration.seconds(30 * 60)

  /// Which promise this is.
  public let id: Identifier<Promise>
  /// The council that made it.
  public let organisation: Identifier<Organisation>
  /// The ticket it belongs to.
  public let ticket: Identifier<Ticket>
  /// The reference a person can read out, shared with the ticket.
  public let reference: Reference
  /// The secret part of the citizen's link.
  public let token: String
  /// Who is to be called.
  public let citizen: Citizen
  /// The language to call in.
  public let language: Language
  /// What it is about, in the citizen's words or a topic's name.
  public let matter: String
  /// The procedure, where the citizen named one.
  public let procedure: Identifier<Procedure>?
  /// When it was made.
  public let madeAt: Moment
  /// The window promised now.
  public private(set) var window: Window
  /// How often the window has changed; the `SEQUENCE` of its calendar entry.
  public private(set) var sequence: Int
  /// Where it stands.
  public private(set) var state: State
  /// Who is calling.
  public private(set) var claim: Claim?
  /// The calls made so far, oldest first.
  public private(set) var attempts: [Attempt]
  /// The next call should not come before this.
  public private(set) var notBefore: Moment

  /// Describes a promise as it was kept.
  public init(
    id: Identifier<Promise>, organisation: Identifier<Organisation>, ticket: Identifier<Ticket>,
    reference: Reference, token: String, citizen: Citizen, language: Language, matter: String,
    procedure: Identifier<Procedure>?, madeAt: Moment, window: Window, sequence: Int = 0,
    state: State = .waiting, claim: Claim? = nil, attempts: [Attempt] = [],
    notBefore: Moment? = nil
  ) {
    self.id = id
    self.organisation = organisation
    self.ticket = ticket
    self.reference = reference
    self.token = token
    self.citizen = citizen
    self.language = language
    self.matter = matter
    self.procedure = procedure
    self.madeAt = madeAt
    self.window = window
    self.sequence = sequence
    self.state = state
    self.claim = claim
    self.attempts = attempts
    self.notBefore = notBefore ?? window.start
  }

  /// An agent takes the promise to call now.
  ///
  /// Claiming again is fine for the one who holds it, and keeps the first moment.
  ///
  /// - Throws: ``TicketingError/alreadyClaimed`` while another holds it,
  ///   ``TicketingError/promiseEnded`` when nothing is owed any more.
  public mutating func claim(by staff: Identifier<Staff>, at moment: Moment) throws(TicketingError)
  {
    guard state.isLive else { throw .promiseEnded }
    if let claim, state == .claimed {
      if claim.by == staff { return }
      if claim.at + Self.claimLength > moment { throw .alreadyClaimed }
    }
    state = .claimed
    claim = Claim(by: staff, at: moment)
  }

  /// The agent gives the promise back without having called.
  public mutating func release(by staff: Identifier<Staff>) throws(TicketingError) {
    guard state.isLive else { throw .promiseEnded }
    guard let claim else { return }
    guard claim.by == staff else { throw .alreadyClaimed }
    state = .waiting
    self.claim = nil
  }

  /// An agent has called.
  ///
  /// Nobody there: the desk tries again after a pause, in opening time, up to three
  /// times; then, or with a wrong number, the promise ends unreached.
  ///
  /// - Parameters:
  ///   - result: What came of the call.
  ///   - staff: Who called; takes the promise first when nobody holds it.
  ///   - moment: When.
  ///   - hours: The council's calendar, for the next try.
  /// - Throws: ``TicketingError/alreadyClaimed`` while another agent holds the promise,
  ///   ``TicketingError/promiseEnded`` when nothing is owed any more.
  public mutating func attempt(
    _ result: Attempt.Result,
    by staff: Identifier<Staff>,
    at moment: Moment,
    hours: OpeningHours
  ) throws(TicketingError) {
    try claim(by: staff, at: moment)
    attempts.append(Attempt(at: moment, by: staff, result: result))
    claim = nil
    switch result {
    case .reached:
      state = .reached
    case .wrongNumber:
      state = .unreached
    case .noAnswer, .busy, .voicemail:
      guard attempts.count < Self.attemptsMax else {
        state = .unreached
        return
      }
      state = .waiting
      let earliest = moment + Self.pauseBetweenAttempts
      notBefore = hours.nextOpen(from: earliest) ?? earliest
    }
  }

  /// Says why the citizen can't choose another window at a moment, if so.
  ///
  /// - Throws: ``TicketingError/promiseEnded`` when nothing is owed any more,
  ///   ``TicketingError/beingCalled`` while an agent's claim lasts.
  public func mustBeMovable(at moment: Moment) throws(TicketingError) {
    guard state.isLive else { throw .promiseEnded }
    if let claim, claim.at + Self.claimLength > moment { throw .beingCalled }
  }

  /// The citizen chooses another window.
  ///
  /// - Throws: What ``mustBeMovable(at:)`` says.
  public mutating func move(to window: Window, at moment: Moment) throws(TicketingError) {
    try mustBeMovable(at: moment)
    guard window != self.window else { return }
    state = .waiting
    claim = nil
    self.window = window
    notBefore = window.start
    sequence += 1
  }

  /// The citizen calls it off; again is fine.
  public mutating func cancel() throws(TicketingError) {
    if state == .cancelled { return }
    guard state.isLive else { throw .promiseEnded }
    state = .cancelled
    claim = nil
    sequence += 1
  }
}

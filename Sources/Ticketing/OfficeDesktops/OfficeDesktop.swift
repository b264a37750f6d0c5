public import Basics

/// A computer in an office that its own user may reach from home.
///
/// It dials out and waits to be asked; nobody can dial in. Only its owner ever sees it.
public struct OfficeDesktop: Sendable {
  /// Where it stands, as its owner is told.
  public enum State: Sendable, Equatable {
    /// It has never called the desk.
    case neverSeen
    /// It waits to be asked.
    case online
    /// Somebody is connected: its owner.
    case inUse
    /// The hours don't allow it now; it opens at a moment, if ever.
    case closed(opens: Moment?)
    /// It doesn't call.
    case off
    /// An administrator has taken it out.
    case revoked
  }

  /// How long after its last call it still counts as there: it calls again at once.
  public static let callGap = Duration.seconds(20)
  /// How long before the end its owner is warned.
  public static let warningTime = Duration.seconds(300)
  /// The longest that one connection lasts.
  public static let longest = Duration.seconds(10 * 3_600)
  /// The longest name.
  public static let nameMax = 60

  /// The store's number.
  public let id: Identifier<OfficeDesktop>
  /// The council whose machine it is.
  public let organisation: Identifier<Organisation>
  /// Who works at it.
  public let owner: Identifier<Staff>
  /// What people call it.
  public let name: String
  /// When it may be reached, on the clock of the council.
  public let hours: OpeningHours
  /// When it was registered.
  public let registeredAt: Moment
  /// When it last called the desk.
  public let seenAt: Moment?
  /// When it was revoked.
  public let revokedAt: Moment?

  /// Describes a machine as it was kept.
  public init(
    id: Identifier<OfficeDesktop>, organisation: Identifier<Organisation>,
    owner: Identifier<Staff>, name: String, hours: OpeningHours, registeredAt: Moment,
    seenAt: Moment?, revokedAt: Moment?
  ) {
    self.id = id
    self.organisation = organisation
    self.owner = owner
    self.name = name
    self.hours = hours
    self.registeredAt = registeredAt
    self.seenAt = seenAt
    self.revokedAt = revokedAt
  }

  /// Where it stands.
  ///
  /// - Parameters:
  ///   - now: When.
  ///   - calledAt: When it last was on the line; now, if it is.
  ///   - isInUse: Whether its owner is connected.
  /// - Returns: One state; what keeps the owner out comes first.
  public func state(at now: Moment, calledAt: Moment?, isInUse: Bool) -> State {
    if revokedAt != nil { return .revoked }
    if isInUse { return .inUse }
    if case .closed(let opens) = hours.status(at: now) { return .closed(opens: opens) }
    if let calledAt, calledAt + Self.callGap > now { return .online }
    return seenAt == nil && calledAt == nil ? .neverSeen : .off
  }

  /// Whether somebody may reach it at all: its owner, while they work for its council.
  ///
  /// Nobody else, whatever their role: an administrator registers and revokes, and sees no screen.
  public func isReachable(by staff: Staff) -> Bool {
    revokedAt == nil && staff.id == owner && staff.may(.answer, in: organisation)
  }

  /// Lets its owner connect.
  ///
  /// - Parameters:
  ///   - staff: Who asks.
  ///   - state: Where it stands.
  ///   - now: When.
  /// - Returns: When the connection is cut: the end of the allowed hours, or the longest time.
  /// - Throws: ``TicketingError/notFound`` to everybody else, so that nobody learns what there is;
  ///   ``TicketingError/desktopClosed``, ``TicketingError/desktopOff``,
  ///   ``TicketingError/desktopInUse``.
  public func admit(
    _ staff: Staff, when state: State, at now: Moment
  ) throws(TicketingError) -> Moment {
    guard isReachable(by: staff) else { throw .notFound }
    switch state {
    case .revoked: throw .notFound
    case .inUse: throw .desktopInUse
    case .neverSeen, .off: throw .desktopOff
    case .closed: throw .desktopClosed
    case .online:
      guard case .open(let until) = hours.status(at: now) else { throw .desktopClosed }
      return min(until, now + Self.longest)
    }
  }
}

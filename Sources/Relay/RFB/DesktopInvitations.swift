import Basics

/// The ids that were given out: which session each is for, and how often it was shown.
///
/// A pure value. The first computer that shows an id is the session's; a second one waits for the
/// citizen's word; there is no third.
struct DesktopInvitations: Sendable {
  /// For how long an id works.
  static let lifetime = Duration.seconds(600)

  /// Whose a computer is that has shown an id.
  struct Arrival: Sendable, Equatable {
    let session: String
    /// Whether another computer has shown the same id before.
    let isAnother: Bool
  }

  private struct Invitation {
    let session: String
    let until: Moment
    var arrivals = 0
  }

  private var invitations: [String: Invitation] = [:]

  var count: Int { invitations.count }

  /// Makes an id for a session; the one before it is nothing any more.
  ///
  /// - Returns: Twelve digits: every VNC server's window takes those.
  mutating func invite(_ session: String, at now: Moment) -> (id: String, until: Moment) {
    var id = Token.digits(12)
    while id.hasPrefix("0") { id = Token.digits(12) }
    invitations = invitations.filter { $0.value.until > now && $0.value.session != session }
    invitations[id] = Invitation(session: session, until: now + Self.lifetime)
    return (id, now + Self.lifetime)
  }

  /// A computer shows an id.
  mutating func arrive(_ id: String, at now: Moment) -> Arrival? {
    guard let invitation = invitations[id], invitation.until > now, invitation.arrivals < 2
    else { return nil }
    invitations[id]?.arrivals += 1
    return Arrival(session: invitation.session, isAnother: invitation.arrivals > 0)
  }

  /// The session is over, or nobody else is to come.
  mutating func forget(_ session: String) {
    invitations = invitations.filter { $0.value.session != session }
  }
}

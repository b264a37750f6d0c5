import Basics
import HTTP
import Ticketing
import Wire

/// How much one address may ask of the public faces.
///
/// Any thread. A network of IPv6 counts as one address, since one person has as many
/// addresses there as they like.
struct RequestLimits: Sendable {
  /// What is asked.
  enum Kind: Sendable, CaseIterable {
    /// Any request.
    case reading
    /// A promise, moved or cancelled ones too.
    case booking
    /// A rating.
    case rating
    /// A password.
    case signingIn

    /// Requests at once, and per minute in the long run.
    var allowance: (burst: Int, perMinute: Int) {
      switch self {
      case .reading: (600, 1200)
      case .booking: (30, 12)
      case .rating: (30, 12)
      case .signingIn: (20, 10)
      }
    }
  }

  private let limiters: [Kind: RateLimiter]

  init(enabled: Bool) {
    var limiters: [Kind: RateLimiter] = [:]
    for kind in Kind.allCases where enabled {
      limiters[kind] = RateLimiter(
        burst: kind.allowance.burst,
        perMinute: kind.allowance.perMinute
      )
    }
    self.limiters = limiters
  }

  func admit(_ kind: Kind, _ address: IPAddress, at now: Moment) throws(Refusal) {
    guard let limiter = limiters[kind] else { return }
    try check(limiter.admit(address, at: Double(now.milliseconds) / 1000))
  }

  /// The same for a user name, wherever the tries come from.
  func admit(user: String, at now: Moment) throws(Refusal) {
    guard let limiter = limiters[.signingIn] else { return }
    // The name itself stays out of the limiter's keys.
    let key = Hex.encode(SHA256.hash(Array(user.lowercased().utf8)))
    try check(limiter.admit(key, at: Double(now.milliseconds) / 1000))
  }

  /// The same for somebody who has signed in, wherever they work.
  func admit(staff: Identifier<Staff>, at now: Moment) throws(Refusal) {
    guard let limiter = limiters[.reading] else { return }
    let key = String(staff.rawValue)
    try check(limiter.admit(key, at: Double(now.milliseconds) / 1000))
  }

  private func check(_ admission: RateLimiter.Admission) throws(Refusal) {
    if case .refused(let seconds) = admission { throw .tooMany(retryAfterSeconds: seconds) }
  }
}

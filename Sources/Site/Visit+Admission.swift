import HTTP
import Storage
import Ticketing

extension Visit {
  /// Lets a request in, or says why not: too many from one address, or a change that another
  /// site's page asks for.
  func admit() async throws {
    do {
      try site.limits.admit(.reading, address, at: now)
    } catch {
      // A whole office of agents may share one address: who has signed in has a limit apart.
      guard let staff = try await sessionIfAny()?.staff else { throw error }
      try site.limits.admit(staff: staff.id, at: now)
    }
    guard !request.method.isSafe else { return }
    // Both are set by the browser itself; a page can't forge them.
    if let origin = request.fields["Origin"] {
      guard isOurs(origin) else { throw Refusal.foreignOrigin }
    } else if let site = request.fields["Sec-Fetch-Site"] {
      guard site == "same-origin" || site == "none" else { throw Refusal.foreignOrigin }
    }
  }

  private func isOurs(_ origin: String) -> Bool {
    let scheme = site.configuration.behindProxy ? "https://" : "http://"
    let lowered = origin.lowercased()
    guard request.fields.values(of: "Origin").count == 1 else { return false }
    return lowered == scheme + request.host.lowercased()
  }
}

/// Why a request wasn't let in.
enum Refusal: Error {
  /// Too many requests from one address; may come again after some seconds.
  case tooMany(retryAfterSeconds: Int)
  /// A page of another site asked for a change.
  case foreignOrigin
  /// The word against forged requests is missing or wrong.
  case forged
  /// Nobody has signed in.
  case signedOut
  /// The user name or the password is wrong.
  case wrongCredentials
  /// The body isn't of the kind that the route reads.
  case unsupportedType
  /// The body, or a field of the head, can't be read.
  case unreadable
}

extension Method {
  /// Whether a request only reads (RFC 9110, 9.2.1).
  var isSafe: Bool { self == .get || self == .head || self == .options }
}

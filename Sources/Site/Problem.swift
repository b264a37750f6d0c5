import Basics
import HTTP
import Ticketing

/// A refusal that speaks of a council which the path doesn't name.
struct Concern: Error {
  let error: TicketingError
  let organisation: Organisation
}

/// What went wrong, as RFC 9457 tells it; pages show the same in words.
struct Problem {
  /// The last part of its `type`, and its key in the locales.
  let kind: String
  let status: Status
  /// Members beyond the standard's own.
  var members: [(String, JSON)] = []
  /// Header fields that belong to it.
  var fields: [(String, String)] = []

  init(
    _ kind: String, _ status: Status, _ members: [(String, JSON)] = [],
    fields: [(String, String)] = []
  ) {
    self.kind = kind
    self.status = status
    self.members = members
    self.fields = fields
  }

  /// Where a problem of this kind is explained; stable.
  var type: String { "/problems/" + kind }

  /// A problem that only its status tells apart.
  static func status(_ status: Status) -> Problem {
    Problem(String(status.code), status)
  }
}

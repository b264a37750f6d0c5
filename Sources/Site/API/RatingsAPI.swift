import Basics
import HTTP
import Storage
import Ticketing

/// The one question to a citizen.
enum RatingsAPI {
  static func rate(_ visit: Visit) async throws -> Response {
    try visit.site.limits.admit(.rating, visit.address, at: visit.now)
    var (_, fields) = try await visit.jsonBody()
    let score = fields.optionalInteger("score")
    let comment = fields.optionalText("comment")
    try fields.finish()
    let rating = try Rating(score: score, comment: comment)
    let rated = try await visit.rate(token: try visit.part("token"), rating)
    guard let organisation = visit.desk.directory.organisation(rated.organisation) else {
      throw TicketingError.notFound
    }
    let until = rated.changeableUntil(in: organisation.zone)
    return .json(
      .ok,
      [
        "score": .integer(Int64(rating.score)),
        "changeableUntil": .string(until.rfc3339(in: organisation.zone)),
      ]
    )
  }
}

extension Visit {
  /// Keeps a rating.
  func rate(token: String, _ rating: Rating) async throws -> RatingInvitation {
    let now = now
    return try await desk.record { ledger in
      try ledger.rate(try ledger.invitation(token: token), rating, at: now)
    }
  }
}

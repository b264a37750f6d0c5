import Basics
import HTTP
import Storage
import Ticketing

/// The one question to a citizen, and what follows it.
enum RatePage {
  static func show(_ visit: Visit) async throws -> Response {
    let (invitation, organisation) = try await invitation(visit)
    let isClosed = visit.now >= invitation.changeableUntil(in: organisation.zone)
    let wantsChange = visit.request.query["change"] != nil
    if isClosed || (invitation.rating != nil && !wantsChange) {
      return thanks(visit, invitation, organisation, isClosed: isClosed)
    }
    return question(
      visit, organisation, invitation, score: invitation.rating?.score,
      comment: invitation.rating?.comment ?? "", faults: []
    )
  }

  static func submit(_ visit: Visit) async throws -> Response {
    try visit.site.limits.admit(.rating, visit.address, at: visit.now)
    let form = try await visit.form()
    let (invitation, organisation) = try await invitation(visit)
    let score = form["score"].flatMap { Int($0) }
    let comment = form["comment"] ?? ""
    do {
      let rating = try Rating(score: score, comment: comment)
      _ = try await visit.rate(token: invitation.token, rating)
      return visit.seeOther("/rate/" + invitation.token)
    } catch TicketingError.invalid(let faults) {
      return question(
        visit, organisation, invitation, score: score, comment: comment, faults: faults
      )
    } catch TicketingError.ratingClosed {
      return thanks(visit, invitation, organisation, isClosed: true)
    }
  }

  private static func invitation(
    _ visit: Visit
  ) async throws -> (RatingInvitation, Organisation) {
    let token = try visit.part("token")
    let invitation = try await visit.desk.look { try $0.invitation(token: token) }
    guard let organisation = visit.desk.directory.organisation(invitation.organisation) else {
      throw TicketingError.notFound
    }
    return (invitation, organisation)
  }

  private static func question(
    _ visit: Visit,
    _ organisation: Organisation,
    _ invitation: RatingInvitation,
    score: Int?,
    comment: String,
    faults: [Fault]
  ) -> Response {
    let language = visit.language(of: organisation)
    let phrases = visit.phrases(language, organisation)
    var context = visit.context(language, organisation)
    context["action"] = .string("/rate/" + invitation.token)
    context["about"] = .string(
      invitation.reference.description + " · "
        + phrases.day(organisation.zone.date(at: invitation.askedAt))
    )
    var scores: JSONObject = [
      "id": "score",
      "options": .array(
        (1...5).map { value in
          [
            "id": .string("score-\(value)"), "value": .integer(Int64(value)),
            "label": .string(phrases.text("rate.scores.\(value)")),
            "checked": .bool(score == value),
          ]
        }
      ),
    ]
    if let error = visit.error(of: "score", faults, in: language) {
      scores["error"] = .string(error)
    }
    context["score"] = .object(scores)
    context["comment"] = visit.field("comment", comment, faults, in: language)
    if !faults.isEmpty {
      context["faults"] = visit.faults(faults, in: language, anchors: ["score": "score-1"])
    }
    return visit.page(
      "rate", context, status: faults.isEmpty ? .ok : .unprocessableContent
    )
  }

  private static func thanks(
    _ visit: Visit,
    _ invitation: RatingInvitation,
    _ organisation: Organisation,
    isClosed: Bool
  ) -> Response {
    let language = visit.language(of: organisation)
    let phrases = visit.phrases(language, organisation)
    var context = visit.context(language, organisation)
    context["closed"] = .bool(isClosed)
    if let rating = invitation.rating {
      context["rating"] = [
        "score": .integer(Int64(rating.score)),
        "label": .string(phrases.text("rate.scores.\(rating.score)")),
      ]
      if !isClosed {
        // The last day on which it can change is the day before the month closes.
        let until = invitation.changeableUntil(in: organisation.zone)
        let day = organisation.zone.date(at: until - .seconds(1))
        context["until"] = .string(phrases.format("rated.until", ["day": phrases.day(day)]))
        context["changeHref"] = .string("/rate/\(invitation.token)?change=1")
      }
    }
    return visit.page("rated", context)
  }
}

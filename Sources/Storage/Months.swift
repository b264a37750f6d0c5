public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// What happened in a council and month, as it was recorded until a moment.
  public func facts(
    of organisation: Identifier<Organisation>,
    _ month: CivilMonth,
    asOf moment: Moment
  ) throws -> MonthFacts {
    let council = try council(organisation)
    let span = MonthSpan(
      organisation: organisation,
      from: council.zone.startOfDay(month.first),
      to: council.zone.startOfDay(month.next.first),
      asOf: moment
    )
    let requests = try requestMoments(span)
    let morning = requests.count { Self.isMorning($0, council.zone) }
    return MonthFacts(
      month: month,
      contacts: try contactFacts(span, council.zone),
      requests: (morning: morning, afternoon: requests.count - morning),
      duePromises: try duePromises(span),
      ratings: try ratingFacts(span),
      invitations: try invitationCount(span)
    )
  }

  /// The month of a council's first ticket or promise, when it has any.
  public func firstMonth(of organisation: Identifier<Organisation>) throws -> CivilMonth? {
    let council = try council(organisation)
    let first = try connection.row(
      """
      SELECT min(first) AS first FROM (
        SELECT min(started_at) AS first FROM contact WHERE organisation = :organisation
        UNION ALL
        SELECT min(made_at) FROM promise WHERE organisation = :organisation)
      """,
      ["organisation": .id(organisation)]
    ) { try $0.optionalMoment("first") }
    return (first ?? nil).map { council.zone.date(at: $0).civilMonth }
  }

  /// Whether a moment belongs to the morning slot of the published figures.
  private static func isMorning(_ moment: Moment, _ zone: Zone) -> Bool {
    zone.civil(at: moment).secondOfDay < 14 * 3600
  }

  private func contactFacts(_ span: MonthSpan, _ zone: Zone) throws -> [MonthFacts.Contact] {
    try connection.rows(
      """
      SELECT ticket, channel, topic, outcome, started_at FROM contact
      WHERE organisation = :organisation AND started_at >= :from AND started_at < :to
        AND recorded_at <= :as_of
      ORDER BY started_at, id
      """,
      span.parameters
    ) { row in
      MonthFacts.Contact(
        ticket: try row.int64("ticket"),
        channel: try row.word("channel"),
        topic: try row.optionalWord("topic"),
        isAttended: try row.word("outcome", of: Contact.Outcome.self).isAttended,
        isMorning: Self.isMorning(try row.moment("started_at"), zone)
      )
    }
  }

  private func requestMoments(_ span: MonthSpan) throws -> [Moment] {
    try connection.rows(
      """
      SELECT made_at FROM promise
      WHERE organisation = :organisation AND made_at >= :from AND made_at < :to
        AND made_at <= :as_of
      """,
      span.parameters
    ) { try $0.moment("made_at") }
  }

  /// A promise is due in the month in which its window ends, as the window was at the
  /// moment of counting; in a running month also when somebody has called already.
  private func duePromises(_ span: MonthSpan) throws -> [MonthFacts.DuePromise] {
    try connection.rows(
      """
      SELECT promise.id, state, ended_at, event.window_start, event.window_end,
        (SELECT at FROM attempt WHERE promise = promise.id AND at <= :as_of
          ORDER BY id LIMIT 1) AS first_attempt,
        EXISTS (SELECT 1 FROM attempt WHERE promise = promise.id AND at <= :as_of
          AND result = 'reached') AS was_reached
      FROM promise JOIN ticket_event AS event ON event.id = (
        SELECT id FROM ticket_event WHERE ticket = promise.ticket
          AND kind IN ('promised', 'moved') AND at <= :as_of
        ORDER BY id DESC LIMIT 1)
      WHERE promise.organisation = :organisation
        AND ((promise.window_end >= :from AND promise.window_end < :to) OR sequence > 0)
        AND event.window_end >= :from AND event.window_end < :to
      ORDER BY promise.id
      """,
      span.parameters
    ) { row -> MonthFacts.DuePromise? in
      let state: Promise.State = try row.word("state")
      let hasEnded = try row.optionalMoment("ended_at").map { $0 <= span.asOf } ?? false
      let window = try row.moment("window_start")..<row.moment("window_end")
      // Calling off a promise that was broken already doesn't mend it.
      if state == .cancelled, hasEnded, try row.moment("ended_at") < window.upperBound {
        return nil
      }
      let firstAttempt = try row.optionalMoment("first_attempt")
      guard window.upperBound <= span.asOf || firstAttempt != nil else { return nil }
      let wasReached = try row.bool("was_reached") || (state == .reached && hasEnded)
      return MonthFacts.DuePromise(
        isOnTime: firstAttempt.map { window.contains($0) } ?? false,
        isReached: wasReached
      )
    }.compactMap { $0 }
  }

  /// A rating belongs to the month in which it was first given; the last word counts.
  private func ratingFacts(_ span: MonthSpan) throws -> [MonthFacts.Rating] {
    try connection.rows(
      """
      SELECT score, (SELECT channel FROM contact WHERE contact.ticket = rating.ticket
          AND outcome <> 'abandoned' AND recorded_at <= :as_of ORDER BY id LIMIT 1) AS channel
      FROM rating WHERE id IN (
        SELECT max(id) FROM rating
        WHERE organisation = :organisation AND at >= :from AND at < :to AND at <= :as_of
        GROUP BY ticket)
      ORDER BY id
      """,
      span.parameters
    ) { row in
      MonthFacts.Rating(score: try row.int("score"), channel: try row.optionalWord("channel"))
    }
  }

  private func invitationCount(_ span: MonthSpan) throws -> Int {
    try connection.row(
      """
      SELECT count(*) AS invitations FROM rating_invitation
      WHERE organisation = :organisation AND asked_at >= :from AND asked_at < :to
        AND asked_at <= :as_of
      """,
      span.parameters
    ) { try $0.int("invitations") } ?? 0
  }
}

/// A council's month as moments, and until when events count.
private struct MonthSpan {
  let organisation: Identifier<Organisation>
  let from: Moment
  let to: Moment
  let asOf: Moment

  var parameters: Parameters {
    [
      "organisation": .id(organisation), "from": .moment(from), "to": .moment(to),
      "as_of": .moment(asOf),
    ]
  }
}

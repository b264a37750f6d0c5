public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// The question behind a citizen's link.
  ///
  /// - Throws: ``TicketingError/notFound`` when no question has the token.
  public func invitation(token: String) throws -> RatingInvitation {
    guard let found = try invitations("WHERE token = :token", ["token": .text(token)]).first else {
      throw TicketingError.notFound
    }
    return found
  }

  /// The question asked after a ticket was closed, when it was.
  public func invitation(ofTicket ticket: Identifier<Ticket>) throws -> RatingInvitation? {
    try invitations("WHERE rating_invitation.ticket = :ticket", ["ticket": .id(ticket)]).first
  }

  /// Keeps what a citizen said; a changed mind is a new row, and the last one counts.
  public func rate(
    _ invitation: RatingInvitation,
    _ rating: Rating,
    at moment: Moment
  ) throws -> RatingInvitation {
    let council = try council(invitation.organisation)
    try invitation.mustBeChangeable(at: moment, in: council.zone)
    if invitation.rating == rating { return invitation }
    try connection.execute(
      """
      INSERT INTO rating (organisation, ticket, at, score, comment)
      VALUES (:organisation, :ticket, :at, :score, :comment)
      """,
      [
        "organisation": .id(invitation.organisation), "ticket": .id(invitation.ticket),
        "at": .moment(moment), "score": .number(rating.score),
        "comment": .optional(rating.comment),
      ]
    )
    try append(
      TicketEvent(at: moment, actor: .citizen, kind: .rated, detail: String(rating.score)),
      to: invitation.ticket
    )
    return try self.invitation(token: invitation.token)
  }

  /// Asks a ticket's citizen once; a ticket that closes again keeps its first question.
  ///
  /// - Returns: Whether this asked.
  func insertInvitation(for ticket: Ticket, at moment: Moment) throws -> Bool {
    try connection.execute(
      """
      INSERT INTO rating_invitation (ticket, organisation, token, asked_at)
      VALUES (:ticket, :organisation, :token, :asked_at)
      ON CONFLICT (ticket) DO NOTHING
      """,
      [
        "ticket": .id(ticket.id), "organisation": .id(ticket.organisation),
        "token": .text(Token.random()), "asked_at": .moment(moment),
      ]
    ) > 0
  }

  private func invitations(
    _ clause: String,
    _ parameters: Parameters
  ) throws -> [RatingInvitation] {
    try connection.rows(
      """
      SELECT rating_invitation.ticket, rating_invitation.organisation, year, number, token,
        asked_at,
        (SELECT at FROM rating WHERE ticket = rating_invitation.ticket ORDER BY id LIMIT 1)
          AS rated_at,
        (SELECT score FROM rating WHERE ticket = rating_invitation.ticket
          ORDER BY id DESC LIMIT 1) AS score,
        (SELECT comment FROM rating WHERE ticket = rating_invitation.ticket
          ORDER BY id DESC LIMIT 1) AS comment
      FROM rating_invitation JOIN ticket ON ticket.id = rating_invitation.ticket

      """ + clause,
      parameters
    ) { row in
      let organisation: Identifier<Organisation> = try row.id("organisation")
      let comment = try row.optionalText("comment")
      return RatingInvitation(
        token: try row.text("token"),
        ticket: try row.id("ticket"),
        reference: try row.reference(of: organisation, directory),
        organisation: organisation,
        askedAt: try row.moment("asked_at"),
        ratedAt: try row.optionalMoment("rated_at"),
        rating: try row.optionalInt64("score").map { Rating(stored: Int($0), comment: comment) }
      )
    }
  }
}

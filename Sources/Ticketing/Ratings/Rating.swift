public import Basics

/// What a citizen said of the help: 1 to 5, and a comment that nobody publishes.
public struct Rating: Sendable, Equatable {
  /// The longest comment, in characters.
  public static let commentLengthMax = 1000

  /// 1 very bad … 5 very good.
  public let score: Int
  /// In their words.
  public let comment: String?

  /// Checks a score and a comment.
  public init(score: Int?, comment: String?) throws(TicketingError) {
    var finder = FaultFinder()
    let score = score ?? 0
    if !(1...5).contains(score) { finder.note("score", "range") }
    let comment = comment.map { PlainText.clean($0, lines: true) } ?? ""
    if PlainText.isLonger(comment, than: Self.commentLengthMax) { finder.note("comment", "long") }
    try finder.finish()
    self.score = score
    self.comment = comment.isEmpty ? nil : comment
  }

  /// Takes a rating that was kept before.
  public init(stored score: Int, comment: String?) {
    self.score = score
    self.comment = comment
  }
}

/// The one question that the desk asks a citizen after it has closed their ticket.
public struct RatingInvitation: Sendable, Equatable {
  /// The secret part of the citizen's link.
  public let token: String
  /// The ticket that is rated.
  public let ticket: Identifier<Ticket>
  /// Its reference.
  public let reference: Reference
  /// The council.
  public let organisation: Identifier<Organisation>
  /// When the citizen was asked.
  public let askedAt: Moment
  /// When they answered first.
  public let ratedAt: Moment?
  /// What they said last.
  public let rating: Rating?

  /// Describes an invitation as it was kept.
  public init(
    token: String, ticket: Identifier<Ticket>, reference: Reference,
    organisation: Identifier<Organisation>, askedAt: Moment, ratedAt: Moment?, rating: Rating?
  ) {
    self.token = token
    self.ticket = ticket
    self.reference = reference
    self.organisation = organisation
    self.askedAt = askedAt
    self.ratedAt = ratedAt
    self.rating = rating
  }

  /// How long after it was asked the question can be answered.
  public static let answerableFor = Duration.seconds(60 * 86_400)

  /// The moment from which the rating can't change: the end of the month in which it was
  /// given, since that month's figures count it; before it is given, sixty days after the
  /// question.
  public func changeableUntil(in zone: Zone) -> Moment {
    guard let ratedAt else { return askedAt + Self.answerableFor }
    return zone.startOfDay(zone.date(at: ratedAt).civilMonth.next.first)
  }

  /// Refuses a rating that comes too late.
  public func mustBeChangeable(at moment: Moment, in zone: Zone) throws(TicketingError) {
    if moment >= changeableUntil(in: zone) { throw .ratingClosed }
  }
}

import Basics
import Support
import Testing
import Ticketing

@Suite struct RatingTests {
  @Test(arguments: 1...5)
  func `a score from 1 to 5 is a rating`(score: Int) throws {
    #expect(try Rating(score: score, comment: nil).score == score)
  }

  @Test(arguments: [nil, 0, 6, -1, .max] as [Int?])
  func `any other score is refused`(score: Int?) {
    #expect(throws: TicketingError.invalid([Fault("score", "range")])) {
      try Rating(score: score, comment: nil)
    }
  }

  @Test func `a blank comment is none`() throws {
    #expect(try Rating(score: 3, comment: " \n ").comment == nil)
  }

  @Test func `a comment has a thousand characters at most`() throws {
    let long = String(repeating: "a", count: 1000)
    #expect(try Rating(score: 3, comment: long).comment == long)
    #expect(throws: TicketingError.invalid([Fault("comment", "long")])) {
      try Rating(score: 3, comment: long + "a")
    }
  }

  private func invitation(askedAt: Moment, ratedAt: Moment?) -> RatingInvitation {
    RatingInvitation(
      token: "t", ticket: Identifier(1),
      reference: Reference(code: "VIL", year: 2026, number: 1), organisation: Identifier(1),
      askedAt: askedAt, ratedAt: ratedAt,
      rating: ratedAt == nil ? nil : Rating(stored: 4, comment: nil)
    )
  }

  @Test(
    arguments: [
      ("2026-11-23T10:00:00+01:00", "2026-12-01T00:00:00+01:00"),
      ("2026-11-30T23:59:59+01:00", "2026-12-01T00:00:00+01:00"),
      ("2026-12-01T00:00:00+01:00", "2027-01-01T00:00:00+01:00"),
      ("2026-12-31T23:30:00Z", "2027-02-01T00:00:00+01:00"),
      ("2026-03-31T10:00:00+02:00", "2026-04-01T00:00:00+02:00"),
    ] as [(Moment, Moment)])
  func `a rating changes until the month in which it was given closes`(
    ratedAt: Moment, until: Moment
  ) throws {
    let rated = invitation(askedAt: "2026-01-01T10:00:00+01:00", ratedAt: ratedAt)
    #expect(rated.changeableUntil(in: .madrid) == until)
    try rated.mustBeChangeable(at: until - .milliseconds(1), in: .madrid)
    #expect(throws: TicketingError.ratingClosed) {
      try rated.mustBeChangeable(at: until, in: .madrid)
    }
  }

  @Test func `a question without an answer can be answered for sixty days`() {
    let asked = invitation(askedAt: "2026-11-23T10:00:00+01:00", ratedAt: nil)
    #expect(asked.changeableUntil(in: .madrid) == "2027-01-22T10:00:00+01:00")
  }
}

import Basics
import Testing
import Ticketing

@testable import Storage

@Suite struct MonthRatingsTests {
  @Test func `a rating counts in its month with the channel of the first contact`() async throws {
    try await MonthDesk.open { desk in
      let contact = try await desk.contact(.email, at: "10-06 09:00")
      _ = try await desk.contact(.phone, at: "10-06 10:00", ticket: contact.ticket)
      let invitation = try await desk.close(contact.ticket, at: "10-06 11:00")
      try await desk.rate(invitation, 4, at: "10-07 09:00")
      #expect(try await desk.facts().ratings == [MonthFacts.Rating(score: 4, channel: .email)])
    }
  }

  @Test func `a rating after a count is not in it`() async throws {
    try await MonthDesk.open { desk in
      let contact = try await desk.contact(at: "10-06 09:00")
      let invitation = try await desk.close(contact.ticket, at: "10-06 10:00")
      try await desk.rate(invitation, 5, at: "10-31 20:00")
      #expect(try await desk.facts(asOf: "10-31 19:59").ratings.isEmpty)
      #expect(try await desk.facts(asOf: "10-31 20:00").ratings.count == 1)
    }
  }

  @Test func `the last word counts, once, and an earlier count keeps the earlier word`()
    async throws
  {
    try await MonthDesk.open { desk in
      let contact = try await desk.contact(at: "10-06 09:00")
      let invitation = try await desk.close(contact.ticket, at: "10-06 10:00")
      try await desk.rate(invitation, 2, at: "10-07 09:00")
      try await desk.rate(invitation, 5, at: "10-09 09:00")
      #expect(try await desk.facts(asOf: "10-08 00:00").ratings.map(\.score) == [2])
      #expect(try await desk.facts(asOf: "10-10 00:00").ratings.map(\.score) == [5])
    }
  }

  @Test func `a rating given in the next month belongs to the next month`() async throws {
    try await MonthDesk.open { desk in
      let contact = try await desk.contact(at: "10-30 09:00")
      let invitation = try await desk.close(contact.ticket, at: "10-30 10:00")
      try await desk.rate(invitation, 3, at: "11-02 09:00")
      #expect(try await desk.facts(10).ratings.isEmpty)
      #expect(try await desk.facts(10).invitations == 1)
      #expect(try await desk.facts(11).ratings.count == 1)
      #expect(try await desk.facts(11).invitations == 0)
    }
  }

  @Test func `a ticket without an attended contact is rated without a channel`() async throws {
    try await MonthDesk.open { desk in
      let contact = try await desk.contact(.phone, .abandoned, at: "10-06 09:00")
      let invitation = try await desk.close(contact.ticket, at: "10-06 10:00")
      try await desk.rate(invitation, 1, at: "10-06 11:00")
      #expect(try await desk.facts().ratings == [MonthFacts.Rating(score: 1, channel: nil)])
    }
  }

  @Test func `citizens are asked in the month in which their ticket was closed`() async throws {
    try await MonthDesk.open { desk in
      let contact = try await desk.contact(at: "10-06 09:00")
      _ = try await desk.close(contact.ticket, at: "10-06 10:00")
      #expect(try await desk.facts(asOf: "10-06 09:59").invitations == 0)
      #expect(try await desk.facts(asOf: "10-06 10:00").invitations == 1)
    }
  }
}

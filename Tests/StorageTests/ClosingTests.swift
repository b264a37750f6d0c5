import Basics
import SQLite
import Support
import Testing
import Ticketing

@testable import Storage

@Suite struct ClosingTests {
  private func open(_ sample: SampleDesk) async throws -> Ticket {
    var form = TicketForm()
    form.subject = "Alta al padró"
    form.citizen = CitizenForm()
    form.citizen?.name = "Anna Puig"
    form.citizen?.phone = "612345678"
    let opening = try TicketOpening(form)
    let (vilaclara, maria, now) = (sample.vilaclara, sample.maria, sample.now)
    return try await sample.desk.record { try $0.open(opening, in: vilaclara, by: maria, at: now) }
  }

  private func close(_ ticket: Ticket, _ outcome: Ticket.Outcome, _ sample: SampleDesk)
    async throws -> RatingInvitation
  {
    let (maria, now) = (sample.maria, sample.now)
    return try await sample.desk.record { ledger in
      try ledger.close(try ledger.ticket(ticket.id), outcome, by: maria, at: now)
    }
  }

  @Test func `closing asks the citizen once`() async throws {
    try await SampleDesk.open { sample in
      let ticket = try await open(sample)
      let first = try await close(ticket, .resolved, sample)
      let again = try await close(ticket, .resolved, sample)
      #expect(again == first)
      let notices = try await sample.desk.look { ledger in
        try ledger.connection.row("SELECT count(*) AS n FROM outbox WHERE kind = 'rating'") {
          try $0.int64("n")
        }
      }
      #expect(notices == 1)
    }
  }

  @Test func `closing with another outcome is refused`() async throws {
    try await SampleDesk.open { sample in
      let ticket = try await open(sample)
      _ = try await close(ticket, .resolved, sample)
      await #expect(throws: TicketingError.alreadyClosed) {
        try await close(ticket, .unresolved, sample)
      }
    }
  }

  @Test func `a ticket opened again closes again with any outcome and keeps its question`()
    async throws
  {
    try await SampleDesk.open { sample in
      let ticket = try await open(sample)
      let first = try await close(ticket, .resolved, sample)
      let (maria, now) = (sample.maria, sample.now)
      let reopened = try await sample.desk.record { ledger in
        try ledger.reopen(try ledger.ticket(ticket.id), by: maria, at: now)
      }
      #expect(reopened.isOpen)
      #expect(reopened.closedAt == nil)
      let second = try await close(ticket, .notEligible, sample)
      #expect(second.token == first.token)
      let problems = try await sample.desk.problems()
      #expect(problems == [])
    }
  }

  @Test func `an open ticket can't be opened again`() async throws {
    try await SampleDesk.open { sample in
      let ticket = try await open(sample)
      let (maria, now) = (sample.maria, sample.now)
      await #expect(throws: TicketingError.notClosed) {
        try await sample.desk.record { try $0.reopen(ticket, by: maria, at: now) }
      }
    }
  }

  @Test func `closing ends a live promise, unreached when nobody spoke with the citizen`()
    async throws
  {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-24-0900", person: 1)
      let ticket = try await sample.desk.look { try $0.ticket(promise.ticket) }
      _ = try await close(ticket, .duplicate, sample)
      let ended = try await sample.desk.look { try $0.promise(promise.id) }
      #expect(ended.state == .unreached)
      _ = try await sample.book("2026-11-24-0900", person: 2)
      let problems = try await sample.desk.problems()
      #expect(problems == [])
    }
  }

  @Test func `closing ends a live promise as reached when somebody spoke with the citizen`()
    async throws
  {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-24-0900")
      var form = ContactForm()
      (form.channel, form.direction, form.outcome) = ("phone", "in", "resolved")
      (form.matter, form.ticket) = ("Ha trucat ella", promise.reference.description)
      form.startedAt = "2026-11-23T09:00:00+01:00"
      form.endedAt = "2026-11-23T09:05:00+01:00"
      let entry = try ContactEntry(form, now: sample.now)
      let (vilaclara, maria, now) = (sample.vilaclara, sample.maria, sample.now)
      let ended = try await sample.desk.record { ledger in
        _ = try ledger.log(entry, in: vilaclara, by: maria, at: now)
        _ = try ledger.close(try ledger.ticket(promise.ticket), .resolved, by: maria, at: now)
        return try ledger.promise(promise.id)
      }
      #expect(ended.state == .reached)
    }
  }

  @Test func `calling off closes the ticket as withdrawn, and asks no question`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-24-0900")
      let now = sample.now
      let (ticket, invitation) = try await sample.desk.record { ledger in
        _ = try ledger.cancel(promise, at: now)
        return (
          try ledger.ticket(promise.ticket), try ledger.invitation(ofTicket: promise.ticket)
        )
      }
      #expect(ticket.outcome == .withdrawn)
      #expect(invitation == nil)
      await #expect(throws: TicketingError.alreadyClosed) {
        try await close(ticket, .resolved, sample)
      }
    }
  }

  @Test func `a contact that resolved its matter closes the ticket that it opened`() async throws {
    try await SampleDesk.open { sample in
      var form = ContactForm()
      (form.channel, form.direction, form.outcome) = ("phone", "in", "resolved")
      form.matter = "Horaris"
      form.startedAt = "2026-11-23T09:00:00+01:00"
      form.endedAt = "2026-11-23T09:05:00+01:00"
      let entry = try ContactEntry(form, now: sample.now)
      let (vilaclara, maria, now) = (sample.vilaclara, sample.maria, sample.now)
      let ticket = try await sample.desk.record { ledger in
        let contact = try ledger.log(entry, in: vilaclara, by: maria, at: now)
        return try ledger.ticket(contact.ticket, in: vilaclara)
      }
      #expect(ticket.outcome == .resolved)
    }
  }

  @Test func `a rating can be changed, and both stay on record`() async throws {
    try await SampleDesk.open { sample in
      let asked = try await close(try await open(sample), .resolved, sample)
      let now = sample.now
      let changed = try await sample.desk.record { ledger in
        let first = try ledger.rate(asked, Rating(score: 2, comment: nil), at: now)
        return try ledger.rate(first, Rating(score: 4, comment: "Millor"), at: now + .seconds(9))
      }
      #expect(changed.rating?.score == 4)
      #expect(changed.ratedAt == now)
      let rows = try await sample.desk.look { ledger in
        try ledger.connection.rows("SELECT score FROM rating ORDER BY id") {
          try $0.int64("score")
        }
      }
      #expect(rows == [2, 4])
    }
  }

  @Test func `a rating after its month is refused`() async throws {
    try await SampleDesk.open { sample in
      let asked = try await close(try await open(sample), .resolved, sample)
      let now = sample.now
      let rated = try await sample.desk.record {
        try $0.rate(asked, Rating(score: 2, comment: nil), at: now)
      }
      await #expect(throws: TicketingError.ratingClosed) {
        try await sample.desk.record {
          try $0.rate(rated, Rating(score: 5, comment: nil), at: "2026-12-01T00:00:00+01:00")
        }
      }
    }
  }
}

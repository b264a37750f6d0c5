import Basics
import SQLite
import Storage
import Support
import Testing
import Ticketing

@Suite struct ForgettingTests {
  /// A resolved call from a citizen, rated with a comment.
  private func finish(_ sample: SampleDesk) async throws -> Ticket {
    let promise = try await sample.book("2026-11-23-afternoon")
    let (now, maria) = (sample.now, sample.maria)
    return try await sample.desk.record { ledger in
      let ticket = try ledger.ticket(promise.ticket)
      let invitation = try ledger.close(ticket, .resolved, by: maria, at: now)
      let rating = try Rating(score: 5, comment: "Gràcies, Maria")
      _ = try ledger.rate(invitation, rating, at: now)
      try ledger.noteReading(of: ticket.id, by: maria, at: now)
      return try ledger.ticket(ticket.id)
    }
  }

  @Test func `a year after its end nobody can tell whose a ticket was`() async throws {
    try await SampleDesk.open { sample in
      let ticket = try await finish(sample)
      let later = sample.now + Retention.personLifetime + .seconds(1)
      #expect(try await sample.desk.forgetPeople(at: later) == 1)
      let (kept, promise, invitation, readings) = try await sample.desk.look { ledger in
        (
          try ledger.ticket(ticket.id), try ledger.promise(ofTicket: ticket.id),
          try ledger.invitation(ofTicket: ticket.id), try ledger.readings(of: ticket.id).count
        )
      }
      #expect(kept.citizen == nil)
      #expect(kept.subject == "certificates")
      #expect(promise?.citizen.phone == nil)
      #expect(promise?.matter == "other")
      #expect(invitation?.rating?.score == 5)
      #expect(invitation?.rating?.comment == nil)
      #expect(readings == 0)
      #expect(try await sample.desk.problems() == [])
    }
  }

  @Test func `before the year is over everything stays`() async throws {
    try await SampleDesk.open { sample in
      let ticket = try await finish(sample)
      let later = sample.now + Retention.personLifetime - .seconds(1)
      #expect(try await sample.desk.forgetPeople(at: later) == 0)
      let kept = try await sample.desk.look { try $0.ticket(ticket.id) }
      #expect(kept == ticket)
    }
  }

  @Test func `an open ticket is never forgotten`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-23-afternoon")
      let later = sample.now + Retention.personLifetime + Retention.personLifetime
      #expect(try await sample.desk.forgetPeople(at: later) == 0)
      let kept = try await sample.desk.look { try $0.promise(promise.id) }
      #expect(kept.citizen.name == promise.citizen.name)
    }
  }

  @Test func `forgetting changes no figure`() async throws {
    try await SampleDesk.open { sample in
      _ = try await finish(sample)
      let (now, vilaclara) = (sample.now, sample.vilaclara)
      guard let month = CivilMonth("2026-11") else { return }
      let before = try await sample.desk.look { try $0.facts(of: vilaclara, month, asOf: now) }
      try await sample.desk.forgetPeople(at: now + Retention.personLifetime + .seconds(1))
      let after = try await sample.desk.look { try $0.facts(of: vilaclara, month, asOf: now) }
      #expect(before == after)
      #expect(before.ratings.count == 1)
    }
  }

  @Test func `who opens a ticket leaves a trace`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-23-afternoon")
      let (now, joan) = (sample.now, sample.joan)
      try await sample.desk.record { try $0.noteReading(of: promise.ticket, by: joan, at: now) }
      let readings = try await sample.desk.look { try $0.readings(of: promise.ticket) }
      #expect(readings.map(\.staff) == [joan])
      #expect(readings.map(\.at) == [now])
    }
  }
}

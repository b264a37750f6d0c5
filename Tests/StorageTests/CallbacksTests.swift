import Basics
import SQLite
import Support
import Testing
import Ticketing

@testable import Storage

@Suite struct CallbacksTests {
  @Test func `a call is promised, made, logged, closed and rated`() async throws {
    try await SampleDesk.open(durability: .full) { sample in
      let (now, maria) = (sample.now, sample.maria)
      let promise = try await sample.book("2026-11-23-morning")
      #expect(promise.reference.description == "VIL-2026-000001")
      let states = try await sample.desk.record { ledger in
        let claimed = try ledger.claim(promise, by: maria, at: now + .seconds(60))
        let reached = try ledger.attempt(
          .reached, on: claimed, by: maria, at: now + .seconds(120))
        return [claimed.state, reached.state]
      }
      #expect(states == [.claimed, .reached])
      var form = ContactForm()
      (form.channel, form.direction, form.outcome) = ("callme", "out", "resolved")
      (form.matter, form.ticket) = ("Certificat instal·lat", promise.reference.description)
      form.startedAt = "2026-11-23T09:12:00+01:00"
      form.endedAt = "2026-11-23T09:20:00+01:00"
      let entry = try ContactEntry(form, now: now + .seconds(600))
      let vilaclara = sample.vilaclara
      let rated = try await sample.desk.record { ledger in
        let later = now + .seconds(600)
        _ = try ledger.log(entry, in: vilaclara, by: maria, at: later)
        let ticket = try ledger.ticket(promise.ticket)
        let asked = try ledger.close(ticket, .resolved, by: maria, at: later)
        return try ledger.rate(asked, Rating(score: 5, comment: "Gràcies"), at: later)
      }
      #expect(rated.rating?.score == 5)
      let kinds = try await sample.desk.look { try $0.events(of: promise.ticket).map(\.kind) }
      #expect(kinds == [.rated, .closed, .contacted, .attempted, .claimed, .promised])
      let problems = try await sample.desk.problems()
      #expect(problems == [])
    }
  }

  @Test func `what was promised is there when the desk opens again`() async throws {
    try await SampleDesk.open(durability: .full) { sample in
      let promise = try await sample.book("2026-11-24-0900")
      let again = try await Desk(path: sample.path)
      defer { again.close() }
      let found = try await again.look { try $0.promise(token: promise.token) }
      #expect(found == promise)
    }
  }

  @Test func `a telephone has one live promise in a council`() async throws {
    try await SampleDesk.open { sample in
      let first = try await sample.book("2026-11-24-morning")
      await #expect(
        throws: TicketingError.alreadyPromised(reference: first.reference, window: first.window)
      ) { try await sample.book("2026-11-25-morning") }
    }
  }

  @Test func `an identity document has one live promise in a council`() async throws {
    try await SampleDesk.open { sample in
      var form = BookingForm.filled("2026-11-24-morning", person: 1)
      form.nif = "12345678Z"
      let first = try await sample.book(form)
      form = .filled("2026-11-25-morning", person: 2)
      form.nif = "12.345.678-z"
      let second = form
      await #expect(
        throws: TicketingError.alreadyPromised(reference: first.reference, window: first.window)
      ) { try await sample.book(second) }
    }
  }

  @Test func `a telephone is free again after it was called off, called, or closed`() async throws {
    try await SampleDesk.open { sample in
      let (now, maria) = (sample.now, sample.maria)
      let first = try await sample.book("2026-11-24-0900")
      _ = try await sample.desk.record { try $0.cancel(first, at: now) }
      let second = try await sample.book("2026-11-24-0900")
      _ = try await sample.desk.record { try $0.attempt(.reached, on: second, by: maria, at: now) }
      let third = try await sample.book("2026-11-24-0900")
      _ = try await sample.desk.record { ledger in
        try ledger.close(try ledger.ticket(third.ticket), .duplicate, by: maria, at: now)
      }
      let fourth = try await sample.book("2026-11-24-0900")
      #expect(fourth.reference.number == 4)
    }
  }

  @Test func `an unknown procedure is a fault, and leaves nothing behind`() async throws {
    try await SampleDesk.open { sample in
      var form = BookingForm.filled("2026-11-24-0900")
      form.procedure = "gual"
      let asked = form
      await #expect(throws: TicketingError.invalid([Fault("procedure", "unknown")])) {
        try await sample.book(asked)
      }
      let promise = try await sample.book("2026-11-24-0900")
      #expect(promise.reference.number == 1)
    }
  }

  @Test func `a procedure gives its topic`() async throws {
    try await SampleDesk.open { sample in
      var form = BookingForm.filled("2026-11-24-0900")
      form.procedure = "padro-alta"
      let promise = try await sample.book(form)
      let ticket = try await sample.desk.look { try $0.ticket(promise.ticket) }
      #expect(ticket.topic == .eprocedures)
      #expect(ticket.procedure == promise.procedure)
    }
  }

  @Test func `a matter of several lines is a subject of one`() async throws {
    try await SampleDesk.open { sample in
      var form = BookingForm.filled("2026-11-24-0900")
      form.matter = "No puc entrar.\nEm demana un PIN."
      let promise = try await sample.book(form)
      let ticket = try await sample.desk.look { try $0.ticket(promise.ticket) }
      #expect(ticket.subject == "No puc entrar. Em demana un PIN.")
      #expect(promise.matter == "No puc entrar.\nEm demana un PIN.")
    }
  }

  @Test func `two agents who claim at once don't both get the promise`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-23-morning")
      let now = sample.now
      let claims = await withTaskGroup(of: Bool.self) { group in
        for agent in [sample.maria, sample.joan] {
          group.addTask {
            let claimed = try? await sample.desk.record { ledger in
              try ledger.claim(try ledger.promise(promise.id), by: agent, at: now)
            }
            return claimed != nil
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(claims.count { $0 } == 1)
    }
  }

  @Test func `calls in vain stay on record when the promise moves or is called off`() async throws {
    try await SampleDesk.open { sample in
      let promise = try await sample.book("2026-11-23-morning")
      let (now, maria) = (sample.now, sample.maria)
      let cancelled = try await sample.desk.record { ledger in
        let tried = try ledger.attempt(.busy, on: promise, by: maria, at: now)
        let moved = try ledger.move(tried, to: "2026-11-24-morning", at: now)
        return try ledger.cancel(moved, at: now)
      }
      let kept = try await sample.desk.look { try $0.promise(promise.id) }
      #expect(kept == cancelled)
      #expect(kept.attempts.map(\.result) == [.busy])
      #expect(kept.sequence == 2)
    }
  }

  @Test(arguments: [
    ("anna@example.cat", "+34 612 345 678", ["email anna@example.cat"]),
    ("", "+34 612 345 678", ["sms +34612345678"]), ("", "+34 931 234 567", []),
  ])
  func `the confirmation goes by mail, else to a mobile, else nowhere`(
    email: String, phone: String, notices: [String]
  ) async throws {
    try await SampleDesk.open { sample in
      var form = BookingForm.filled("2026-11-24-0900")
      (form.email, form.phone) = (email, phone)
      _ = try await sample.book(form)
      let queued = try await sample.desk.look { ledger in
        try ledger.connection.rows("SELECT channel, recipient FROM outbox ORDER BY id") { row in
          "\(try row.text("channel")) \(try row.text("recipient"))"
        }
      }
      #expect(queued == notices)
    }
  }
}

import Basics
import SQLite
import Support
import Testing
import Ticketing

@testable import Storage

@Suite struct AttachmentsTests {
  private let content = Array("%PDF-1.7 el resguard".utf8)

  private func ticket(_ sample: SampleDesk) async throws -> Ticket {
    var form = TicketForm()
    form.subject = "Alta al padró"
    form.citizen = CitizenForm()
    form.citizen?.name = "Rosa"
    form.citizen?.phone = "612345678"
    let opening = try TicketOpening(form)
    let (vilaclara, maria, now) = (sample.vilaclara, sample.maria, sample.now)
    return try await sample.desk.record {
      try $0.open(opening, in: vilaclara, by: maria, at: now)
    }
  }

  private func begin(_ sample: SampleDesk, _ ticket: Ticket) async throws -> Identifier<
    Ticketing.Attachment
  > {
    let (maria, now) = (sample.maria, sample.now)
    return try await sample.desk.record {
      try $0.beginAttachment(
        AttachmentName("a.pdf", of: .pdf), .pdf, from: .citizen, to: ticket.id, by: maria, at: now)
    }
  }

  @discardableResult
  private func keep(_ sample: SampleDesk, _ ticket: Ticket) async throws -> Ticketing.Attachment {
    let id = try await begin(sample, ticket)
    let (content, now) = (content, sample.now)
    return try await sample.desk.record { ledger in
      try ledger.appendPart(Array(content[..<9]), number: 0, to: id)
      try ledger.appendPart(Array(content[9...]), number: 1, to: id)
      return try ledger.finishAttachment(
        id, byteCount: content.count, digest: SHA256.hash(content), at: now)
    }
  }

  @Test func `a document is there whole, in its parts and in the time line`() async throws {
    try await SampleDesk.open { sample in
      let ticket = try await ticket(sample)
      let kept = try await keep(sample, ticket)
      let (all, parts, events) = try await sample.desk.look { ledger in
        (
          try ledger.attachments(of: ticket.id),
          try (0...2).map { try ledger.part($0, of: kept.id) },
          try ledger.events(of: ticket.id)
        )
      }
      #expect(all == [kept])
      #expect(parts[0].map { $0 + (parts[1] ?? []) } == content && parts[2] == nil)
      #expect(events.first?.kind == .attached)
      #expect(events.first?.detail == "citizen:\(kept.word)")
    }
  }

  @Test func `what hasn't arrived isn't seen, and goes when it was given up`() async throws {
    try await SampleDesk.open { sample in
      let ticket = try await ticket(sample)
      let id = try await begin(sample, ticket)
      let (maria, now) = (sample.maria, sample.now)
      try await sample.desk.record { try $0.appendPart([1], number: 0, to: id) }
      #expect(try await sample.desk.look { try $0.attachments(of: ticket.id) } == [])
      let late = now + Ledger.attachmentPatience + .seconds(1)
      try await sample.desk.record { try $0.dropAbandonedAttachments(at: late) }
      #expect(try await sample.desk.look { try $0.part(0, of: id) } == nil)
      let second = try await sample.desk.record {
        try $0.beginAttachment(
          AttachmentName("b.pdf", of: .pdf), .pdf, from: .staff, to: ticket.id, by: maria, at: now)
      }
      try await sample.desk.record { try $0.dropAttachment(second) }
      #expect(try await sample.desk.problems() == [])
    }
  }

  @Test func `a document of one ticket isn't found in another`() async throws {
    try await SampleDesk.open { sample in
      let kept = try await keep(sample, try await ticket(sample))
      let other = try await ticket(sample)
      await #expect(throws: TicketingError.notFound) {
        try await sample.desk.look { try $0.attachment(kept.word, of: other.id) }
      }
    }
  }

  @Test func `a ticket has at most fifty documents`() async throws {
    try await SampleDesk.open { sample in
      let ticket = try await ticket(sample)
      for _ in 0..<Attachment.perTicketMax { _ = try await begin(sample, ticket) }
      await #expect(throws: TicketingError.tooManyAttachments) {
        _ = try await begin(sample, ticket)
      }
    }
  }

  @Test func `a year after the end the documents are gone, whosever they were`() async throws {
    try await SampleDesk.open { sample in
      let ticket = try await ticket(sample)
      let kept = try await keep(sample, ticket)
      let (maria, now) = (sample.maria, sample.now)
      try await sample.desk.record { ledger in
        try ledger.noteReading(of: kept, by: maria, at: now)
        _ = try ledger.close(ticket, .resolved, by: maria, at: now)
      }
      let later = now + Retention.personLifetime + .seconds(1)
      #expect(try await sample.desk.forgetPeople(at: later) == 1)
      let (left, part) = try await sample.desk.look {
        (try $0.attachments(of: ticket.id), try $0.part(0, of: kept.id))
      }
      #expect(left == [] && part == nil)
      #expect(try await sample.desk.forgetPeople(at: later) == 0)
      #expect(try await sample.desk.problems() == [])
    }
  }

  @Test func `a changed byte is found`() async throws {
    try await SampleDesk.open { sample in
      let kept = try await keep(sample, try await ticket(sample))
      #expect(try await sample.desk.problems() == [])
      _ = try await sample.desk.database.write { connection in
        try connection.execute("UPDATE attachment_part SET bytes = x'00' WHERE number = 1")
      }
      #expect(
        try await sample.desk.problems() == [
          "A document is not what was kept: row \(kept.id.rawValue)"
        ])
    }
  }
}

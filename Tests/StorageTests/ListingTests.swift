import Basics
import Support
import Testing
import Ticketing

@testable import Storage

@Suite struct ListingTests {
  private func book(_ sample: SampleDesk) async throws {
    for person in 0..<9 { _ = try await sample.book("2026-11-24-morning", person: person) }
    let puerto = try #require(sample.desk.directory.organisation("puerto"))
    let now = sample.now
    for person in 20..<29 {
      var form = BookingForm.filled("2026-11-24-morning", person: person)
      form.language = "es"
      let booking = try Booking(form, for: puerto)
      _ = try await sample.desk.record { try $0.book(booking, in: puerto.id, at: now) }
    }
  }

  @Test func `pages of several councils follow each other without gap or repetition`()
    async throws
  {
    try await SampleDesk.open { sample in
      try await book(sample)
      let councils = [sample.vilaclara, sample.puerto]
      var ids: [Int64] = []
      var cursor: Identifier<Ticket>?
      repeat {
        let before = cursor
        let page = try await sample.desk.look {
          try $0.tickets(in: councils, open: true, before: before, limit: 5)
        }
        ids += page.map(\.id.rawValue)
        cursor = page.count == 5 ? page.last?.id : nil
      } while cursor != nil
      #expect(ids == Array((1...18).reversed()))
    }
  }

  @Test func `a listing shows the councils asked for and no other`() async throws {
    try await SampleDesk.open { sample in
      try await book(sample)
      let puerto = sample.puerto
      let (promises, none) = try await sample.desk.look { ledger in
        (
          try ledger.promises(in: [puerto], state: .waiting, before: nil, limit: 100),
          try ledger.promises(in: [], state: nil, before: nil, limit: 100)
        )
      }
      #expect(promises.count == 9)
      #expect(promises.allSatisfy { $0.organisation == puerto })
      #expect(none.isEmpty)
    }
  }

  @Test(arguments: [
    (Contact.Channel?.none, Contact.Direction?.none, 4), (.phone, nil, 3), (nil, .outgoing, 2),
    (.phone, .outgoing, 1), (.video, nil, 0),
  ])
  func `contacts are listed by channel and direction`(
    channel: Contact.Channel?, direction: Contact.Direction?, count: Int
  ) async throws {
    try await SampleDesk.open { sample in
      for (channel, direction) in [
        ("phone", "in"), ("phone", "out"), ("email", "out"), ("phone", "in"),
      ] {
        var form = ContactForm()
        (form.channel, form.direction, form.outcome) = (channel, direction, "pending")
        form.matter = "Consulta"
        form.startedAt = "2026-11-23T09:00:00+01:00"
        form.endedAt = "2026-11-23T09:05:00+01:00"
        let entry = try ContactEntry(form, now: sample.now)
        let (vilaclara, maria, now) = (sample.vilaclara, sample.maria, sample.now)
        _ = try await sample.desk.record {
          try $0.log(entry, in: vilaclara, by: maria, at: now)
        }
      }
      let councils = [sample.vilaclara, sample.puerto]
      let found = try await sample.desk.look {
        try $0.contacts(
          in: councils, channel: channel, direction: direction, before: nil, limit: 10)
      }
      #expect(found.count == count)
    }
  }

  @Test func `a person's other tickets are those of their telephone in the council`()
    async throws
  {
    try await SampleDesk.open { sample in
      let now = sample.now
      var earlier: [Reference] = []
      for _ in 0..<3 {
        let promise = try await sample.book("2026-11-24-0900", person: 1)
        earlier.append(promise.reference)
        _ = try await sample.desk.record { try $0.cancel(promise, at: now) }
      }
      _ = try await sample.book("2026-11-24-0900", person: 2)
      let last = try await sample.book("2026-11-24-1000", person: 1)
      let others = try await sample.desk.look { ledger in
        try ledger.others(like: try ledger.ticket(last.ticket), limit: 2)
      }
      #expect(others.map(\.reference) == [earlier[2], earlier[1]])
    }
  }

  @Test func `live promises stand in the order in which they are due`() async throws {
    try await SampleDesk.open { sample in
      for (person, window) in ["25-morning", "24-afternoon", "24-1000", "24-morning"].enumerated() {
        _ = try await sample.book("2026-11-\(window)", person: person)
      }
      let vilaclara = sample.vilaclara
      let live = try await sample.desk.look { try $0.livePromises(in: [vilaclara], limit: 3) }
      #expect(
        live.map { $0.window.id(in: .madrid) }
          == ["2026-11-24-1000", "2026-11-24-morning", "2026-11-24-afternoon"])
    }
  }
}

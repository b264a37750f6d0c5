import Basics
import Testing
import Ticketing

@testable import Storage

@Suite struct MonthContactsTests {
  @Test func `a contact counts in the month in which it began, by the council's clock`()
    async throws
  {
    try await MonthDesk.open { desk in
      _ = try await desk.contact(at: "10-31 23:59")
      _ = try await desk.contact(at: "11-01 00:00")
      #expect(try await desk.facts(10).contacts.count == 1)
      #expect(try await desk.facts(11).contacts.count == 1)
    }
  }

  @Test func `a contact says its channel, topic, ticket and part of the day`() async throws {
    try await MonthDesk.open { desk in
      let first = try await desk.contact(.email, at: "10-06 13:59")
      _ = try await desk.contact(.office, at: "10-06 14:00", ticket: first.ticket)
      let contacts = try await desk.facts().contacts
      #expect(contacts.map(\.channel) == [.email, .office])
      #expect(contacts.map(\.topic) == [.certificates, .certificates])
      #expect(contacts.map(\.isMorning) == [true, false])
      #expect(Set(contacts.map(\.ticket)).count == 1)
    }
  }

  @Test func `a contact that was written down later is not in an earlier count`() async throws {
    try await MonthDesk.open { desk in
      _ = try await desk.contact(at: "10-30 09:00", recorded: "11-03 09:00")
      #expect(try await desk.facts(asOf: "11-02 06:00").contacts.isEmpty)
      #expect(try await desk.facts(asOf: "11-03 09:00").contacts.count == 1)
    }
  }

  @Test func `a call that was given up is a contact that nobody attended`() async throws {
    try await MonthDesk.open { desk in
      _ = try await desk.contact(.phone, .abandoned, at: "10-06 09:00")
      #expect(try await desk.facts().contacts.map(\.isAttended) == [false])
    }
  }

  @Test func `another council's contacts are its own`() async throws {
    try await MonthDesk.open { desk in
      let other = try await desk.desk.addOrganisation(MonthDesk.entry("portamar", "POR"))
      _ = try await desk.contact(at: "10-06 09:00", council: other)
      #expect(try await desk.facts().contacts.isEmpty)
    }
  }

  @Test func `a council's first month is that of its first contact or request`() async throws {
    try await MonthDesk.open { desk in
      let council = desk.council
      #expect(try await desk.desk.look { try $0.firstMonth(of: council) } == nil)
      _ = try await desk.contact(at: "11-01 00:00")
      #expect(try await desk.desk.look { try $0.firstMonth(of: council) }?.month == 11)
      _ = try await desk.book("11-02-morning", at: "10-30 09:00")
      #expect(try await desk.desk.look { try $0.firstMonth(of: council) }?.month == 10)
    }
  }
}

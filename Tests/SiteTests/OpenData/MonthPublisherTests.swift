import Basics
import Reporting
import Storage
import Testing
import Ticketing

@testable import Site

@Suite struct MonthPublisherTests {
  private func files(
    _ desk: PublishedDesk, _ month: String, _ version: Int?, at now: String
  ) async throws -> (publication: Publication, files: [(name: String, bytes: [UInt8])])? {
    try await desk.publisher.files(
      of: desk.organisation, month: PublishedDesk.month(month), version: version,
      at: PublishedDesk.moment(now)
    )
  }

  @Test func `a month that has ended is published once`() async throws {
    try await PublishedDesk.open { desk in
      let before = try await desk.publish("2026-09-30T23:59:59+02:00")
      let after = try await desk.publish("2026-10-01T00:00:00+02:00")
      let again = try await desk.publish("2026-10-01T00:00:01+02:00")
      #expect(before == [])
      #expect(after == ["2026-09 v1 P"])
      #expect(again == [])
    }
  }

  @Test func `missed months are made up for, oldest first`() async throws {
    try await PublishedDesk.open { desk in
      let published = try await desk.publish("2026-12-03T06:00:00+01:00")
      #expect(published == ["2026-09 v1 P", "2026-09 v2 A", "2026-10 v1 P", "2026-11 v1 P"])
    }
  }

  @Test func `late ratings make the definitive version differ and leave the first one`()
    async throws
  {
    try await PublishedDesk.open { desk in
      try await desk.publish("2026-10-01T06:00:00+02:00")
      let first = try await files(desk, "2026-09", 1, at: "2026-10-01T07:00:00+02:00")
      // Written down late, as the paper of an office is.
      let (council, staff) = (desk.council, desk.staff)
      var form = ContactForm()
      form.channel = "office"
      form.direction = "in"
      form.matter = "Paper"
      form.outcome = "pending"
      form.startedAt = "2026-09-20T10:00:00Z"
      form.endedAt = "2026-09-20T10:05:00Z"
      let late = try PublishedDesk.moment("2026-10-05T10:00:00Z")
      let entry = try ContactEntry(form, now: late)
      _ = try await desk.desk.record { try $0.log(entry, in: council, by: staff, at: late) }
      try await desk.publish("2026-12-01T06:00:00+01:00")
      let kept = try await files(desk, "2026-09", 1, at: "2026-12-01T07:00:00+01:00")
      let definitive = try await files(desk, "2026-09", nil, at: "2026-12-01T07:00:00+01:00")
      #expect(first?.files.map(\.bytes) == kept?.files.map(\.bytes))
      #expect(definitive?.publication.status == .definitive)
      #expect(definitive?.publication.version == 2)
      let table = String(decoding: definitive?.files.first?.bytes ?? [], as: UTF8.self)
      #expect(table.contains("2026-09,contacts_total,channel,office,1,,,n,A,F\r\n"))
    }
  }

  @Test func `a month counted again from its events gives the kept bytes`() async throws {
    try await PublishedDesk.open { desk in
      try await desk.contact(
        "2026-09-29T09:00:00+02:00", score: 4, ratedAt: "2026-09-29T10:00:00+02:00"
      )
      try await desk.publish("2026-10-01T06:00:00+02:00")
      try await desk.contact("2026-10-02T09:00:00+02:00", score: 1)
      try await desk.publish("2026-12-01T06:00:00+01:00")
      let organisation = try desk.organisation
      let catalogue = desk.publisher.catalogue
      let versions = try await desk.desk.look { try $0.publications(of: organisation.id) }
      #expect(versions.count == 4)
      for publication in versions {
        let (kept, again) = try await desk.desk.look { ledger in
          let report = try ledger.report(of: organisation, publication, catalogue)
          let kept = try MonthReport.fileNames.map {
            try ledger.publicationFile(
              $0, of: organisation.id, publication.month, version: publication.version
            )
          }
          return (kept, report.files.map { Optional($0.bytes) })
        }
        #expect(kept == again)
      }
    }
  }

  @Test func `the running month has a count that isn't kept`() async throws {
    try await PublishedDesk.open { desk in
      let running = try await files(desk, "2026-09", 0, at: "2026-09-20T00:00:00+02:00")
      #expect(running?.publication.version == 0)
      #expect(running?.publication.status == .provisional)
      let council = desk.council
      #expect(try await desk.desk.look { try $0.publications(of: council) }.isEmpty)
    }
  }

  @Test(arguments: [
    ("2026-10", 0, "a month to come"), ("2026-08", 0, "a month before the first activity"),
    ("2026-09", 1, "a version that isn't published"),
  ])
  func `there are no files of`(month: String, version: Int, _: String) async throws {
    try await PublishedDesk.open { desk in
      let found = try await files(desk, month, version, at: "2026-09-20T00:00:00+02:00")
      #expect(found == nil)
    }
  }

  @Test func `a published month has no running count any more`() async throws {
    try await PublishedDesk.open { desk in
      try await desk.publish("2026-10-01T06:00:00+02:00")
      #expect(try await files(desk, "2026-09", 0, at: "2026-10-01T07:00:00+02:00") == nil)
    }
  }
}

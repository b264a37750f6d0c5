import Basics
import Support
import Testing
import Ticketing

@testable import Storage

@Suite struct DirectoryTests {
  @Test func `a council is read back as it was written`() async throws {
    try await SampleDesk.open { sample in
      let puerto = try #require(sample.desk.directory.organisation("puerto"))
      #expect(puerto.id == sample.puerto)
      #expect(puerto.code == "PUE")
      #expect(puerto.languages == [.spanish, .english])
      #expect(puerto.callsAbroad)
      #expect(puerto.callsPerSlot == 2)
      #expect(puerto.zone.identifier == "Atlantic/Canary")
      #expect(puerto.hours.weekly == NamedCouncils.puerto.weekly)
      #expect(sample.desk.directory.organisations.map(\.slug) == ["puerto", "vilaclara"])
    }
  }

  @Test func `a slug or code is one council's`() async throws {
    try await SampleDesk.open { sample in
      var entry = NamedCouncils.puerto
      entry.code = "XXX"
      let sameSlug = entry
      await #expect(throws: StorageError.taken("puerto")) {
        try await sample.desk.addOrganisation(sameSlug)
      }
      entry = NamedCouncils.puerto
      entry.slug = "altre"
      let sameCode = entry
      await #expect(throws: StorageError.taken("PUE")) {
        try await sample.desk.addOrganisation(sameCode)
      }
    }
  }

  @Test func `a changed calendar counts at once`() async throws {
    try await SampleDesk.open { sample in
      let exception = OpeningHours.Exception(intervals: [], name: "Festa major")
      try await sample.desk.setException(exception, on: "2026-11-24", of: sample.vilaclara)
      await #expect(throws: TicketingError.invalid([Fault("window", "outside")])) {
        try await sample.book("2026-11-24-morning")
      }
      try await sample.desk.setException(nil, on: "2026-11-24", of: sample.vilaclara)
      _ = try await sample.book("2026-11-24-morning")
    }
  }

  @Test func `a shortened day is offered until 15`() async throws {
    try await SampleDesk.open { sample in
      let short = OpeningHours.Exception(
        intervals: OpenInterval.day("08:00-15:00") ?? [], name: "Vigília")
      try await sample.desk.setException(short, on: "2026-11-24", of: sample.vilaclara)
      let (vilaclara, now) = (sample.vilaclara, sample.now)
      let offered = try await sample.desk.look {
        try $0.offer(of: vilaclara, from: "2026-11-24", days: 1, at: now)
      }
      #expect(offered.prefix(2).map(\.free) == [12, 2])
      #expect(offered.last?.window.id(in: .madrid) == "2026-11-24-1430")
    }
  }

  @Test func `what another process changed is seen after a refresh`() async throws {
    try await SampleDesk.open { sample in
      let other = try await Desk(path: sample.path)
      defer { other.close() }
      let before = try await sample.desk.dataVersion()
      var entry = NamedCouncils.vilaclara
      (entry.slug, entry.code) = ("riudoms", "RIU")
      try await other.addOrganisation(entry)
      let after = try await sample.desk.dataVersion()
      #expect(after != before)
      #expect(sample.desk.directory.organisation("riudoms") == nil)
      try await sample.desk.refreshDirectory()
      #expect(sample.desk.directory.organisation("riudoms") != nil)
    }
  }

  @Test func `own changes leave the data version alone`() async throws {
    try await SampleDesk.open { sample in
      let before = try await sample.desk.dataVersion()
      _ = try await sample.book("2026-11-24-0900")
      let after = try await sample.desk.dataVersion()
      #expect(after == before)
    }
  }

  @Test func `procedures are added and changed by their code`() async throws {
    try await SampleDesk.open { sample in
      let before = sample.desk.directory.procedure("idcat", of: sample.vilaclara)
      try await sample.desk.setProcedures(
        [("idcat", [.catalan: "idCAT"], .folder), ("gual", [.catalan: "Gual"], .eprocedures)],
        of: sample.vilaclara
      )
      let after = sample.desk.directory.procedure("idcat", of: sample.vilaclara)
      #expect(after?.id == before?.id)
      #expect(after?.topic == .folder)
      #expect(
        sample.desk.directory.procedures(of: sample.vilaclara).map(\.code)
          == ["gual", "idcat", "padro-alta"])
      #expect(sample.desk.directory.procedures(of: sample.puerto).isEmpty)
    }
  }
}

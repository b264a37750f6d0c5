import Basics
import Storage
import Testing
import Ticketing

@testable import acompanya

@Suite struct DeskCommandsTests {
  private func withCouncil(_ body: (String) async throws -> Void) async throws {
    try await withFolder { folder in
      let code = await acompanya(
        "organisation", "add", "vilaclara", "--code", "VIL", "--name", "ca=Vilaclara", "--hours",
        "mon-fri 08:00-20:00", "--phone", "900 101 202", "--data", folder)
      #expect(code == .fine)
      try await body(folder)
    }
  }

  private func council(_ folder: String) async throws -> Organisation {
    let desk = try await DataDirectory(path: folder).openDesk()
    defer { desk.close() }
    return try #require(desk.directory.organisation("vilaclara"))
  }

  private func record(_ user: String, _ folder: String) async throws -> StaffRecord? {
    let desk = try await DataDirectory(path: folder).openDesk()
    defer { desk.close() }
    return try await desk.look { try $0.staffRecord(user: user) }
  }

  @Test func `a council is as it was described`() async throws {
    try await withCouncil { folder in
      let council = try await council(folder)
      #expect(council.code == "VIL" && council.names == [.catalan: "Vilaclara"])
      #expect(council.phone?.e164 == "+34900101202")
      #expect(council.hours.weekly.count == 5)
    }
  }

  @Test func `a change leaves what it doesn't name`() async throws {
    try await withCouncil { folder in
      await acompanya(
        "organisation", "change", "vilaclara", "--calls-per-slot", "7", "--data", folder)
      let council = try await council(folder)
      #expect(council.callsPerSlot == 7)
      #expect(council.phone?.e164 == "+34900101202" && council.hours.weekly.count == 5)
    }
  }

  @Test func `a date gets other hours and its usual ones back`() async throws {
    try await withCouncil { folder in
      let date = try #require(CivilDate("2026-12-24"))
      await acompanya(
        "organisation", "exception", "vilaclara", "2026-12-24", "08:00-15:00", "--data", folder)
      let hours = try await council(folder).hours.intervals(on: date)
      #expect(hours.map(\.description) == ["08:00-15:00"])
      await acompanya(
        "organisation", "exception", "vilaclara", "2026-12-24", "usual", "--data", folder)
      let exceptions = try await council(folder).hours.exceptions
      #expect(exceptions.isEmpty)
    }
  }

  @Test(arguments: [
    ["organisation", "add", "vilaclara"], ["organisation", "add", "api"],
    ["organisation", "add", "altra", "--code", "vil"],
    ["organisation", "add", "altra", "--time-zone", "Mars/Olympus"],
    ["organisation", "change", "prta", "--phone", "1"],
    ["organisation", "change", "vilaclara", "--phone", "12"],
    ["organisation", "change", "vilaclara", "--email", "nobody"],
    ["organisation", "change", "vilaclara", "--languages", "catalan"],
    ["organisation", "exception", "vilaclara", "2026-02-30", "closed"],
    ["organisation", "procedure", "vilaclara", "Padró"],
    ["report", "--month", "2026-13"], ["report", "--month", "2026-10", "--organisation", "prta"],
    ["staff", "add", "no body", "--generate"],
    ["staff", "add", "anna", "--role", "prta=agent", "--generate"],
    ["staff", "role", "nobody", "vilaclara", "agent"],
  ])
  func `what can't be is refused as used wrongly`(_ words: [String]) async throws {
    try await withCouncil { folder in
      #expect(await Main.run(words + ["--data", folder]) == .usage)
    }
  }

  @Test func `a procedure keeps its names when one is added`() async throws {
    try await withCouncil { folder in
      for name in ["ca=Alta al padró", "es=Alta en el padrón"] {
        await acompanya(
          "organisation", "procedure", "vilaclara", "padro", "--name", name, "--data", folder)
      }
      let desk = try await DataDirectory(path: folder).openDesk()
      defer { desk.close() }
      let id = try #require(desk.directory.organisation("vilaclara")).id
      let names = desk.directory.procedure("padro", of: id)?.names
      #expect(names?.count == 2)
    }
  }

  @Test func `somebody of the staff comes, changes and goes`() async throws {
    try await withCouncil { folder in
      await acompanya(
        "staff", "add", "anna", "--name", "Anna", "--role", "vilaclara=agent", "--generate",
        "--data", folder)
      let council = try await council(folder).id
      let added = try #require(try await record("anna", folder))
      #expect(added.staff.roles == [council: .agent] && added.passwordHash.hasPrefix("$y$"))
      await acompanya("staff", "role", "anna", "vilaclara", "none", "--data", folder)
      await acompanya("staff", "change", "anna", "--name", "Anna Puig", "--data", folder)
      await acompanya("staff", "disable", "anna", "--data", folder)
      let changed = try #require(try await record("anna", folder))
      #expect(changed.staff.roles.isEmpty && changed.staff.name == "Anna Puig")
      #expect(changed.disabledAt != nil)
      await acompanya("staff", "enable", "anna", "--data", folder)
      let enabled = try #require(try await record("anna", folder))
      #expect(enabled.disabledAt == nil)
    }
  }

  @Test func `a user name is only taken once, in any case of letters`() async throws {
    try await withCouncil { folder in
      await acompanya("staff", "add", "anna", "--generate", "--data", folder)
      #expect(await acompanya("staff", "add", "ANNA", "--generate", "--data", folder) == .usage)
    }
  }
}

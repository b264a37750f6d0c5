import Basics
import Foundation
import SQLite
import Storage
import Testing
import Ticketing

@testable import Demo

/// A desk in a directory of its own that goes with the test.
func withSampleDesk(
  _ sample: Sample, _ body: (Desk) async throws -> Void
) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: folder) }
  var options = Database.Options()
  options.durability = .none
  let desk = try await Desk(path: folder.appending(path: "desk.db").path, options: options)
  try await Demo.fill(desk, with: sample) { "hash of \($0)" }
  try await body(desk)
  desk.close()
}

@Suite struct DemoTests {
  /// Monday 23 November 2026, 10:00 in Madrid.
  static let monday = Moment(rfc3339: "2026-11-23T10:00:00+01:00") ?? Moment(milliseconds: 0)

  private func facts(
    _ desk: Desk, until now: Moment, asOf: Moment? = nil
  ) async throws -> [MonthFacts] {
    let councils = desk.directory.organisations
    return try await desk.look { ledger in
      try councils.flatMap { council in
        let last = council.zone.date(at: now).civilMonth
        return try (0...12).map {
          try ledger.facts(of: council.id, last.adding(months: -$0), asOf: asOf ?? now)
        }
      }
    }
  }

  @Test func `the same seed makes the same year`() async throws {
    let sample = Sample(seed: 7, contacts: 300, now: Self.monday)
    var years: [[MonthFacts]] = []
    for _ in 0..<2 {
      try await withSampleDesk(sample) { desk in
        years.append(try await facts(desk, until: Self.monday))
      }
    }
    #expect(years[0] == years[1])
  }

  @Test func `another seed makes another year`() async throws {
    var years: [[MonthFacts]] = []
    for seed in [1, 2] as [UInt64] {
      try await withSampleDesk(Sample(seed: seed, contacts: 300, now: Self.monday)) { desk in
        years.append(try await facts(desk, until: Self.monday))
      }
    }
    #expect(years[0] != years[1])
  }

  @Test func `a year looks like the figures that councils publish`() async throws {
    try await withSampleDesk(Sample(contacts: 3_000, now: Self.monday)) { desk in
      let months = try await facts(desk, until: Self.monday)
      let contacts = months.flatMap(\.contacts).filter(\.isAttended)
      let count = Double(contacts.count)
      #expect((2_850...3_150).contains(contacts.count))
      let mornings = Double(contacts.count { $0.isMorning }) / count
      #expect((0.72...0.86).contains(mornings))
      let calls = Double(contacts.count { $0.channel == .phone || $0.channel == .callme }) / count
      #expect((0.8...0.9).contains(calls))
      let due = months.flatMap(\.duePromises)
      let kept = Double(due.count { $0.isOnTime }) / Double(due.count)
      #expect((0.88...0.99).contains(kept))
      let scores = months.flatMap(\.ratings).map { Double($0.score) }
      #expect((4.25...4.55).contains(scores.reduce(0, +) / Double(scores.count)))
      let asked = Double(months.reduce(0) { $0 + $1.invitations })
      #expect((0.25...0.4).contains(Double(scores.count) / asked))
    }
  }

  @Test(arguments: [
    "2026-11-23T10:00:00+01:00", "2026-11-22T03:00:00+01:00", "2026-12-25T12:00:00+01:00",
    "2026-01-01T00:00:05+01:00", "2026-08-14T21:30:00+02:00",
  ])
  func `the list is alive at whatever hour`(_ text: String) async throws {
    let now = try #require(Moment(rfc3339: text))
    try await withSampleDesk(Sample(contacts: 100, now: now)) { desk in
      for council in desk.directory.organisations {
        let (live, open) = try await desk.look { ledger in
          (
            try ledger.livePromises(in: [council.id], limit: 100),
            try ledger.tickets(in: [council.id], open: true, before: nil, limit: 100)
          )
        }
        #expect(live.count >= 6)
        #expect(live.contains { $0.window.end > now })
        #expect(open.count >= 10)
      }
    }
  }

  @Test func `the books are in order`() async throws {
    try await withSampleDesk(Sample(contacts: 400, now: Self.monday)) { desk in
      let problems = try await desk.problems()
      #expect(problems == [])
    }
  }

  @Test func `nothing happens after now`() async throws {
    try await withSampleDesk(Sample(contacts: 400, now: Self.monday)) { desk in
      let months = try await facts(desk, until: Self.monday)
      let later = try await facts(
        desk, until: Self.monday, asOf: Self.monday + .seconds(86_400 * 8))
      #expect(months.flatMap(\.contacts).count == later.flatMap(\.contacts).count)
    }
  }

  @Test func `every login's user has a role and no password is shared`() {
    #expect(Set(Demo.logins.map(\.role)) == ["agent", "supervisor", "administrator"])
    #expect(Set(Demo.logins.map(\.password)).count == Demo.logins.count)
  }
}

@Suite struct HolidaysTests {
  @Test(arguments: [
    (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"),
    (2027, "2027-03-28"), (2038, "2038-04-25"),
  ])
  func `Easter falls where the church has it`(_ year: Int, _ date: String) {
    #expect(Holidays.easter(year)?.description == date)
  }

  @Test func `a shortened day is never on a weekend`() {
    for year in 2024...2031 {
      let short = Holidays.exceptions(year, of: .vilaclara).filter {
        !($0.exception?.intervals.isEmpty ?? true)
      }
      #expect(short.allSatisfy { $0.date.weekday <= .friday })
    }
  }
}

@Suite struct SamplePeopleTests {
  @Test func `invented numbers have the check characters that belong to them`() {
    var random = SeededGenerator(seed: 3)
    let people = SamplePeople(count: 500, &random)
    for form in people.forms where !form.nif.isEmpty {
      let kind = IdentityDocument(typed: form.nif)?.kind
      #expect(kind != nil && kind != .passport)
    }
  }

  @Test func `nobody's address could belong to somebody`() {
    var random = SeededGenerator(seed: 3)
    let people = SamplePeople(count: 500, &random)
    for form in people.forms where !form.email.isEmpty {
      #expect(EmailAddress(typed: form.email) != nil && form.email.hasSuffix(".example"))
    }
  }
}

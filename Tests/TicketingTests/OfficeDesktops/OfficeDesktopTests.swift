import Basics
import Support
import Testing

@testable import Ticketing

@Suite struct OfficeDesktopTests {
  private static let council = Identifier<Organisation>(1)
  private static let anna = Staff(
    id: Identifier(1), user: "anna", name: "Anna", roles: [council: .agent])
  /// A Monday, in the middle of the morning and late in the evening.
  private static let morning = Moment("2026-11-23T10:00:00+01:00")
  private static let evening = Moment("2026-11-23T22:00:00+01:00")

  private func desktop(
    seen: Moment? = nil, revoked: Moment? = nil, week: String = "mon-fri 08:00-20:00"
  ) throws -> OfficeDesktop {
    OfficeDesktop(
      id: Identifier(9), organisation: Self.council, owner: Self.anna.id, name: "PC 14",
      hours: OpeningHours(
        zone: try Zone(identifier: "Europe/Madrid"), weekly: try WeekText.read([week])),
      registeredAt: Moment(seconds: 0), seenAt: seen, revokedAt: revoked)
  }

  @Test func `a machine that has never called says so`() throws {
    let state = try desktop().state(at: Self.morning, calledAt: nil, isInUse: false)
    #expect(state == .neverSeen)
  }

  @Test(arguments: [
    (Int64(0), OfficeDesktop.State.online), (19, .online), (20, .off), (86_400, .off),
  ])
  func `a machine is there while it calls`(seconds: Int64, state: OfficeDesktop.State) throws {
    let called = Self.morning - .seconds(seconds)
    let now = try desktop(seen: called).state(
      at: Self.morning, calledAt: called, isInUse: false)
    #expect(now == state)
  }

  @Test func `what keeps its owner out comes first`() throws {
    let opens = Moment("2026-11-24T08:00:00+01:00")
    let (called, evening) = (Self.evening, Self.evening)
    #expect(
      try desktop().state(at: evening, calledAt: called, isInUse: false)
        == .closed(opens: opens))
    #expect(try desktop().state(at: evening, calledAt: called, isInUse: true) == .inUse)
    #expect(
      try desktop(revoked: Self.morning).state(at: evening, calledAt: called, isInUse: true)
        == .revoked)
  }

  @Test func `its owner is let in until the hours end`() throws {
    let until = try desktop().admit(Self.anna, when: .online, at: Self.morning)
    #expect(until == Moment("2026-11-23T20:00:00+01:00"))
  }

  @Test func `nobody is let in for longer than a day's work`() throws {
    let desktop = try desktop(week: "mon-sun 00:00-24:00")
    let until = try desktop.admit(Self.anna, when: .online, at: Self.morning)
    #expect(until == Self.morning + OfficeDesktop.longest)
  }

  @Test(arguments: [
    (OfficeDesktop.State.neverSeen, TicketingError.desktopOff), (.off, .desktopOff),
    (.inUse, .desktopInUse), (.closed(opens: nil), .desktopClosed), (.revoked, .notFound),
  ])
  func `its owner hears why not`(state: OfficeDesktop.State, error: TicketingError) throws {
    #expect(throws: error) {
      try desktop().admit(Self.anna, when: state, at: Self.morning)
    }
  }

  @Test(arguments: Role.allCases)
  func `nobody else is let in, whatever their role`(role: Role) throws {
    let other = Staff(
      id: Identifier(2), user: "o", name: "O", roles: [Self.council: role])
    #expect(throws: TicketingError.notFound) {
      try desktop().admit(other, when: .online, at: Self.morning)
    }
  }

  @Test func `who no longer works for the council is not let in`() throws {
    let gone = Staff(id: Self.anna.id, user: "anna", name: "Anna", roles: [:])
    #expect(throws: TicketingError.notFound) {
      try desktop().admit(gone, when: .online, at: Self.morning)
    }
  }
}

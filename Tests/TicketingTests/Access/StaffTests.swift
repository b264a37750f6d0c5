import Testing
import Ticketing

@Suite struct StaffTests {
  let vilaclara = Identifier<Organisation>(1)
  let puerto = Identifier<Organisation>(2)

  private func person(_ role: Role) -> Staff {
    Staff(id: Identifier(7), user: "maria", name: "Maria Soler", roles: [vilaclara: role])
  }

  @Test(arguments: [
    (Role.agent, [Permission.answer]), (.supervisor, [.answer, .supervise]),
    (.administrator, [.answer, .supervise, .administer]),
  ])
  func `a role may what lesser roles may, and more`(role: Role, permitted: [Permission]) {
    let allowed = Permission.allCases.filter { person(role).may($0, in: vilaclara) }
    #expect(allowed == permitted)
  }

  @Test(arguments: Role.allCases, Permission.allCases)
  func `a role in one council is none in another`(role: Role, permission: Permission) {
    #expect(!person(role).may(permission, in: puerto))
    #expect(throws: TicketingError.notFound) {
      try person(role).mustBeAble(to: permission, in: puerto)
    }
  }

  @Test func `the councils served are listed in a stable order`() {
    let staff = Staff(
      id: Identifier(7), user: "rosa", name: "Rosa Pla",
      roles: [puerto: .agent, vilaclara: .supervisor]
    )
    #expect(staff.organisations(allowing: .answer) == [vilaclara, puerto])
    #expect(staff.organisations(allowing: .supervise) == [vilaclara])
  }
}

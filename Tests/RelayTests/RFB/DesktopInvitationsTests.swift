import Basics
import Testing

@testable import Relay

@Suite struct DesktopInvitationsTests {
  private let now = Moment(seconds: 1_800_000_000)

  @Test func `the first computer is the session's, the second another, and there is no third`() {
    var invitations = DesktopInvitations()
    let id = invitations.invite("s", at: now).id
    #expect(invitations.arrive(id, at: now) == .init(session: "s", isAnother: false))
    #expect(invitations.arrive(id, at: now) == .init(session: "s", isAnother: true))
    #expect(invitations.arrive(id, at: now) == nil)
  }

  @Test func `an id is nothing after its time`() {
    var invitations = DesktopInvitations()
    let (id, until) = invitations.invite("s", at: now)
    #expect(until == now + .seconds(600))
    #expect(invitations.arrive(id, at: until) == nil)
  }

  @Test func `a new id takes the place of the session's old one, and of no other's`() {
    var invitations = DesktopInvitations()
    let old = invitations.invite("s", at: now).id
    let other = invitations.invite("t", at: now).id
    let new = invitations.invite("s", at: now).id
    #expect(invitations.arrive(old, at: now) == nil)
    #expect(invitations.arrive(other, at: now)?.session == "t")
    #expect(invitations.arrive(new, at: now)?.session == "s")
  }

  @Test func `an id has twelve digits and no zero in front`() {
    var invitations = DesktopInvitations()
    for _ in 0..<50 {
      let id = invitations.invite("s", at: now).id
      #expect(id.count == 12 && !id.hasPrefix("0") && id.allSatisfy(\.isNumber))
    }
  }

  @Test func `the end of a session forgets its id`() {
    var invitations = DesktopInvitations()
    let id = invitations.invite("s", at: now).id
    invitations.forget("s")
    #expect(invitations.arrive(id, at: now) == nil && invitations.count == 0)
  }
}

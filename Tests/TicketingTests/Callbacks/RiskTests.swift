import Basics
import Support
import Testing
import Ticketing

@Suite struct RiskTests {
  private func promise(attempts: [Attempt] = [], notBefore: Moment? = nil) -> Promise {
    Promise(
      id: Identifier(1), organisation: Identifier(1), ticket: Identifier(1),
      reference: Reference(code: "VIL", year: 2026, number: 1), token: "t",
      citizen: Citizen(name: "Anna", phone: nil), language: .catalan, matter: "other",
      procedure: nil, madeAt: "2026-11-20T10:00:00+01:00",
      window: Window(
        kind: .morning, start: "2026-11-23T08:00:00+01:00", end: "2026-11-23T14:00:00+01:00"),
      attempts: attempts, notBefore: notBefore
    )
  }

  @Test(
    arguments: [
      ("2026-11-23T07:59:59+01:00", Risk.later), ("2026-11-23T08:00:00+01:00", .due),
      ("2026-11-23T13:29:59+01:00", .due), ("2026-11-23T13:30:00+01:00", .soon),
      ("2026-11-23T13:59:59+01:00", .soon), ("2026-11-23T14:00:00+01:00", .late),
      ("2026-11-24T09:00:00+01:00", .late),
    ] as [(Moment, Risk)])
  func `a promise turns red before it is broken`(moment: Moment, risk: Risk) {
    #expect(Risk(of: promise(), at: moment) == risk)
  }

  @Test func `a call within the window kept it, so that the next try is never late`() {
    let call = Attempt(at: "2026-11-23T13:50:00+01:00", by: Identifier(1), result: .noAnswer)
    let tried = promise(attempts: [call], notBefore: "2026-11-23T14:10:00+01:00")
    #expect(Risk(of: tried, at: "2026-11-23T14:05:00+01:00") == .later)
    #expect(Risk(of: tried, at: "2026-11-23T15:00:00+01:00") == .due)
  }

  @Test func `a call after the window didn't keep it`() {
    let call = Attempt(at: "2026-11-23T14:00:00+01:00", by: Identifier(1), result: .noAnswer)
    #expect(Risk(of: promise(attempts: [call]), at: "2026-11-23T15:00:00+01:00") == .late)
  }
}

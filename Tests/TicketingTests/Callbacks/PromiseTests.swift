import Basics
import Support
import Testing
import Ticketing

@Suite struct PromiseTests {
  private let maria = Identifier<Staff>(1)
  private let joan = Identifier<Staff>(2)
  private let ten: Moment = "2026-11-23T10:00:00+01:00"
  private let hours = NamedCouncils.council().hours

  private func promise(_ state: Promise.State = .waiting) -> Promise {
    Promise(
      id: Identifier(1), organisation: Identifier(1), ticket: Identifier(1),
      reference: Reference(code: "VIL", year: 2026, number: 1), token: "t",
      citizen: Citizen(name: "Anna", phone: Telephone(stored: "+34612345678")),
      language: .catalan, matter: "other", procedure: nil, madeAt: "2026-11-20T10:00:00+01:00",
      window: window("2026-11-23T08:00:00+01:00", hours: 6), state: state
    )
  }

  private func window(_ start: Moment, hours: Int) -> Window {
    Window(kind: .morning, start: start, end: start + .seconds(hours * 3600))
  }

  @Test func `a claim keeps other agents away for half an hour`() throws {
    var promise = promise()
    try promise.claim(by: maria, at: ten)
    #expect(throws: TicketingError.alreadyClaimed) {
      try promise.claim(by: joan, at: ten + .seconds(1799))
    }
    try promise.claim(by: joan, at: ten + .seconds(1800))
    #expect(promise.claim == Promise.Claim(by: joan, at: ten + .seconds(1800)))
  }

  @Test func `claiming again changes nothing`() throws {
    var promise = promise()
    try promise.claim(by: maria, at: ten)
    let claimed = promise
    try promise.claim(by: maria, at: ten + .seconds(60))
    #expect(promise == claimed)
  }

  @Test func `only the holder gives a promise back`() throws {
    var promise = promise()
    try promise.claim(by: maria, at: ten)
    #expect(throws: TicketingError.alreadyClaimed) { try promise.release(by: joan) }
    try promise.release(by: maria)
    #expect(promise.state == .waiting)
    #expect(promise.claim == nil)
  }

  @Test func `giving back what nobody holds is fine`() throws {
    var promise = promise()
    try promise.release(by: maria)
    #expect(promise.state == .waiting)
  }

  @Test func `reaching the citizen keeps the promise`() throws {
    var promise = promise()
    try promise.attempt(.reached, by: maria, at: ten, hours: hours)
    #expect(promise.state == .reached)
    #expect(promise.claim == nil)
    #expect(promise.attempts == [Attempt(at: ten, by: maria, result: .reached)])
  }

  @Test(arguments: [Attempt.Result.noAnswer, .busy, .voicemail])
  func `three calls in vain end the promise`(result: Attempt.Result) throws {
    var promise = promise()
    try promise.attempt(result, by: maria, at: ten, hours: hours)
    try promise.attempt(result, by: joan, at: ten + .seconds(1200), hours: hours)
    #expect(promise.state == .waiting)
    try promise.attempt(result, by: maria, at: ten + .seconds(2400), hours: hours)
    #expect(promise.state == .unreached)
    #expect(promise.attempts.count == 3)
  }

  @Test func `a wrong number ends the promise at once`() throws {
    var promise = promise()
    try promise.attempt(.wrongNumber, by: maria, at: ten, hours: hours)
    #expect(promise.state == .unreached)
  }

  @Test(
    arguments: [
      ("2026-11-23T10:00:00+01:00", "2026-11-23T10:20:00+01:00"),
      ("2026-11-23T19:50:00+01:00", "2026-11-24T08:00:00+01:00"),
      ("2026-11-27T19:50:00+01:00", "2026-11-30T08:00:00+01:00"),
    ] as [(Moment, Moment)])
  func `the next call comes after a pause, in opening time`(at: Moment, next: Moment) throws {
    var promise = promise()
    try promise.attempt(.noAnswer, by: maria, at: at, hours: hours)
    #expect(promise.notBefore == next)
  }

  @Test func `a call is refused while another agent holds the promise`() throws {
    var promise = promise()
    try promise.claim(by: maria, at: ten)
    #expect(throws: TicketingError.alreadyClaimed) {
      try promise.attempt(.reached, by: joan, at: ten + .seconds(60), hours: hours)
    }
    #expect(promise.attempts.isEmpty)
  }

  @Test(arguments: [Promise.State.reached, .unreached, .cancelled])
  func `an ended promise changes no more`(state: Promise.State) {
    let ended = promise(state)
    var promise = ended
    let other = window("2026-11-24T08:00:00+01:00", hours: 6)
    #expect(throws: TicketingError.promiseEnded) { try promise.claim(by: maria, at: ten) }
    #expect(throws: TicketingError.promiseEnded) { try promise.release(by: maria) }
    #expect(throws: TicketingError.promiseEnded) { try promise.move(to: other, at: ten) }
    #expect(throws: TicketingError.promiseEnded) {
      try promise.attempt(.reached, by: maria, at: ten, hours: hours)
    }
    #expect(promise == ended)
  }

  @Test func `a promise that was kept can't be called off`() {
    var promise = promise(.reached)
    #expect(throws: TicketingError.promiseEnded) { try promise.cancel() }
  }

  @Test func `calling off twice is as good as once`() throws {
    var promise = promise()
    try promise.cancel()
    let cancelled = promise
    try promise.cancel()
    #expect(promise == cancelled)
    #expect(promise.state == .cancelled)
    #expect(promise.sequence == 1)
  }

  @Test func `calling off ends the agent's claim`() throws {
    var promise = promise()
    try promise.claim(by: maria, at: ten)
    try promise.cancel()
    #expect(promise.claim == nil)
  }

  @Test func `moving changes the window, the next call and the sequence`() throws {
    var promise = promise()
    let other = window("2026-11-24T08:00:00+01:00", hours: 6)
    try promise.move(to: other, at: ten)
    #expect(promise.window == other)
    #expect(promise.notBefore == other.start)
    #expect(promise.sequence == 1)
  }

  @Test func `moving to the same window changes nothing`() throws {
    var promise = promise()
    let before = promise
    try promise.move(to: promise.window, at: ten)
    #expect(promise == before)
  }

  @Test func `a promise doesn't move while an agent calls`() throws {
    var promise = promise()
    try promise.claim(by: maria, at: ten)
    let other = window("2026-11-24T08:00:00+01:00", hours: 6)
    #expect(throws: TicketingError.beingCalled) {
      try promise.move(to: other, at: ten + .seconds(1799))
    }
  }

  @Test func `a claim that nobody used doesn't hold the citizen for ever`() throws {
    var promise = promise()
    try promise.claim(by: maria, at: ten)
    let other = window("2026-11-24T08:00:00+01:00", hours: 6)
    try promise.move(to: other, at: ten + .seconds(1800))
    #expect(promise.state == .waiting)
    #expect(promise.claim == nil)
    #expect(promise.window == other)
  }
}

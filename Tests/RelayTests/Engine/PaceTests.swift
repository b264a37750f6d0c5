import Testing

@testable import Relay

@Suite struct PaceTests {
  @Test func `a burst is let through and then one message for each share of a second`() {
    var pace = Pace(perSecond: 2, seconds: 2, at: 0)
    let burst = (0..<5).map { _ in pace.admit(at: 0) }
    #expect(burst == [true, true, true, true, false])
    #expect(pace.admit(at: 500_000_000) == true)
    #expect(pace.admit(at: 500_000_000) == false)
  }
}

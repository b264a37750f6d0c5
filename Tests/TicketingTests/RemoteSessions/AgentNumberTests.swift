import Basics
import Support
import Testing

@testable import Ticketing

@Suite struct AgentNumberTests {
  private let key = [UInt8](repeating: 7, count: 32)
  private let morning: Moment = "2026-11-23T08:00:00+01:00"
  private let anna = Identifier<Staff>(1)

  @Test func `a number lasts for a working day and is another the next`() {
    let number = AgentNumber(of: anna, at: morning, key: key)
    #expect(number == AgentNumber(of: anna, at: morning + .seconds(12 * 3_600), key: key))
    #expect(number != AgentNumber(of: anna, at: morning + .seconds(86_400), key: key))
    #expect(number != AgentNumber(of: Identifier(2), at: morning, key: key))
    #expect(number != AgentNumber(of: anna, at: morning, key: [1]))
  }

  @Test(arguments: ["482913", "482 913", " 482-913 "])
  func `six digits are a number, however they are written`(typed: String) {
    #expect(AgentNumber(typed)?.spoken == "482 913")
  }

  @Test(arguments: ["", "48291", "4829130", "48291x"])
  func `anything else is none`(typed: String) {
    #expect(AgentNumber(typed) == nil)
  }
}

import Testing
import Wire

@testable import Relay

@Suite struct PlacementTests {
  @Test func `rooms go to the loop with the fewest`() throws {
    let group = try EventLoopGroup(count: 2)
    defer { group.shutdown() }
    var placement = Placement()
    #expect(placement.choose() == nil)
    for loop in group.loops + group.loops { placement.meet(loop) }
    let first = placement.choose()
    let second = placement.choose()
    #expect(first !== second)
    placement.release(second)
    #expect(placement.choose() === second)
  }
}

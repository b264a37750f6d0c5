import Testing

@testable import Relay

@Suite struct FrameHeadTests {
  private let bytes: [UInt8] =
    [3, 0, 1, 255, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 9]
    + [UInt8](repeating: 7, count: 16)

  @Test func `a head is read in network order`() throws {
    let head = try #require(FrameHead(bytes))
    #expect(head.kind == .delta && head.from == 1 && head.to == FrameHead.everybody)
    #expect(head.epoch == 258 && head.sequence == 513)
  }

  @Test func `a body shorter than its tag is no message`() {
    #expect(FrameHead(Array(bytes.dropLast())) == nil)
  }

  @Test(arguments: [(0, 0), (0, 5), (0, 200), (1, 1)])
  func `an unknown kind or flag is no message`(place: Int, value: UInt8) {
    var bytes = bytes
    bytes[place] = value
    #expect(FrameHead(bytes) == nil)
  }
}

import Testing

@testable import HTTP

@Suite struct ByteRangeTests {
  @Test(arguments: [
    ("bytes=0-499", ByteRange.part(0..<500)), ("bytes=500-", .part(500..<1_000)),
    ("bytes=-500", .part(500..<1_000)), ("bytes=-5000", .part(0..<1_000)),
    ("bytes=999-5000", .part(999..<1_000)), ("Bytes= 0-0", .part(0..<1)),
    ("bytes=1000-", .unsatisfiable), ("bytes=-0", .unsatisfiable),
    ("bytes=2000-3000", .unsatisfiable),
    ("bytes=0-1,5-6", .whole), ("bytes=5-2", .whole), ("bytes=a-b", .whole), ("bytes=-", .whole),
    ("bytes=+1-2", .whole), ("lines=0-1", .whole), ("", .whole),
    ("bytes=0-99999999999999999999", .whole),
  ])
  func `a range of a thousand bytes`(field: String, wanted: ByteRange) {
    #expect(ByteRange(field, of: 1_000) == wanted)
  }

  @Test(arguments: ["bytes=0-", "bytes=-1", "bytes=0-0"])
  func `nothing has no range`(field: String) {
    #expect(ByteRange(field, of: 0) == .unsatisfiable)
  }
}

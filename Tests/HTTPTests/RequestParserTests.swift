import Testing

@testable import HTTP

@Suite struct RequestParserTests {
  /// A small generator of its own, so that a failure can be repeated by its seed.
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  @Test(arguments: UInt64(1)...64)
  func `random bytes are refused or waited for, however they are cut`(seed: UInt64) {
    var random = Random(state: seed)
    for _ in 0..<50 {
      let bytes = (0..<Int.random(in: 1...200, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let whole = Transcript.of(bytes, cutEvery: bytes.count)
      #expect(Transcript.of(bytes, cutEvery: 1).outcome == whole.outcome)
    }
  }

  @Test(arguments: UInt64(1)...64)
  func `a request with changed bytes ends the same, however it is cut`(seed: UInt64) {
    var random = Random(state: seed)
    for entry in Corpus.accepted {
      var bytes = entry.bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let odd: [UInt8] = [0x00, 0x09, 0x0a, 0x0d, 0x20, 0x2c, 0x3a, 0x3b, 0x25, 0x30, 0xff]
        bytes[at] = odd.randomElement(using: &random) ?? 0
      }
      let whole = Transcript.of(bytes, cutEvery: bytes.count)
      let size = Int.random(in: 1...9, using: &random)
      #expect(Transcript.of(bytes, cutEvery: size).outcome == whole.outcome)
    }
  }

  @Test(arguments: [
    ("/", []), ("/a", ["a"]), ("/a/", ["a", ""]), ("//", ["", ""]),
    ("/c%C3%B2pia%20nova", ["còpia nova"]), ("/a%2eb/..c", ["a.b", "..c"]), ("/a?b/c", ["a"]),
  ])
  func `a path falls into decoded segments`(target: String, segments: [String]) throws {
    #expect(try head("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n").segments == segments)
  }

  @Test func `a head keeps its fields in order`() throws {
    let head = try head("GET / HTTP/1.1\r\nHost: a\r\nB: 1\r\nA: 2\r\nb: 3\r\n\r\n")
    #expect(head.fields.map(\.name) == ["Host", "B", "A", "b"])
    #expect(head.fields.values(of: "B") == ["1", "3"])
  }

  @Test func `the limits are what the caller says`() {
    var limits = Limits()
    limits.requestLineBytesMax = 16
    let bytes = Array("GET / HTTP/1.1\r\n".utf8)
    var parser = RequestParser(limits: limits)
    guard case .incomplete = parser.parse(bytes.span) else {
      Issue.record("sixteen bytes are allowed")
      return
    }
    limits.requestLineBytesMax = 15
    parser = RequestParser(limits: limits)
    guard case .refused(.targetTooLong) = parser.parse(bytes.span) else {
      Issue.record("sixteen bytes are one too many")
      return
    }
  }

  private func head(_ text: String) throws -> RequestHead {
    var parser = RequestParser(limits: Limits())
    let bytes = Array(text.utf8)
    guard case .complete(let head, bytes.count) = parser.parse(bytes.span) else {
      throw Refusal.malformed
    }
    return head
  }
}

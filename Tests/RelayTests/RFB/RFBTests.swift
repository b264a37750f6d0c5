import Testing

@testable import Relay

@Suite struct RepeaterHelloTests {
  private func hello(_ text: String) -> [UInt8] {
    Array(text.utf8) + [UInt8](repeating: 0, count: 250 - text.utf8.count)
  }

  @Test func `a hello in 250 pieces is the same as in one`() {
    var parser = RepeaterHello()
    for byte in hello("ID:Office-7").dropLast() { #expect(parser.take([byte]) == .incomplete) }
    #expect(parser.take([0]) == .complete(id: "office-7", rest: []))
  }

  @Test func `what follows the hello is kept`() {
    var parser = RepeaterHello()
    let bytes = hello("ID:1234") + Array("RFB 003.008\n".utf8)
    #expect(parser.take(bytes) == .complete(id: "1234", rest: Array("RFB 003.008\n".utf8)))
  }

  @Test(arguments: ["RFB 003.008\n", "GET / HTTP", "id:1234", "I", "IDX"])
  func `anything but ID and a colon is refused at its first wrong byte`(text: String) {
    var parser = RepeaterHello()
    let result = parser.take(Array(text.utf8))
    #expect(result == (text == "I" ? .incomplete : .refused))
  }

  @Test(arguments: ["", "a b", "ä", "a/b", "99", "099", "0", "../x"])
  func `an id of other letters, or a number below 100, is refused`(id: String) {
    var parser = RepeaterHello()
    #expect(parser.take(hello("ID:" + id)) == .refused)
  }

  @Test func `bytes behind the id's end are refused`() {
    var bytes = hello("ID:1234")
    bytes[200] = 1
    var parser = RepeaterHello()
    #expect(parser.take(bytes) == .refused)
  }
}

extension RFBFilter {
  /// What passes of a viewer's bytes.
  fileprivate mutating func passed(_ bytes: [UInt8], mayAct: Bool) throws -> [UInt8] {
    var bytes = bytes
    try passFromViewer(&bytes, mayAct: mayAct)
    return bytes
  }
}

@Suite struct RFBFilterTests {
  private static let line = Array("RFB 003.008\n".utf8)

  /// A filter at the viewer's first message.
  private func ready() throws -> RFBFilter {
    let version = try #require(RFBVersion(Self.line))
    var filter = RFBFilter(server: version)
    #expect(try filter.passed(Self.line, mayAct: false) == Self.line)
    #expect(try filter.passFromServer([1, 1]) == [1, 1])
    #expect(try filter.passed([1], mayAct: false) == [1])
    #expect(try filter.passed([0], mayAct: false) == [1])
    return filter
  }

  /// One of each, and whether looking passes it.
  private static let messages: [(bytes: [UInt8], looks: Bool)] = [
    ([0] + [UInt8](repeating: 1, count: 19), true),
    ([2, 0, 0, 2] + [UInt8](repeating: 1, count: 8), true),
    ([3] + [UInt8](repeating: 1, count: 9), true),
    ([150] + [UInt8](repeating: 1, count: 9), true),
    ([248, 0, 0, 0, 0, 0, 0, 1, 3, 9, 9, 9], true),
    ([4, 1, 0, 0, 0, 0, 0, 65], false),
    ([5, 1, 0, 1, 0, 1], false),
    ([5, 0x81, 0, 1, 0, 1, 1], false),
    ([6, 0, 0, 0, 0, 0, 0, 2, 104, 105], false),
    ([6, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFC, 1, 2, 3, 4], false),
    ([250, 0, 1, 2], false),
    ([251, 0, 1, 1, 1, 1, 1, 0] + [UInt8](repeating: 1, count: 16), false),
    ([255, 0] + [UInt8](repeating: 1, count: 10), false),
  ]

  @Test(arguments: messages)
  func `looking passes what asks for pictures and drops what acts`(
    bytes: [UInt8], looks: Bool
  ) throws {
    var filter = try ready()
    #expect(try filter.passed(bytes, mayAct: false) == (looks ? bytes : []))
    #expect(try filter.passed(bytes, mayAct: true) == bytes)
  }

  @Test func `messages cut at every place come out the same`() throws {
    let all = Self.messages.flatMap(\.bytes)
    let expected = Self.messages.filter(\.looks).flatMap(\.bytes)
    for cut in 1..<all.count {
      var filter = try ready()
      var passed = try filter.passed(Array(all[..<cut]), mayAct: false)
      passed += try filter.passed(Array(all[cut...]), mayAct: false)
      #expect(passed == expected)
    }
  }

  @Test(arguments: [1, 7, 8, 100, 249, 252, 254] as [UInt8])
  func `an unknown type ends it`(type: UInt8) throws {
    var filter = try ready()
    #expect(throws: RelayError.notRFB) { try filter.passed([type, 0], mayAct: true) }
  }

  @Test func `a clipboard of a gigabyte ends it at its announcement`() throws {
    var filter = try ready()
    let bytes: [UInt8] = [6, 0, 0, 0, 0x40, 0, 0, 0]
    #expect(throws: RelayError.notRFB) { try filter.passed(bytes, mayAct: true) }
  }

  @Test func `security types other than None and VNC authentication are taken out`() throws {
    let version = try #require(RFBVersion(Self.line))
    var filter = RFBFilter(server: version)
    _ = try filter.passed(Self.line, mayAct: false)
    #expect(try filter.passFromServer([4, 19, 2]).isEmpty)
    #expect(try filter.passFromServer([16, 1, 5]) == [2, 2, 1, 5])
    #expect(throws: RelayError.notRFB) { try filter.passed([19], mayAct: false) }
  }

  @Test func `a server with none of them is not shown`() throws {
    let version = try #require(RFBVersion(Self.line))
    var filter = RFBFilter(server: version)
    _ = try filter.passed(Self.line, mayAct: false)
    #expect(throws: RelayError.notRFB) { try filter.passFromServer([2, 19, 16]) }
  }

  @Test func `version 3 point 3 lets the server decide`() throws {
    let line = Array("RFB 003.003\n".utf8)
    let version = try #require(RFBVersion(line))
    var filter = RFBFilter(server: version)
    _ = try filter.passed(line, mayAct: false)
    #expect(try filter.passFromServer([0, 0, 0, 2, 9]) == [0, 0, 0, 2, 9])
    let response = [UInt8](repeating: 5, count: 16)
    #expect(try filter.passed(response + [0], mayAct: false) == response + [1])
  }

  @Test func `what is pressed when control ends is let go`() throws {
    var filter = try ready()
    let keys: [UInt8] = [4, 1, 0, 0, 0, 0, 0, 65, 4, 1, 0, 0, 0, 0, 0xFF, 0xE1]
    let up: [UInt8] = [4, 0, 0, 0, 0, 0, 0, 65]
    _ = try filter.passed(keys + up + [5, 1, 0, 3, 0, 4], mayAct: true)
    #expect(filter.letGo() == [4, 0, 0, 0, 0, 0, 0xFF, 0xE1, 5, 0, 0, 3, 0, 4])
    #expect(filter.letGo().isEmpty)
  }

  @Test(arguments: [
    ("RFB 003.003\n", 3), ("RFB 003.006\n", 3), ("RFB 003.007\n", 7), ("RFB 003.008\n", 8),
    ("RFB 003.016\n", 8),
  ])
  func `a version is spoken to by its rules`(line: String, minor: Int) {
    #expect(RFBVersion(Array(line.utf8))?.minor == minor)
  }

  @Test(arguments: ["RFB 004.001\n", "RFB 003.00x\n", "RFB 003.008 ", "SSH-2.0-Open"])
  func `another line is no version`(line: String) {
    #expect(RFBVersion(Array(line.utf8)) == nil)
  }
}

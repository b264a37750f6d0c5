import Testing

@testable import WebSockets

@Suite struct UTF8Validators {
  @Test(arguments: [
    "", "a", "ñ", "€", "😀", "κόσμε", "\u{D7FF}\u{E000}\u{FFFF}\u{10FFFF}",
    "a long run of ASCII and then ñ and again a long run of ASCII €",
  ])
  func `UTF-8 is accepted, however it is cut`(text: String) {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      #expect(judge([Array(bytes[..<cut]), Array(bytes[cut...])]) == .complete)
    }
  }

  @Test(
    arguments: [
      ([0x80], 1), ([0xBF], 1), ([0xC0], 1), ([0xC1], 1), ([0xF5], 1), ([0xFF], 1),
      ([0xC3, 0x28], 2), ([0xE0, 0x9F], 2), ([0xED, 0xA0], 2), ([0xF0, 0x8F], 2),
      ([0xF4, 0x90], 2),
      ([0xE2, 0x82, 0x28], 3), ([0xF0, 0x9F, 0x98, 0xC0], 4), ([0x61, 0xE1, 0x61], 3),
    ] as [([UInt8], Int)])
  func `what can't become UTF-8 is refused at its first wrong byte`(bytes: [UInt8], count: Int) {
    #expect(judge([Array(bytes.prefix(count - 1))]) != .refused)
    #expect(judge([Array(bytes.prefix(count - 1)), [bytes[count - 1]]]) == .refused)
  }

  @Test(arguments: [[0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98]] as [[UInt8]])
  func `half a character isn't complete`(bytes: [UInt8]) {
    #expect(judge([bytes]) == .unfinished)
  }

  @Test func `every pair of bytes is judged as the standard library does`() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let bytes = [first, second]
        let isText = String(validating: bytes, as: UTF8.self) != nil
        #expect((judge([bytes]) == .complete) == isText)
      }
    }
  }

  enum Verdict {
    case complete, unfinished, refused
  }

  private func judge(_ pieces: [[UInt8]]) -> Verdict {
    var validator = UTF8Validator()
    for piece in pieces where !validator.accept(piece.span, from: 0) { return .refused }
    return validator.isComplete ? .complete : .unfinished
  }
}

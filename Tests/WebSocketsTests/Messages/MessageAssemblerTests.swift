import Basics
import Testing

@testable import WebSockets

@Suite struct MessageAssemblers {
  typealias Event = MessageAssembler.Event

  static let mask: UInt32 = 0x0D0C_0B0A

  static func frame(_ opcode: Opcode, _ text: String, isFinal: Bool = true) -> [UInt8] {
    Frame(opcode, Array(text.utf8), isFinal: isFinal, mask: mask).bytes
  }

  static func frame(_ opcode: Opcode, _ bytes: [UInt8], isFinal: Bool = true) -> [UInt8] {
    Frame(opcode, bytes, isFinal: isFinal, mask: mask).bytes
  }

  static let whole: [([UInt8], [Event])] = [
    (frame(.text, ""), [.message(.text(""))]), (frame(.text, "ñ😀"), [.message(.text("ñ😀"))]),
    (frame(.binary, [0xFF, 0]), [.message(.binary([0xFF, 0]))]),
    (frame(.ping, "?"), [.ping([0x3F])]), (frame(.pong, ""), [.pong([])]),
    (frame(.close, []), [.close(nil, "")]),
    (frame(.close, [0x03, 0xE8]), [.close(.normal, "")]),
    (frame(.close, [0x03, 0xE9] + Array("adéu".utf8)), [.close(.goingAway, "adéu")]),
    (
      frame(.text, "a", isFinal: false) + frame(.continuation, "b", isFinal: false)
        + frame(.continuation, "c"), [.message(.text("abc"))]
    ),
    // A character cut by the end of a fragment, and a ping and a pong between.
    (
      frame(.text, [0xF0, 0x9F], isFinal: false) + frame(.ping, "x") + frame(.pong, "y")
        + frame(.continuation, [], isFinal: false) + frame(.continuation, [0x98, 0x80]),
      [.ping([0x78]), .pong([0x79]), .message(.text("😀"))]
    ),
    // Nothing counts after a close frame.
    (frame(.close, []) + frame(.text, "x") + [0xFF, 0xFF], [.close(nil, "")]),
    (frame(.binary, [], isFinal: false) + frame(.close, []), [.close(nil, "")]),
  ]

  @Test(arguments: whole)
  func `frames become events, however they are cut`(bytes: [UInt8], events: [Event]) {
    for cut in 0...bytes.count {
      #expect(Story.of(bytes, cuts: [cut]) == Story(events: events))
    }
    #expect(Story.of(bytes, cuts: Array(1..<bytes.count)) == Story(events: events))
  }

  static let broken: [([UInt8], Violation)] = [
    (frame(.text, [0xFF]), .notUTF8), (frame(.text, [0xC3]), .notUTF8),
    (frame(.text, [0xED, 0xA0, 0x80]), .notUTF8),
    (frame(.text, [0xC3], isFinal: false) + frame(.continuation, [0x28]), .notUTF8),
    (frame(.text, [0xC3], isFinal: false) + frame(.continuation, []), .notUTF8),
    (frame(.close, [0x03]), .badClose), (frame(.close, [0x03, 0xED]), .badCloseCode),
    (frame(.close, [0x00, 0x00]), .badCloseCode), (frame(.close, [0x03, 0xE8, 0xFF]), .notUTF8),
    (frame(.close, [0x03, 0xE8, 0xC3]), .notUTF8), ([0x81, 0x00], .unmasked),
    (frame(.binary, [UInt8](repeating: 0, count: 41)), .frameTooBig),
    (
      frame(.binary, [UInt8](repeating: 0, count: 40), isFinal: false)
        + frame(.continuation, [UInt8](repeating: 0, count: 25)), .messageTooBig
    ),
  ]

  @Test(arguments: broken)
  func `a broken rule is named, however the bytes are cut`(bytes: [UInt8], violation: Violation) {
    for cut in 0...bytes.count {
      #expect(Story.of(bytes, cuts: [cut]) == Story(violation: violation))
    }
  }

  @Test func `a text that can't become UTF-8 is refused before its end`() {
    let bytes = Self.frame(.text, [0x61, 0xFF, 0x61, 0x61])
    #expect(Story.of(Array(bytes.dropLast(2))).violation == .notUTF8)
  }

  @Test func `a size is refused as soon as it is claimed`() {
    let bytes = Self.frame(.binary, [UInt8](repeating: 0, count: 41))
    #expect(Story.of(Array(bytes.prefix(6))).violation == .frameTooBig)
  }

  @Test func `the largest message passes`() {
    let half = [UInt8](repeating: 7, count: 32)
    let bytes = Self.frame(.binary, half, isFinal: false) + Self.frame(.continuation, half)
    #expect(Story.of(bytes).events == [.message(.binary(half + half))])
  }

  @Test func `any cutting of any conversation tells the same story`() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<400 {
      let bytes = conversation(&generator)
      let expected = Story.of(bytes)
      for _ in 0..<4 {
        let cuts = (0..<generator.integer(in: 1...9)).map { _ in
          generator.integer(in: 0...bytes.count)
        }
        #expect(Story.of(bytes, cuts: cuts.sorted()) == expected)
      }
    }
  }

  @Test func `random bytes never trap, and most break a rule`() {
    var generator = SeededGenerator(seed: 22)
    var refused = 0
    for _ in 0..<20_000 {
      let bytes = (0..<generator.integer(in: 2...60)).map { _ in
        UInt8(truncatingIfNeeded: generator.next())
      }
      if Story.of(bytes).violation != nil { refused += 1 }
    }
    #expect(refused > 10_000)
  }

  /// Frames in good order, with one in ten damaged at one byte.
  private func conversation(_ generator: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<generator.integer(in: 1...6) {
      let pieces = generator.integer(in: 1...3)
      let opcode: Opcode = generator.happens(0.5) ? .text : .binary
      for piece in 1...pieces {
        if generator.happens(0.3) { bytes += Self.frame(.ping, "p\(piece)") }
        let payload = generator.pick(["", "a", "ñ", "twenty bytes of text", "😀"]) ?? ""
        bytes += Self.frame(
          piece == 1 ? opcode : .continuation, payload, isFinal: piece == pieces)
      }
    }
    if generator.happens(0.1) {
      bytes[generator.integer(in: 0...bytes.count - 1)] = UInt8(generator.integer(in: 0...255))
    }
    return bytes
  }
}

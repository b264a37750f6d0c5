import Testing

@testable import WebSockets

@Suite struct FrameParsers {
  static let mask: [UInt8] = [1, 2, 3, 4]

  /// Headers of a client, and what is wrong with them at which byte.
  static let violations: [([UInt8], Violation, Int)] = [
    ([0xC1], .reservedBit, 1), ([0xA1], .reservedBit, 1), ([0x91], .reservedBit, 1),
    ([0x83], .unknownOpcode, 1), ([0x87], .unknownOpcode, 1), ([0x8B], .unknownOpcode, 1),
    ([0x8F], .unknownOpcode, 1), ([0x08], .fragmentedControl, 1), ([0x09], .fragmentedControl, 1),
    ([0x0A], .fragmentedControl, 1), ([0x80], .strayContinuation, 1),
    ([0x00], .strayContinuation, 1), ([0x81, 0x00], .unmasked, 2), ([0x89, 0x7D], .unmasked, 2),
    ([0x89, 0xFE], .longControl, 2), ([0x88, 0xFF], .longControl, 2),
    ([0x82, 0xFE, 0x00, 0x7D] + mask, .badLength, 8),
    ([0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + mask, .badLength, 14),
    ([0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0] + mask, .badLength, 14),
    ([0x82, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] + mask, .badLength, 14),
    ([0x82, 0xFF, 0, 0, 0, 0, 0, 0x10, 0, 0x01] + mask, .frameTooBig, 14),
    ([0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] + mask, .frameTooBig, 14),
    ([0x01, 0x80] + mask + [0x81], .interruptedMessage, 7),
    ([0x01, 0x80] + mask + [0x02], .interruptedMessage, 7),
    ([0x01, 0x80] + mask + [0x80, 0x80] + mask + [0x80], .strayContinuation, 13),
  ]

  @Test(arguments: violations)
  func `a client's error is found at its byte`(bytes: [UInt8], violation: Violation, count: Int) {
    #expect(count == bytes.count)
    #expect(failure(in: bytes, side: .server) == violation)
    #expect(failure(in: Array(bytes.dropLast()), side: .server) == nil)
  }

  @Test func `a server's frame has no mask`() {
    #expect(failure(in: [0x81, 0x80], side: .client) == .masked)
    #expect(failure(in: [0x81, 0x00], side: .client) == nil)
  }

  @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 1_048_576])
  func `a header is read as it was written`(length: Int) throws {
    for mask in [nil, UInt32(0x0403_0201)] {
      let header = FrameHeader(opcode: .binary, length: length, mask: mask)
      var bytes: [UInt8] = []
      bytes.append(header)
      var parser = FrameParser(side: mask == nil ? .client : .server, frameBytesMax: 1_048_576)
      var position = 0
      #expect(try parser.parse(bytes.span, from: &position) == .header(header))
      #expect(position == bytes.count)
    }
  }

  @Test(arguments: [(125, 2), (126, 4), (65_535, 4), (65_536, 10)])
  func `a length is written in the fewest bytes`(length: Int, count: Int) {
    var bytes: [UInt8] = []
    bytes.append(FrameHeader(opcode: .text, length: length))
    #expect(bytes.count == count)
  }

  @Test func `payload is found in pieces, and an empty frame ends at once`() throws {
    var parser = FrameParser(side: .client, frameBytesMax: 10)
    let bytes: [UInt8] = [0x82, 3, 7, 8, 9, 0x89, 0]
    var pieces: [FrameParser.Piece] = []
    var position = 0
    while let piece = try parser.parse(bytes.span.extracting(..<4), from: &position) {
      pieces.append(piece)
    }
    position = 0
    while let piece = try parser.parse(bytes.span.extracting(4...), from: &position) {
      pieces.append(piece)
    }
    #expect(
      pieces == [
        .header(FrameHeader(opcode: .binary, length: 3)), .payload(2..<4, offset: 0),
        .payload(0..<1, offset: 2), .end, .header(FrameHeader(opcode: .ping, length: 0)), .end,
      ])
  }

  private func failure(in bytes: [UInt8], side: FrameParser.Side) -> Violation? {
    var parser = FrameParser(side: side, frameBytesMax: 1_048_576)
    var position = 0
    do throws(Violation) {
      while try parser.parse(bytes.span, from: &position) != nil {}
      return nil
    } catch {
      return error
    }
  }
}

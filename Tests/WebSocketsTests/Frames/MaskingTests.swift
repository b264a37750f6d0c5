import Testing

@testable import WebSockets

@Suite struct Masks {
  @Test(arguments: 0...40)
  func `every byte meets its byte of the mask, wherever the payload was cut`(count: Int) {
    let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
    let mask: UInt32 = 0x3D21_FA37
    let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    for phase in 0..<8 {
      for start in 0...min(3, count) {
        var bytes = plain
        bytes.applyMask(mask, phase: phase, from: start)
        let expected = plain.enumerated().map { place, byte in
          place < start ? byte : byte ^ key[(place - start + phase) % 4]
        }
        #expect(bytes == expected)
      }
    }
  }

  @Test func `the RFC's masked Hello is made`() {
    let frame = Frame(.text, Array("Hello".utf8), mask: 0x3D21_FA37)
    #expect(
      frame.bytes == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])
    #expect(Frame(text: "Hello").bytes == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
  }

  @Test func `a close reason is cut between characters at 123 bytes`() {
    let frame = Frame(close: .normal, reason: String(repeating: "€", count: 60))
    #expect(frame.bytes.count == 2 + 2 + 41 * 3)
    #expect(Frame(close: nil, reason: "lost").bytes == [0x88, 0])
  }

  @Test(arguments: [
    (999, false), (1000, true), (1003, true), (1004, false), (1005, false), (1006, false),
    (1007, true), (1014, true), (1015, false), (2999, false), (3000, true), (4999, true),
    (5000, false), (0, false), (65_535, false),
  ])
  func `a close code may travel`(code: UInt16, mayTravel: Bool) {
    #expect(CloseCode(rawValue: code).mayTravel == mayTravel)
  }

  @Test(arguments: Violation.allCases)
  func `a violation's sentence fits a close frame`(violation: Violation) {
    #expect(violation.description.utf8.count <= 123)
    #expect(violation.closeCode.mayTravel)
  }
}

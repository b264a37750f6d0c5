import Testing

@testable import Relay

@Suite struct RFBInputTests {
  private func clipboard(_ bytes: Int) -> [UInt8] {
    [6, 0, 0, 0, 0, 0, UInt8(bytes >> 8), UInt8(bytes & 0xFF)]
      + [UInt8](repeating: 0x61, count: bytes)
  }

  private func passed(
    _ bytes: [UInt8], _ input: inout RFBInput, mayAct: Bool = true
  ) throws -> [UInt8] {
    var bytes = bytes
    try input.filter(&bytes, mayAct: mayAct)
    return bytes
  }

  @Test func `what comes of a long message passes before the rest of it`() throws {
    var input = RFBInput()
    let message = clipboard(1_000)
    #expect(try passed(Array(message[..<100]), &input) == Array(message[..<100]))
    #expect(try passed(Array(message[100...]), &input) == Array(message[100...]))
  }

  @Test func `a long message that began without control is dropped to its end`() throws {
    var input = RFBInput()
    let message = clipboard(1_000)
    let key: [UInt8] = [4, 1, 0, 0, 0, 0, 0, 65]
    #expect(try passed(Array(message[..<100]), &input, mayAct: false).isEmpty)
    #expect(try passed(message[100...] + key, &input) == key)
  }

  @Test func `a short message waits until it is whole`() throws {
    var input = RFBInput()
    let key: [UInt8] = [4, 1, 0, 0, 0, 0, 0, 65]
    #expect(try passed(Array(key[..<7]), &input).isEmpty)
    #expect(try passed([65], &input) == key)
  }

  @Test func `wishes among what acts come out together and in order`() throws {
    var input = RFBInput()
    let wish: [UInt8] = [3, 1] + [UInt8](repeating: 7, count: 8)
    let click: [UInt8] = [5, 1, 0, 1, 0, 1]
    let all = wish + click + clipboard(40) + wish + click
    #expect(try passed(all, &input, mayAct: false) == wish + wish)
    #expect(try passed(all, &input) == all)
  }

  @Test func `keys are let go of even in the middle of a clipboard`() throws {
    var input = RFBInput()
    let message = clipboard(100)
    _ = try passed([4, 1, 0, 0, 0, 0, 0, 65] + message[..<48], &input)
    let release = [UInt8](repeating: 0, count: 60) + [4, 0, 0, 0, 0, 0, 0, 65]
    #expect(input.letGo() == release)
    let wish: [UInt8] = [3, 1] + [UInt8](repeating: 7, count: 8)
    #expect(try passed(message[48...] + wish, &input, mayAct: false) == wish)
  }
}

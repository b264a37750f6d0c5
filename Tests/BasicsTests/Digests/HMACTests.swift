import Testing

@testable import Basics

/// The test cases of RFC 4231 (SHA-256) and RFC 2202 (SHA-1).
@Suite struct HMACs {
  struct Case: Sendable {
    let key: [UInt8]
    let message: [UInt8]
    let sha256: String
    let sha1: String
  }

  static let cases = [
    Case(
      key: [UInt8](repeating: 0x0B, count: 20), message: Array("Hi There".utf8),
      sha256: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
      sha1: "b617318655057264e28bc0b6fb378c8ef146be00"),
    Case(
      key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
      sha256: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
      sha1: "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
    Case(
      key: [UInt8](repeating: 0xAA, count: 20), message: [UInt8](repeating: 0xDD, count: 50),
      sha256: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
      sha1: "125d7342b9ac11cd91a39af48aa17b4f63f175d3"),
    Case(
      key: (1...25).map { UInt8($0) }, message: [UInt8](repeating: 0xCD, count: 50),
      sha256: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
      sha1: "4c9007f4026250c6bc8414f9bf50c86c2d7235da"),
  ]

  @Test(arguments: cases)
  func `a message has the published code`(example: Case) {
    #expect(Hex.encode(HMAC.sha256(example.message, key: example.key)) == example.sha256)
    #expect(Hex.encode(HMAC.sha1(example.message, key: example.key)) == example.sha1)
  }

  @Test func `a key longer than a block is hashed first`() {
    let message = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
    #expect(
      Hex.encode(HMAC.sha256(message, key: [UInt8](repeating: 0xAA, count: 131)))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    #expect(
      Hex.encode(HMAC.sha1(message, key: [UInt8](repeating: 0xAA, count: 80)))
        == "aa4ae5e15272d00e95705637ce8a3b55ed402112")
  }

  @Test func `secrets are equal only if every byte is`() {
    #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
    #expect(constantTimeEqual([], []))
    #expect(!constantTimeEqual([1, 2, 3], [1, 2, 2]))
    #expect(!constantTimeEqual([0x81, 2, 3], [1, 2, 3]))
    #expect(!constantTimeEqual([1, 2, 3], [1, 2]))
    #expect(constantTimeEqual("abc", "abc") && !constantTimeEqual("abc", "abd"))
  }
}

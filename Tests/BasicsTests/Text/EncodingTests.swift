import Testing

@testable import Basics

@Suite struct Encodings {
  /// The examples of RFC 4648, 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `base64 has the RFC's value`(plain: String, text: String) {
    #expect(Base64.encode(Array(plain.utf8)) == text)
    #expect(Base64.decode(text) == Array(plain.utf8))
    let bare = text.filter { $0 != "=" }
    #expect(Base64.encode(Array(plain.utf8), alphabet: .url) == bare)
    #expect(Base64.decode(bare, alphabet: .url) == Array(plain.utf8))
  }

  @Test func `the alphabets differ in their last two characters`() {
    #expect(Base64.encode([0xFB, 0xFF, 0xFE]) == "+//+")
    #expect(Base64.encode([0xFB, 0xFF, 0xFE], alphabet: .url) == "-__-")
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zg===", "Z===", "====", "=", "Zh==", "Zm9=", "Zm9v ", "Zm9v\n", "Zm-_",
    "Zg==Zg==",
    "Zm9ñ",
  ])
  func `base64 that has another spelling is refused`(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test(arguments: ["Z", "Zg==", "Zh", "Zm9", "+//+", "Zm9vY"])
  func `base64url that has another spelling is refused`(text: String) {
    #expect(Base64.decode(text, alphabet: .url) == nil)
  }

  @Test func `bytes of every length come back`() {
    for count in 0...70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
      #expect(Base64.decode(Base64.encode(bytes, alphabet: .url), alphabet: .url) == bytes)
      #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    }
  }

  @Test func `hexadecimal digits are read in either case and written in the lower`() {
    #expect(Hex.encode([0x00, 0xAB, 0xFF]) == "00abff")
    #expect(Hex.decode("00AbfF") == [0x00, 0xAB, 0xFF])
  }

  @Test(arguments: ["a", "0g", "0x", " 00", "00 ", "ñ"])
  func `what is no hexadecimal is refused`(text: String) {
    #expect(Hex.decode(text) == nil)
  }

  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1 KiB"), (1536, "1.5 KiB"),
    (16 << 20, "16 MiB"), (-2048, "-2 KiB"), (3 << 30, "3 GiB"), (Int.max, "7.9 EiB"),
    (Int.min, "-8 EiB"),
  ])
  func `an amount is written in its largest unit`(bytes: Int, text: String) {
    #expect(ByteCount(bytes: bytes).description == text)
  }

  @Test func `amounts add up`() {
    #expect(.kibibytes(1) + .bytes(24) == ByteCount(bytes: 1048))
    #expect(.mebibytes(1) - .kibibytes(1024) == ByteCount.zero)
    #expect(ByteCount.mebibytes(1) < .gibibytes(1))
  }
}

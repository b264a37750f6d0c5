import Testing

@testable import Basics

/// Digests of the examples that NIST publishes with FIPS 180-4.
@Suite struct Digests {
  static let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
  static let longer =
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
    + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (long, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    (longer, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
  ])
  func `SHA-256 has the published value`(text: String, digest: String) {
    #expect(Hex.encode(SHA256.hash(Array(text.utf8))) == digest)
  }

  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (long, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
    (longer, "a49b2446a02c645bf419f995b67091253a04a259"),
  ])
  func `SHA-1 has the published value`(text: String, digest: String) {
    #expect(Hex.encode(SHA1.hash(Array(text.utf8))) == digest)
  }

  @Test func `a million times the letter a, in pieces of every length up to 200`() {
    var (short, long) = (SHA1(), SHA256())
    var left = 1_000_000
    var piece = 0
    while left > 0 {
      let letters = [UInt8](repeating: UInt8(ascii: "a"), count: min(piece % 200, left))
      short.update(letters)
      long.update(letters)
      left -= letters.count
      piece += 1
    }
    #expect(Hex.encode(short.finish()) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f")
    #expect(
      Hex.encode(long.finish())
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: 0...200)
  func `two pieces give what the whole gives`(count: Int) {
    let bytes = (0..<count).map { UInt8($0) }
    for cut in [0, 1, count / 2, count - 1, count] where (0...count).contains(cut) {
      var hash = SHA256()
      hash.update(Array(bytes[..<cut]))
      hash.update(Array(bytes[cut...]))
      #expect(hash.finish() == SHA256.hash(bytes))
    }
  }
}

/// Message authentication by a shared key (RFC 2104).
public enum HMAC {
  /// The code, 32 bytes, of `message` under `key` with SHA-256.
  public static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    code(SHA256.self, message, key)
  }

  /// The code, 20 bytes, of `message` under `key` with SHA-1, for one-time passwords (RFC 4226).
  public static func sha1(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    code(SHA1.self, message, key)
  }

  private static func code<Hash: HashFunction>(
    _ hash: Hash.Type, _ message: [UInt8], _ key: [UInt8]
  ) -> [UInt8] {
    var block = key.count > Hash.blockSize ? Hash.hash(key) : key
    block.append(contentsOf: [UInt8](repeating: 0, count: Hash.blockSize - block.count))
    var inner = Hash()
    inner.update(block.map { $0 ^ 0x36 })
    inner.update(message)
    var outer = Hash()
    outer.update(block.map { $0 ^ 0x5C })
    outer.update(inner.finish())
    return outer.finish()
  }
}

/// Whether both are the same, in a time that depends on their lengths only.
public func constantTimeEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
  guard one.count == other.count else { return false }
  var difference: UInt8 = 0
  for index in one.indices { difference |= one[index] ^ other[index] }
  return difference == 0
}

/// Whether both texts are the same bytes, in a time that depends on their lengths only.
public func constantTimeEqual(_ one: String, _ other: String) -> Bool {
  constantTimeEqual(Array(one.utf8), Array(other.utf8))
}

internal import Basics
internal import CLinux

/// Passwords of the staff, kept as `crypt(5)` writes them.
///
/// Hashing takes about 50 ms of one core on purpose: run it on a worker thread, never on a
/// loop.
public enum Password {
  /// The fewest characters a password has.
  public static let charactersMin = 10
  /// The most bytes a password has; crypt itself ends at the same length.
  public static let bytesMax = 511

  /// yescrypt (`$y$`) at libcrypt's default cost for it.
  private static let prefix = "$y$"
  private static let cost: UInt = 5

  /// Hashes a new password with fresh salt.
  ///
  /// - Returns: The hash with its method, cost and salt in it, as ``verify(_:against:)`` reads.
  /// - Throws: ``PasswordError`` when staff may not have this password.
  public static func hash(_ password: String) throws(PasswordError) -> String {
    guard password.count >= charactersMin else { throw .short(charactersMin: charactersMin) }
    guard password.utf8.count <= bytesMax else { throw .long(bytesMax: bytesMax) }
    guard password.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else { throw .control }
    guard let hash = crypt(password, setting: try setting()) else { throw .unavailable }
    return hash
  }

  /// Whether a password is the one behind a hash.
  ///
  /// The time taken depends on the hash's cost, not on where the two differ.
  public static func verify(_ password: String, against hash: String) -> Bool {
    guard password.utf8.count <= bytesMax, !password.utf8.contains(0) else { return false }
    guard let again = crypt(password, setting: hash) else { return false }
    let one = Array(again.utf8)
    let other = Array(hash.utf8)
    guard one.count == other.count else { return false }
    var difference: UInt8 = 0
    for index in one.indices { difference |= one[index] ^ other[index] }
    return difference == 0
  }

  /// Makes up a password of five groups of five letters and digits: 125 bits, none of them
  /// easily taken for another when read out.
  public static func generate() -> String {
    let alphabet = Array("abcdefghjkmnpqrstuvwxyz023456789".utf8)
    let letters = SecureRandom.bytes(25).map { alphabet[Int($0) % alphabet.count] }
    let groups = stride(from: 0, to: letters.count, by: 5).map { start in
      String(decoding: letters[start..<start + 5], as: UTF8.self)
    }
    return groups.joined(separator: "-")
  }

  private static func setting() throws(PasswordError) -> String {
    var salt = SecureRandom.bytes(16)
    var out = [CChar](repeating: 0, count: 192)
    let count = out.count
    let result = unsafe salt.withUnsafeMutableBytes { salt in
      unsafe clinux_crypt_setting(
        prefix, cost, salt.baseAddress?.assumingMemoryBound(to: CChar.self), salt.count, &out, count
      )
    }
    guard result == 0, let setting = text(out) else { throw .unavailable }
    return setting
  }

  private static func crypt(_ password: String, setting: String) -> String? {
    var out = [CChar](repeating: 0, count: 384)
    guard unsafe clinux_crypt(password, setting, &out, out.count) == 0 else { return nil }
    return text(out)
  }

  private static func text(_ out: [CChar]) -> String? {
    String(validating: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

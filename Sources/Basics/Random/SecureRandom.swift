/// Bytes that nobody can foretell, from the system's generator.
public enum SecureRandom {
  /// `count` bytes.
  public static func bytes(_ count: Int) -> [UInt8] {
    // On Linux the generator is getrandom(2), which a process can't run out of or read too early.
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 7)
    while bytes.count < count {
      let word = generator.next()
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    bytes.removeLast(bytes.count - max(count, 0))
    return bytes
  }
}

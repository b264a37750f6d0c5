/// SHA-1 (FIPS 180-4, 6.1), for protocols that prescribe it; not for anything that must resist.
public struct SHA1: HashFunction {
  /// 64 bytes.
  public static let blockSize = 64
  private var state: InlineArray<5, UInt32> = [
    0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0,
  ]
  private var blocks = BlockBuffer()

  /// A hash of nothing yet.
  public init() {}

  /// Takes the next bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    var state = state
    blocks.take(bytes) { SHA1.compress($0, into: &state) }
    self.state = state
  }

  /// The digest, 20 bytes, of all bytes taken.
  public consuming func finish() -> [UInt8] {
    var state = state
    blocks.finish { SHA1.compress($0, into: &state) }
    var digest: [UInt8] = []
    digest.reserveCapacity(20)
    for index in state.indices { digest.append(word: state[index]) }
    return digest
  }

  private static func compress(_ block: Span<UInt8>, into state: inout InlineArray<5, UInt32>) {
    var schedule = InlineArray<80, UInt32>(repeating: 0)
    for index in 0..<16 { schedule[index] = block.word(at: index * 4) }
    for index in 16..<80 {
      let mixed =
        schedule[index - 3] ^ schedule[index - 8] ^ schedule[index - 14] ^ schedule[index - 16]
      schedule[index] = mixed.rotatedLeft(1)
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for index in 0..<80 {
      let (choice, constant): (UInt32, UInt32) =
        switch index {
        case 0..<20: (b & c ^ ~b & d, 0x5A82_7999)
        case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
        case 40..<60: (b & c ^ b & d ^ c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let next = a.rotatedLeft(5) &+ choice &+ e &+ constant &+ schedule[index]
      (e, d, c, b, a) = (d, c, b.rotatedLeft(30), a, next)
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
  }
}

extension [UInt8] {
  /// Appends four bytes, most significant first.
  mutating func append(word: UInt32) {
    append(UInt8(truncatingIfNeeded: word >> 24))
    append(UInt8(truncatingIfNeeded: word >> 16))
    append(UInt8(truncatingIfNeeded: word >> 8))
    append(UInt8(truncatingIfNeeded: word))
  }
}

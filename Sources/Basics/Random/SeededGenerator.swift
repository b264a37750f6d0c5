/// Numbers that look random and are the same for the same seed on every machine, for ever.
///
/// xoshiro256** by Blackman and Vigna, its state filled by SplitMix64 from the seed. The standard
/// library's own ways to draw from a generator may change with its version; the ones here don't.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// A generator that `seed` decides.
  public init(seed: UInt64) {
    var mixer = seed
    func word() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      var word = mixer
      word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
      return word ^ word >> 31
    }
    state = (word(), word(), word(), word())
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    let result = rotated(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotated(state.3, 45)
    return result
  }

  /// A whole number within `range`, each as likely as any other.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    let span = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound)) &+ 1
    guard span != 0 else { return Int(truncatingIfNeeded: next()) }
    // Draws below 2^64 mod span are dropped, so that every remainder has as many draws.
    let surplus = (0 &- span) % span
    while true {
      let draw = next()
      if draw >= surplus { return range.lowerBound &+ Int(truncatingIfNeeded: draw % span) }
    }
  }

  /// A number from 0 up to and without 1, in steps of 2⁻⁵³.
  public mutating func fraction() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Whether something of this probability, 0–1, happens.
  public mutating func happens(_ probability: Double) -> Bool {
    fraction() < probability
  }

  /// One of the elements, or nil if there are none.
  public mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[integer(in: 0...elements.count - 1)]
  }

  /// The elements in another order, each order as likely as any other.
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    for index in elements.indices.dropFirst().reversed() {
      elements.swapAt(index, integer(in: 0...index))
    }
    return elements
  }

  private func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
    word << count | word >> (64 - count)
  }
}

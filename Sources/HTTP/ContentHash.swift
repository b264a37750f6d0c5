/// Tells contents apart; for entity tags, not against an adversary.
///
/// Two lanes of 64 bits, eight bytes a step, folded by the full product.
struct ContentHash {
  private var one: UInt64 = 0x9e37_79b9_7f4a_7c15
  private var two: UInt64 = 0xc2b2_ae3d_27d4_eb4f
  private var count: UInt64 = 0

  /// Takes more content.
  ///
  /// All pieces but the last must be a multiple of eight bytes.
  mutating func add(_ bytes: [UInt8]) {
    count += UInt64(bytes.count)
    unsafe bytes.withUnsafeBytes { bytes in
      var at = 0
      while at + 8 <= bytes.count {
        mix(unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        at += 8
      }
      guard at < bytes.count else { return }
      var rest: UInt64 = 1
      while at < bytes.count {
        rest = rest << 8 | UInt64(unsafe bytes[at])
        at += 1
      }
      mix(rest)
    }
  }

  private mutating func mix(_ word: UInt64) {
    one = Self.fold(one ^ word, 0xff51_afd7_ed55_8ccd) &+ two
    two = Self.fold(two &+ word, 0xc4ce_b9fe_1a85_ec53) ^ one
  }

  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// A strong entity tag with its quotes.
  var tag: String {
    var last = self
    last.mix(count)
    last.mix(0)
    return "\"" + String(last.one, radix: 36) + String(last.two, radix: 36) + "\""
  }
}

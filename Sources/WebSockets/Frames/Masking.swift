extension [UInt8] {
  /// XORs the bytes from `start` on with a mask (RFC 6455, 5.3), eight at a time.
  ///
  /// - Parameters:
  ///   - mask: Its first byte in the lowest bits.
  ///   - phase: How many bytes of the payload came before the one at `start`.
  ///   - start: Where to begin.
  mutating func applyMask(_ mask: UInt32, phase: Int, from start: Int) {
    let turn = UInt32(truncatingIfNeeded: phase & 3) * 8
    let turned = turn == 0 ? mask : mask >> turn | mask << (32 - turn)
    let wide = (UInt64(turned) << 32 | UInt64(turned)).littleEndian
    unsafe withUnsafeMutableBytes { bytes in
      var place = start
      while place + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        unsafe bytes.storeBytes(of: word ^ wide, toByteOffset: place, as: UInt64.self)
        place += 8
      }
      while place < bytes.count {
        let shift = UInt32(truncatingIfNeeded: (place - start) & 3) * 8
        unsafe bytes[place] ^= UInt8(truncatingIfNeeded: turned >> shift)
        place += 1
      }
    }
  }
}

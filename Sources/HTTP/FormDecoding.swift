/// `application/x-www-form-urlencoded` as the URL standard has it: `+` is a space.
enum FormDecoding {
  /// Decodes a name or a value; an escape that isn't one stays as it is.
  static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(range.count)
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == 0x2b {
        decoded.append(0x20)
      } else if byte == 0x25, at + 2 < range.upperBound, let high = Octets.hex(bytes[at + 1]),
        let low = Octets.hex(bytes[at + 2])
      {
        decoded.append(high << 4 | low)
        at += 2
      } else {
        decoded.append(byte)
      }
      at += 1
    }
    return decoded
  }

  /// Calls `pair` with the places of each name and value; stops when it returns false.
  static func forEachPair(
    _ bytes: Span<UInt8>, _ pair: (_ name: Range<Int>, _ value: Range<Int>) -> Bool
  ) {
    var start = 0
    while start < bytes.count {
      var end = start
      var equals: Int?
      while end < bytes.count, bytes[end] != 0x26 {
        if bytes[end] == 0x3d, equals == nil { equals = end }
        end += 1
      }
      if end > start {
        let middle = equals ?? end
        guard pair(start..<middle, min(middle + 1, end)..<end) else { return }
      }
      start = end + 1
    }
  }
}

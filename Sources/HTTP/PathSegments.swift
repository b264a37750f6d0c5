/// The decoded segments of a path.
enum PathSegments {
  /// Decodes each segment between slashes.
  ///
  /// What decodes to invalid UTF-8, NUL, a slash or a step upwards is refused: no handler should
  /// have to think of it.
  static func decode(_ bytes: Span<UInt8>, _ path: Range<Int>) throws(Refusal) -> [String] {
    var segments: [String] = []
    var start = path.lowerBound + 1
    guard start < path.upperBound else { return [] }
    while true {
      var end = start
      var isPlain = true
      while end < path.upperBound, bytes[end] != 0x2f {
        if bytes[end] == 0x25 { isPlain = false }
        end += 1
      }
      guard segments.count < 64 else { throw .malformed }
      let segment =
        isPlain
        ? String(copying: bytes.extracting(start..<end))
        : try decodeEscapes(bytes, start..<end)
      guard segment != "..", segment != "." else { throw .malformed }
      segments.append(segment)
      if end == path.upperBound { return segments }
      start = end + 1
    }
  }

  private static func decodeEscapes(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) throws(Refusal) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(range.count)
    var at = range.lowerBound
    while at < range.upperBound {
      var byte = bytes[at]
      if byte == 0x25 {
        guard at + 2 < range.upperBound, let high = Octets.hex(bytes[at + 1]),
          let low = Octets.hex(bytes[at + 2])
        else { throw .malformed }
        byte = high << 4 | low
        guard byte != 0, byte != 0x2f else { throw .malformed }
        at += 2
      }
      decoded.append(byte)
      at += 1
    }
    guard let text = String(validating: decoded, as: UTF8.self) else { throw .malformed }
    return text
  }
}

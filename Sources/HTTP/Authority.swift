/// The host and port of a request (RFC 3986 § 3.2.2), without user information.
enum Authority {
  /// Whether the bytes are `host`, `host:port` or `[v6]:port`.
  static func isValid(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty, range.count <= 261 else { return false }
    var at = range.lowerBound
    if bytes[at] == 0x5b {
      at += 1
      let start = at
      while at < range.upperBound, isAddressByte(bytes[at]) { at += 1 }
      guard at > start, at < range.upperBound, bytes[at] == 0x5d else { return false }
      at += 1
    } else {
      while at < range.upperBound, isNameByte(bytes[at]) { at += 1 }
      guard at > range.lowerBound else { return false }
    }
    if at == range.upperBound { return true }
    guard bytes[at] == 0x3a, range.upperBound - at <= 6 else { return false }
    var port = 0
    for index in at + 1..<range.upperBound {
      guard (0x30...0x39).contains(bytes[index]) else { return false }
      port = port * 10 + Int(bytes[index] - 0x30)
    }
    return port <= 65_535
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    Octets.hex(byte) != nil || byte == 0x3a || byte == 0x2e
  }

  /// Letters, digits, hyphen, dot and underscore: what names of hosts are made of in practice.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
    default: false
    }
  }
}

extension RequestParser {
  /// `method SP request-target SP HTTP-version` (RFC 9112 § 3), with single spaces only.
  mutating func takeRequestLine(_ line: Range<Int>, of bytes: Span<UInt8>) throws(Refusal) {
    var at = line.lowerBound
    while at < line.upperBound, Octets.classes[Int(bytes[at])] & Octets.token != 0 { at += 1 }
    guard at < line.upperBound, bytes[at] == 0x20, at > line.lowerBound else { throw .malformed }
    guard at - line.lowerBound <= 32 else { throw .methodUnknown }
    parts.method = Method(bytes.extracting(line.lowerBound..<at))
    let start = at + 1
    at = start
    while at < line.upperBound, Octets.classes[Int(bytes[at])] & Octets.target != 0 { at += 1 }
    guard at > start, at < line.upperBound, bytes[at] == 0x20 else { throw .malformed }
    try takeVersion(at + 1..<line.upperBound, of: bytes)
    try takeTarget(start..<at, of: bytes)
  }

  private mutating func takeVersion(
    _ range: Range<Int>, of bytes: Span<UInt8>
  ) throws(Refusal) {
    let prefix: InlineArray<5, UInt8> = [0x48, 0x54, 0x54, 0x50, 0x2f]
    guard range.count == 8 else { throw .malformed }
    for index in 0..<5 where bytes[range.lowerBound + index] != prefix[index] { throw .malformed }
    let major = bytes[range.lowerBound + 5]
    let minor = bytes[range.lowerBound + 7]
    guard (0x30...0x39).contains(major), bytes[range.lowerBound + 6] == 0x2e,
      (0x30...0x39).contains(minor)
    else { throw .malformed }
    guard major == 0x31 else { throw .versionUnknown }
    // A higher minor version is served as 1.1 (RFC 9110 § 2.5).
    parts.version = minor == 0x30 ? .http10 : .http11
  }

  /// One of the forms of RFC 9112 § 3.2.
  private mutating func takeTarget(
    _ range: Range<Int>, of bytes: Span<UInt8>
  ) throws(Refusal) {
    // CONNECT asks for a tunnel, which is a proxy's work.
    if parts.method.rawValue == "CONNECT" { throw .methodUnknown }
    if bytes[range.lowerBound] == 0x2f {
      takePath(range, of: bytes)
    } else if range.count == 1, bytes[range.lowerBound] == 0x2a, parts.method == .options {
      parts.isAsterisk = true
      parts.path = range
    } else {
      try takeAbsolute(range, of: bytes)
    }
  }

  private mutating func takePath(_ range: Range<Int>, of bytes: Span<UInt8>) {
    for index in range where bytes[index] == 0x3f {
      parts.path = range.lowerBound..<index
      parts.query = index + 1..<range.upperBound
      return
    }
    parts.path = range
  }

  /// `http://authority/path?query`; the authority wins over Host (RFC 9112 § 3.2.2).
  private mutating func takeAbsolute(
    _ range: Range<Int>, of bytes: Span<UInt8>
  ) throws(Refusal) {
    var start: Int?
    for scheme in ["http://", "https://"] {
      let end = range.lowerBound + scheme.utf8.count
      if end < range.upperBound,
        Octets.sameIgnoringCase(bytes, range.lowerBound..<end, scheme.utf8Span.span)
      {
        start = end
      }
    }
    guard let start else { throw .malformed }
    var end = start
    while end < range.upperBound, bytes[end] != 0x2f, bytes[end] != 0x3f { end += 1 }
    guard end > start, Authority.isValid(bytes, start..<end) else { throw .malformed }
    parts.host = start..<end
    parts.hasAuthority = true
    if end < range.upperBound, bytes[end] == 0x2f {
      takePath(end..<range.upperBound, of: bytes)
    } else {
      // An empty path means "/" (RFC 9110 § 4.2.3); the slash before the authority stands for it.
      parts.path = start - 1..<start
      if end < range.upperBound { parts.query = end + 1..<range.upperBound }
    }
  }
}

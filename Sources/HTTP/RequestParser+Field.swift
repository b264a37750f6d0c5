extension RequestParser {
  /// `field-name ":" OWS field-value OWS` (RFC 9112 § 5).
  ///
  /// A line that begins with space is a folded one and is refused (§ 5.2), as is space before the
  /// colon (§ 5.1): neither is a token character.
  mutating func takeField(_ line: Range<Int>, of bytes: Span<UInt8>) throws(Refusal) {
    var at = line.lowerBound
    while at < line.upperBound, Octets.classes[Int(bytes[at])] & Octets.token != 0 { at += 1 }
    guard at > line.lowerBound, at < line.upperBound, bytes[at] == 0x3a else { throw .malformed }
    let name = line.lowerBound..<at
    var start = at + 1
    var end = line.upperBound
    guard Octets.all(bytes, start..<end, are: Octets.value) else { throw .malformed }
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    places.append(
      Fields.Place(
        name: UInt32(name.lowerBound)..<UInt32(name.upperBound),
        value: UInt32(start)..<UInt32(end)))
    try takeKnown(name, start..<end, of: bytes)
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The fields that the server itself obeys, told apart by length before any comparison.
  private mutating func takeKnown(
    _ name: Range<Int>, _ value: Range<Int>, of bytes: Span<UInt8>
  ) throws(Refusal) {
    switch name.count {
    case 4 where equals(bytes, name, "host"): try takeHost(value, of: bytes)
    case 6 where equals(bytes, name, "expect"):
      guard equals(bytes, value, "100-continue") else { throw .expectationUnknown }
      parts.expectsContinue = true
    case 10 where equals(bytes, name, "connection"): takeConnection(value, of: bytes)
    case 14 where equals(bytes, name, "content-length"): try takeLength(value, of: bytes)
    case 17 where equals(bytes, name, "transfer-encoding"):
      parts.codingCount += 1
      // Exactly one coding and that one: what else is listed could be read two ways.
      guard equals(bytes, value, "chunked") else { throw .codingUnknown }
      parts.framing = .chunked
    default: break
    }
  }

  private func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    let wanted = unsafe Span(_unsafeStart: text.utf8Start, count: text.utf8CodeUnitCount)
    return Octets.sameIgnoringCase(bytes, range, wanted)
  }

  private mutating func takeHost(_ value: Range<Int>, of bytes: Span<UInt8>) throws(Refusal) {
    parts.hostCount += 1
    guard Authority.isValid(bytes, value) else { throw .malformed }
    if !parts.hasAuthority { parts.host = value }
  }

  /// Digits and nothing else (RFC 9110 § 8.6); no sign, no list, no second field.
  private mutating func takeLength(_ value: Range<Int>, of bytes: Span<UInt8>) throws(Refusal) {
    parts.lengthCount += 1
    guard (1...18).contains(value.count) else { throw .malformed }
    var length = 0
    for index in value {
      guard (0x30...0x39).contains(bytes[index]) else { throw .malformed }
      length = length * 10 + Int(bytes[index] - 0x30)
    }
    parts.framing = length == 0 ? .none : .length(length)
  }

  private mutating func takeConnection(_ value: Range<Int>, of bytes: Span<UInt8>) {
    var start = value.lowerBound
    while start < value.upperBound {
      var end = start
      while end < value.upperBound, bytes[end] != 0x2c { end += 1 }
      var last = end
      while start < last, isSpace(bytes[start]) { start += 1 }
      while last > start, isSpace(bytes[last - 1]) { last -= 1 }
      if equals(bytes, start..<last, "close") { parts.says.close = true }
      if equals(bytes, start..<last, "keep-alive") { parts.says.keepAlive = true }
      start = end + 1
    }
  }
}

extension JSONReader {
  /// The string whose opening quote stands at the position.
  mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> String {
    position += 1
    let start = position
    try skipPlain(bytes)
    if bytes[position] == ascii("\"") {
      position += 1
      return try text(bytes, start, position - 1)
    }
    return try escapedString(bytes, from: start)
  }

  /// A string with at least one escape: pieces between escapes are checked as UTF-8 and copied.
  private mutating func escapedString(
    _ bytes: Span<UInt8>, from start: Int
  ) throws(JSONError) -> String {
    var result = try text(bytes, start, position)
    while true {
      if take(ascii("\""), bytes) { return result }
      result.unicodeScalars.append(try escape(bytes))
      let piece = position
      try skipPlain(bytes)
      if position > piece { result += try text(bytes, piece, position) }
    }
  }

  /// Goes to the next quote or backslash.
  private mutating func skipPlain(_ bytes: Span<UInt8>) throws(JSONError) {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == ascii("\"") || byte == ascii("\\") { return }
      guard byte >= 0x20 else { throw failure(.controlCharacter) }
      position += 1
    }
    throw failure(.endsEarly)
  }

  private func text(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(JSONError) -> String {
    do {
      return String(copying: try UTF8Span(validating: bytes.extracting(start..<end)))
    } catch {
      throw JSONError(situation: .notUTF8, offset: start + error.byteOffsets.lowerBound)
    }
  }

  private mutating func escape(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
    guard position + 1 < bytes.count else {
      position = bytes.count
      throw failure(.endsEarly)
    }
    let plain: Unicode.Scalar
    switch bytes[position + 1] {
    case ascii("\""): plain = "\""
    case ascii("\\"): plain = "\\"
    case ascii("/"): plain = "/"
    case ascii("b"): plain = "\u{8}"
    case ascii("f"): plain = "\u{C}"
    case ascii("n"): plain = "\n"
    case ascii("r"): plain = "\r"
    case ascii("t"): plain = "\t"
    case ascii("u"): return try unicodeEscape(bytes)
    default: throw failure(.badEscape)
    }
    position += 2
    return plain
  }

  /// `\uHHHH`, or two of them for a scalar beyond the first plane (RFC 8259, 7).
  private mutating func unicodeEscape(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
    let first = try codeUnit(bytes, at: position)
    if let scalar = Unicode.Scalar(first) {
      position += 6
      return scalar
    }
    guard first < 0xDC00, bytes.has("\\u", at: position + 6) else { throw failure(.loneSurrogate) }
    let second = try codeUnit(bytes, at: position + 6)
    guard (0xDC00...0xDFFF).contains(second) else { throw failure(.loneSurrogate) }
    let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    guard let scalar = Unicode.Scalar(value) else { throw failure(.loneSurrogate) }
    position += 12
    return scalar
  }

  private func codeUnit(_ bytes: Span<UInt8>, at start: Int) throws(JSONError) -> UInt16 {
    guard start + 6 <= bytes.count else {
      throw JSONError(situation: .endsEarly, offset: bytes.count)
    }
    var value: UInt16 = 0
    for offset in start + 2..<start + 6 {
      guard let digit = Hex.digit(bytes[offset]) else {
        throw JSONError(situation: .badEscape, offset: start)
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}

/// One tag of a template, between and with its delimiters.
struct Tag {
  enum Kind {
    case value, raw, section, inverted, sectionEnd, comment, partial, delimiters

    /// Whether a line that holds nothing else disappears with the tag.
    var mayStandAlone: Bool { self != .value && self != .raw }
  }

  let kind: Kind
  /// What stands inside, without sigil and surrounding white space.
  let content: String
  /// The position after the closing delimiter.
  let end: Int

  /// Reads the tag that opens at `start`; nil if nothing closes it.
  init?(in source: [UInt8], at start: Int, open: [UInt8], close: [UInt8]) {
    var first = start + open.count
    guard first < source.count else { return nil }
    var closing = close
    switch source[first] {
    case UInt8(ascii: "{"):
      kind = .raw
      closing = [UInt8(ascii: "}")] + close
    case UInt8(ascii: "&"): kind = .raw
    case UInt8(ascii: "#"): kind = .section
    case UInt8(ascii: "^"): kind = .inverted
    case UInt8(ascii: "/"): kind = .sectionEnd
    case UInt8(ascii: "!"): kind = .comment
    case UInt8(ascii: ">"): kind = .partial
    case UInt8(ascii: "="):
      kind = .delimiters
      closing = [UInt8(ascii: "=")] + close
    default: kind = .value
    }
    if kind != .value { first += 1 }
    guard let last = source.firstIndex(of: closing, from: first) else { return nil }
    content = String(decoding: source[first..<last].trimmed, as: UTF8.self)
    end = last + closing.count
  }
}

extension Array<UInt8> {
  /// The first position at or after `from` where `pattern` stands.
  func firstIndex(of pattern: [UInt8], from: Int) -> Int? {
    guard let head = pattern.first, count >= pattern.count else { return nil }
    var at = from
    while at <= count - pattern.count {
      if self[at] == head, self[at..<at + pattern.count].elementsEqual(pattern) { return at }
      at += 1
    }
    return nil
  }

  /// The number of the line that holds `position`, from 1.
  func line(at position: Int) -> Int {
    self[..<position].count { $0 == UInt8(ascii: "\n") } + 1
  }

  func startsLine(at position: Int) -> Bool {
    position == 0 || self[position - 1] == UInt8(ascii: "\n")
  }

  /// The whole line of a tag, its end included, if nothing but blanks stands beside it.
  func standaloneLine(around tag: Range<Int>) -> Range<Int>? {
    var start = tag.lowerBound
    while start > 0, self[start - 1].isBlank { start -= 1 }
    guard startsLine(at: start) else { return nil }
    var end = tag.upperBound
    while end < count, self[end].isBlank { end += 1 }
    if end == count { return start..<end }
    if self[end] == UInt8(ascii: "\r"), end + 1 < count { end += 1 }
    return self[end] == UInt8(ascii: "\n") ? start..<end + 1 : nil
  }
}

extension UInt8 {
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  var isSpace: Bool { isBlank || self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}

extension ArraySlice<UInt8> {
  var trimmed: ArraySlice<UInt8> {
    var rest = drop { $0.isSpace }
    while let last = rest.last, last.isSpace { rest.removeLast() }
    return rest
  }
}

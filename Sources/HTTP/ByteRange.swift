/// What a Range field asks for (RFC 9110 § 14).
enum ByteRange: Equatable, Sendable {
  /// Everything: no range, one that isn't understood, or several, which a server may ignore.
  case whole
  /// These bytes.
  case part(Range<Int>)
  /// Nothing that exists.
  case unsatisfiable

  /// Reads a Range field.
  ///
  /// - Parameters:
  ///   - field: Like `bytes=0-499`, `bytes=500-` or `bytes=-500`.
  ///   - length: Bytes of the representation.
  init(_ field: String, of length: Int) {
    self = Self.read(field, length) ?? .whole
  }

  private static func read(_ field: String, _ length: Int) -> ByteRange? {
    guard field.utf8.count <= 64 else { return nil }
    let halves = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, halves[0].lowercased() == "bytes" else { return nil }
    let ends = halves[1].drop { $0 == " " }
      .split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    if ends[0].isEmpty {
      guard let suffix = number(ends[1]) else { return nil }
      return suffix == 0 || length == 0 ? .unsatisfiable : .part(max(0, length - suffix)..<length)
    }
    guard let first = number(ends[0]) else { return nil }
    if ends[1].isEmpty { return first < length ? .part(first..<length) : .unsatisfiable }
    guard let last = number(ends[1]), last >= first else { return nil }
    return first < length ? .part(first..<min(last + 1, length)) : .unsatisfiable
  }

  private static func number(_ text: Substring) -> Int? {
    guard (1...18).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }
}

/// The part of the target after `?`, read as form pairs.
///
/// What isn't UTF-8 is replaced by U+FFFD. Only the first 256 pairs count.
public struct Query: Sendable {
  /// The query as it came, without the question mark.
  public let raw: String
  private static let pairsMax = 256

  /// A query as it stands in a target, without the question mark.
  public init(_ raw: String) { self.raw = raw }

  /// The first value of the name; empty if the name stands without one.
  public subscript(_ name: String) -> String? {
    var found: String?
    scan { key, value in
      guard key == name else { return true }
      found = value()
      return false
    }
    return found
  }

  /// All values of the name.
  public func all(_ name: String) -> [String] {
    var found: [String] = []
    scan { key, value in
      if key == name { found.append(value()) }
      return true
    }
    return found
  }

  /// All pairs in order.
  public var pairs: [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    scan { key, value in
      found.append((key, value()))
      return true
    }
    return found
  }

  private func scan(_ visit: (_ name: String, _ value: () -> String) -> Bool) {
    let bytes = Array(raw.utf8)
    let span = bytes.span
    var left = Self.pairsMax
    FormDecoding.forEachPair(span) { name, value in
      left -= 1
      guard left >= 0 else { return false }
      let key = String(decoding: FormDecoding.decode(bytes.span, name), as: UTF8.self)
      return visit(key) {
        String(decoding: FormDecoding.decode(bytes.span, value), as: UTF8.self)
      }
    }
  }
}

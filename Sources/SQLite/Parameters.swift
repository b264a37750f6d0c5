/// The values of a statement's named parameters.
///
/// Written as a literal, `["slug": .text(slug), "limit": 20]`, or put together where a filter is
/// composed. In the SQL the name stands with a colon, here without. Each parameter of the
/// statement must be given exactly once, and nothing that the statement doesn't know.
public struct Parameters: Sendable, ExpressibleByDictionaryLiteral {
  var pairs: [(String, Value)]

  /// The parameters in the order written, which is fastest in the order of the SQL.
  public init(dictionaryLiteral elements: (String, Value)...) {
    pairs = elements
  }

  /// Adds one parameter.
  ///
  /// - Parameters:
  ///   - name: The name without colon.
  ///   - value: What it is bound to.
  public mutating func add(_ name: String, _ value: Value) {
    pairs.append((name, value))
  }
}

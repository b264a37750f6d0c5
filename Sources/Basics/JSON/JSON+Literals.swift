extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// `nil` is `null`.
  public init(nilLiteral: ()) { self = .null }
  /// A literal `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A literal whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A literal number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A literal string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A literal array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// A literal object; of members with the same name the last one counts.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(JSONObject(elements))
  }
}

/// One value as SQLite stores it; what a parameter is bound to.
public enum Value: Sendable, Equatable {
  /// The absence of a value.
  case null
  /// A signed integer of up to 64 bits.
  case integer(Int64)
  /// An IEEE 754 double; NaN can't be stored.
  case real(Double)
  /// UTF-8 text.
  case text(String)
  /// Bytes as they are.
  case blob([UInt8])
}

extension Value {
  /// An integer, or null.
  public init(_ value: Int64?) {
    if let value { self = .integer(value) } else { self = .null }
  }

  /// An integer, or null.
  public init(_ value: Int?) {
    self.init(value.map { Int64($0) })
  }

  /// 1 for true, 0 for false, or null.
  public init(_ value: Bool?) {
    self.init(value.map { $0 ? Int64(1) : 0 })
  }

  /// A double, or null.
  public init(_ value: Double?) {
    if let value { self = .real(value) } else { self = .null }
  }

  /// Text, or null.
  public init(_ value: String?) {
    if let value { self = .text(value) } else { self = .null }
  }

  /// Bytes, or null.
  public init(_ value: [UInt8]?) {
    if let value { self = .blob(value) } else { self = .null }
  }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral
{
  /// The integer of the literal.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// The double of the literal.
  public init(floatLiteral value: Double) { self = .real(value) }
  /// 1 for `true`, 0 for `false`.
  public init(booleanLiteral value: Bool) { self = .integer(value ? 1 : 0) }
  /// The text of the literal.
  public init(stringLiteral value: String) { self = .text(value) }
  /// Null.
  public init(nilLiteral: ()) { self = .null }
}

/// A JSON value (RFC 8259).
///
/// Whole numbers that fit 64 bits are kept exactly, as ``integer(_:)``.
public enum JSON: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number without fraction or exponent that fits 64 bits.
  case integer(Int64)
  /// Any other number.
  case number(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSON])
  /// An object, its members in order.
  case object(JSONObject)

  /// A string.
  public init(_ value: String) { self = .string(value) }
  /// A whole number.
  public init(_ value: Int) { self = .integer(Int64(value)) }
  /// A whole number.
  public init(_ value: Int64) { self = .integer(value) }
  /// A number.
  public init(_ value: Double) { self = .number(value) }
  /// A truth value.
  public init(_ value: Bool) { self = .bool(value) }
}

extension JSON {
  /// The member called `name`, or nil if there is none or this is no object.
  public subscript(name: String) -> JSON? {
    object?[name]
  }

  /// The element at `index`, or nil if there is none or this is no array.
  public subscript(index: Int) -> JSON? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// Whether it is `null`.
  public var isNull: Bool { self == .null }

  /// The truth value, or nil if it is something else.
  public var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The whole number, or nil if it is something else.
  public var integer: Int64? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// The number, whole or not, or nil if it is something else.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The string, or nil if it is something else.
  public var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The elements, or nil if it is no array.
  public var array: [JSON]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  /// The members, or nil if it is no object.
  public var object: JSONObject? {
    guard case .object(let value) = self else { return nil }
    return value
  }
}

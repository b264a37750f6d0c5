extension JSON {
  /// The value's text in UTF-8, without white space.
  ///
  /// Numbers that are not finite, which JSON can't say, become `null`.
  public func serialized() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    bytes.append(json: self)
    return bytes
  }

  /// The value's text in UTF-8, laid out by two spaces a level if `pretty`, with a last line feed.
  public func serialized(pretty: Bool) -> [UInt8] {
    guard pretty else { return serialized() }
    var bytes: [UInt8] = []
    bytes.append(pretty: self, level: 0)
    bytes.append(10)
    return bytes
  }

  /// The value's text, without white space.
  public var text: String {
    String(decoding: serialized(), as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends a value's JSON text, without white space.
  public mutating func append(json value: JSON) {
    switch value {
    case .array(let elements):
      append(ascii("["))
      for index in elements.indices {
        if index > 0 { append(ascii(",")) }
        append(json: elements[index])
      }
      append(ascii("]"))
    case .object(let object):
      append(ascii("{"))
      for index in object.members.indices {
        if index > 0 { append(ascii(",")) }
        append(jsonString: object.members[index].name)
        append(ascii(":"))
        append(json: object.members[index].value)
      }
      append(ascii("}"))
    default: append(scalar: value)
    }
  }

  /// Appends a string as JSON text, with its quotes.
  public mutating func append(jsonString text: String) {
    append(ascii("\""))
    let bytes = text.utf8.span
    var start = 0
    for index in bytes.indices where !isPlain(bytes[index]) {
      append(copying: bytes, start, index)
      append(escaped: bytes[index])
      start = index + 1
    }
    append(copying: bytes, start, bytes.count)
    append(ascii("\""))
  }

  fileprivate mutating func append(pretty value: JSON, level: Int) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      append(ascii("["))
      for index in elements.indices {
        appendLine(after: index, level: level + 1)
        append(pretty: elements[index], level: level + 1)
      }
      appendLine(after: 0, level: level)
      append(ascii("]"))
    case .object(let object) where !object.isEmpty:
      append(ascii("{"))
      for index in object.members.indices {
        appendLine(after: index, level: level + 1)
        append(jsonString: object.members[index].name)
        append(": ")
        append(pretty: object.members[index].value, level: level + 1)
      }
      appendLine(after: 0, level: level)
      append(ascii("}"))
    default: append(json: value)
    }
  }

  private mutating func appendLine(after index: Int, level: Int) {
    if index > 0 { append(ascii(",")) }
    append(10)
    for _ in 0..<level { append("  ") }
  }

  private mutating func append(scalar value: JSON) {
    switch value {
    case .bool(let value): value ? append("true") : append("false")
    case .integer(let value): append(integer: value)
    case .number(let value) where value.isFinite: append(contentsOf: value.description.utf8)
    case .string(let value): append(jsonString: value)
    default: append("null")
    }
  }

  private mutating func append(integer value: Int64) {
    if value < 0 { append(ascii("-")) }
    let magnitude = value.magnitude
    var divisor: UInt64 = 1
    while magnitude / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      append(ascii("0") + UInt8(truncatingIfNeeded: magnitude / divisor % 10))
      divisor /= 10
    }
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != ascii("\"") && byte != ascii("\\") && byte != 0x7F
  }

  private mutating func append(copying bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    unsafe bytes.extracting(start..<end).withUnsafeBufferPointer {
      unsafe append(contentsOf: $0)
    }
  }

  private mutating func append(escaped byte: UInt8) {
    switch byte {
    case ascii("\""): append("\\\"")
    case ascii("\\"): append("\\\\")
    case 10: append("\\n")
    case 13: append("\\r")
    case 9: append("\\t")
    default:
      append("\\u00")
      append(Hex.digits[Int(byte >> 4)])
      append(Hex.digits[Int(byte & 15)])
    }
  }
}

extension JSON {
  /// A value from its text, read strictly as RFC 8259 has it.
  ///
  /// Beyond the RFC's grammar it refuses a name that stands twice in one object, since readers
  /// differ over which one counts, and half a surrogate pair, which no string can hold.
  ///
  /// - Parameters:
  ///   - bytes: The whole text in UTF-8, no byte order mark.
  ///   - limits: How much is read.
  /// - Throws: ``JSONError`` with the offset of the first byte that is out of order.
  public init(parsing bytes: [UInt8], limits: JSONLimits = .default) throws(JSONError) {
    try self.init(parsing: bytes.span, limits: limits)
  }

  /// A value from its text, as ``init(parsing:limits:)-([UInt8],_)``.
  public init(parsing bytes: Span<UInt8>, limits: JSONLimits = .default) throws(JSONError) {
    guard bytes.count <= limits.bytesMax else {
      throw JSONError(situation: .tooLong, offset: limits.bytesMax)
    }
    var reader = JSONReader(limits: limits)
    self = try reader.document(bytes)
  }

  /// A value from its text, as ``init(parsing:limits:)-([UInt8],_)``.
  public init(parsing text: String, limits: JSONLimits = .default) throws(JSONError) {
    try self.init(parsing: text.utf8.span, limits: limits)
  }
}

/// Reads values from left to right; strings and numbers are in their own files.
struct JSONReader {
  var position = 0
  private var depth = 0
  private var valueCount = 0
  private let limits: JSONLimits

  init(limits: JSONLimits) {
    self.limits = limits
  }

  func failure(_ situation: JSONError.Situation) -> JSONError {
    JSONError(situation: situation, offset: position)
  }

  mutating func document(_ bytes: Span<UInt8>) throws(JSONError) -> JSON {
    skipSpace(bytes)
    let value = try value(bytes)
    skipSpace(bytes)
    guard position == bytes.count else { throw failure(.textAfterValue) }
    return value
  }

  private mutating func value(_ bytes: Span<UInt8>) throws(JSONError) -> JSON {
    guard position < bytes.count else { throw failure(.endsEarly) }
    valueCount += 1
    guard valueCount <= limits.valuesMax else { throw failure(.tooManyValues) }
    switch bytes[position] {
    case ascii("\""): return .string(try string(bytes))
    case ascii("{"):
      return try nested(bytes) { (self, bytes) throws(JSONError) in
        .object(try self.object(bytes))
      }
    case ascii("["):
      return try nested(bytes) { (self, bytes) throws(JSONError) in
        .array(try self.array(bytes))
      }
    case ascii("-"), ascii("0")...ascii("9"): return try number(bytes)
    case ascii("t"): return try word("true", .bool(true), bytes)
    case ascii("f"): return try word("false", .bool(false), bytes)
    case ascii("n"): return try word("null", .null, bytes)
    default: throw failure(.valueExpected)
    }
  }

  private mutating func nested(
    _ bytes: Span<UInt8>, _ read: (inout JSONReader, Span<UInt8>) throws(JSONError) -> JSON
  ) throws(JSONError) -> JSON {
    guard depth < limits.depthMax else { throw failure(.tooDeep) }
    depth += 1
    position += 1
    skipSpace(bytes)
    let value = try read(&self, bytes)
    depth -= 1
    return value
  }

  private mutating func array(_ bytes: Span<UInt8>) throws(JSONError) -> [JSON] {
    var elements: [JSON] = []
    if take(ascii("]"), bytes) { return elements }
    while true {
      elements.append(try value(bytes))
      skipSpace(bytes)
      if take(ascii("]"), bytes) { return elements }
      try takeComma(bytes)
    }
  }

  private mutating func object(_ bytes: Span<UInt8>) throws(JSONError) -> JSONObject {
    var object = JSONObject()
    if take(ascii("}"), bytes) { return object }
    while true {
      guard position < bytes.count else { throw failure(.endsEarly) }
      guard bytes[position] == ascii("\"") else { throw failure(.nameExpected) }
      let start = position
      let name = try string(bytes)
      guard object.place(of: name) == nil else {
        throw JSONError(situation: .duplicateName, offset: start)
      }
      skipSpace(bytes)
      guard take(ascii(":"), bytes) else {
        throw failure(position == bytes.count ? .endsEarly : .colonExpected)
      }
      skipSpace(bytes)
      object.append(name, try value(bytes))
      skipSpace(bytes)
      if take(ascii("}"), bytes) { return object }
      try takeComma(bytes)
    }
  }

  private mutating func word(
    _ word: StaticString, _ value: JSON, _ bytes: Span<UInt8>
  ) throws(JSONError) -> JSON {
    guard bytes.has(word, at: position) else { throw failure(.valueExpected) }
    position += word.utf8CodeUnitCount
    return value
  }

  private mutating func takeComma(_ bytes: Span<UInt8>) throws(JSONError) {
    guard take(ascii(","), bytes) else {
      throw failure(position == bytes.count ? .endsEarly : .commaExpected)
    }
    skipSpace(bytes)
  }

  mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }
}

extension JSONReader {
  /// The number that starts at the position (RFC 8259, 6).
  mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> JSON {
    let start = position
    let isNegative = take(ascii("-"), bytes)
    let whole = try wholePart(bytes)
    var isWhole = true
    if take(ascii("."), bytes) {
      isWhole = false
      try digits(bytes)
    }
    if position < bytes.count, bytes[position] | 0x20 == ascii("e") {
      isWhole = false
      position += 1
      if !take(ascii("+"), bytes) { _ = take(ascii("-"), bytes) }
      try digits(bytes)
    }
    if isWhole, let whole, let value = isNegative ? negated(whole) : Int64(exactly: whole) {
      return .integer(value)
    }
    return .number(try fraction(bytes, from: start))
  }

  /// The digits before the point; nil if 64 bits don't hold them.
  private mutating func wholePart(_ bytes: Span<UInt8>) throws(JSONError) -> UInt64? {
    let start = position
    var value: UInt64? = 0
    while position < bytes.count, bytes[position] &- ascii("0") <= 9 {
      let (tens, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(bytes[position] - ascii("0")))
      value = value == nil || overflow || carry ? nil : sum
      position += 1
    }
    guard position > start, position == start + 1 || bytes[start] != ascii("0") else {
      throw failure(position == bytes.count && position == start ? .endsEarly : .badNumber)
    }
    return value
  }

  private mutating func digits(_ bytes: Span<UInt8>) throws(JSONError) {
    let start = position
    while position < bytes.count, bytes[position] &- ascii("0") <= 9 { position += 1 }
    guard position > start else {
      throw failure(position == bytes.count ? .endsEarly : .badNumber)
    }
  }

  private func negated(_ magnitude: UInt64) -> Int64? {
    magnitude <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
  }

  private func fraction(_ bytes: Span<UInt8>, from start: Int) throws(JSONError) -> Double {
    var text: [UInt8] = []
    text.reserveCapacity(position - start)
    for offset in start..<position { text.append(bytes[offset]) }
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
      throw JSONError(situation: .numberOutOfRange, offset: start)
    }
    return value
  }
}

/// The byte of an ASCII character.
@inline(__always)
func ascii(_ scalar: Unicode.Scalar) -> UInt8 {
  UInt8(truncatingIfNeeded: scalar.value)
}

extension Span<UInt8> {
  /// The number written in exactly `digits` decimal digits at `offset`, or nil.
  func number(at offset: Int, digits: Int) -> Int? {
    guard offset >= 0, offset + digits <= count else { return nil }
    var value = 0
    for position in offset..<offset + digits {
      let digit = self[position] &- ascii("0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Whether `text` stands at `offset`, byte for byte.
  func has(_ text: StaticString, at offset: Int) -> Bool {
    guard offset >= 0, offset + text.utf8CodeUnitCount <= count else { return false }
    for index in 0..<text.utf8CodeUnitCount
    where unsafe self[offset + index] != text.utf8Start[index] {
      return false
    }
    return true
  }
}

extension [UInt8] {
  /// Appends a number of at least `digits` decimal digits, zeros in front.
  mutating func append(decimal value: Int, digits: Int) {
    if digits == 2, UInt(bitPattern: value) < 100 {
      append(ascii("0") + UInt8(truncatingIfNeeded: value / 10))
      append(ascii("0") + UInt8(truncatingIfNeeded: value % 10))
      return
    }
    var divisor = 1
    for _ in 1..<Swift.max(digits, 1) { divisor *= 10 }
    while value / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      append(ascii("0") + UInt8(truncatingIfNeeded: value / divisor % 10))
      divisor /= 10
    }
  }

  mutating func append(_ date: CivilDate) {
    append(decimal: date.year / 100, digits: 2)
    append(decimal: date.year % 100, digits: 2)
    append(ascii("-"))
    append(decimal: date.month, digits: 2)
    append(ascii("-"))
    append(decimal: date.day, digits: 2)
  }

  mutating func append(clock secondOfDay: Int) {
    append(decimal: secondOfDay / 3600, digits: 2)
    append(ascii(":"))
    append(decimal: secondOfDay / 60 % 60, digits: 2)
    append(ascii(":"))
    append(decimal: secondOfDay % 60, digits: 2)
  }

  mutating func append(_ reading: CivilDateTime) {
    append(reading.date)
    append(ascii("T"))
    append(clock: reading.secondOfDay)
    guard reading.millisecond != 0 else { return }
    append(ascii("."))
    append(decimal: reading.millisecond, digits: 3)
  }

  mutating func append(_ text: StaticString) {
    unsafe append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

extension String {
  /// A string of ASCII bytes that `write` appends to an array with room for `capacity`.
  init(ascii capacity: Int, _ write: (inout [UInt8]) -> Void) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(capacity)
    write(&bytes)
    self = String(decoding: bytes, as: UTF8.self)
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity, for a positive divisor.
  @inline(__always)
  func flooredQuotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self < 0 && quotient * divisor != self ? quotient - 1 : quotient
  }
}

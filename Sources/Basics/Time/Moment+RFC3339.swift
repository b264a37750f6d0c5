extension Moment {
  /// A moment written as RFC 3339 has it, with its offset or `Z`; nil otherwise.
  ///
  /// A fraction of any length is cut to milliseconds. Refused: a missing offset, a space for
  /// the `T`, hour 24, and second 60, which this count of time can't hold.
  public init?(rfc3339 text: String) {
    let bytes = text.utf8.span
    guard bytes.count >= 20, bytes.count <= 64, let year = bytes.number(at: 0, digits: 4),
      bytes[4] == ascii("-"), let month = bytes.number(at: 5, digits: 2), bytes[7] == ascii("-"),
      let day = bytes.number(at: 8, digits: 2), bytes[10] | 0x20 == ascii("t"),
      let second = bytes.clock(at: 11), let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    var position = 19
    guard let fraction = bytes.fraction(at: &position), let offset = bytes.offset(at: position)
    else { return nil }
    let seconds = Int64(date.dayNumber * 86_400 + second - offset)
    self.init(milliseconds: seconds * 1000 + Int64(fraction))
  }

  /// The moment as RFC 3339 has it, on `zone`'s clock: `2026-11-23T20:00:00+01:00`.
  ///
  /// Milliseconds appear only where they are not zero. Offsets of old local mean times are
  /// cut to the minute, the most that the form can say; the moment stays the same. Years
  /// outside 0001–9999 are beyond the form.
  public func rfc3339(in zone: Zone) -> String {
    let offset = zone.offsetSeconds(at: self) / 60
    let (local, overflow) = milliseconds.addingReportingOverflow(Int64(offset) * 60_000)
    let reading = CivilDateTime(localMilliseconds: overflow ? milliseconds : local)
    return String(ascii: 29) {
      $0.append(reading)
      $0.append(ascii(offset < 0 ? "-" : "+"))
      $0.append(decimal: abs(offset) / 60, digits: 2)
      $0.append(ascii(":"))
      $0.append(decimal: abs(offset) % 60, digits: 2)
    }
  }

  /// The moment as RFC 3339 has it, in UTC: `2026-11-23T19:00:00Z`.
  public var rfc3339UTC: String {
    let reading = CivilDateTime(localMilliseconds: milliseconds)
    return String(ascii: 24) {
      $0.append(reading)
      $0.append(ascii("Z"))
    }
  }
}

extension Span<UInt8> {
  /// The second of the day that `HH:MM:SS` at `offset` names, or nil.
  func clock(at offset: Int) -> Int? {
    guard let hour = number(at: offset, digits: 2), hour < 24, has(":", at: offset + 2),
      let minute = number(at: offset + 3, digits: 2), minute < 60, has(":", at: offset + 5),
      let second = number(at: offset + 6, digits: 2), second < 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// Milliseconds of a fraction at `position`, 0 where there is none, nil where it has no digit.
  fileprivate func fraction(at position: inout Int) -> Int? {
    guard has(".", at: position) else { return 0 }
    position += 1
    let start = position
    var value = 0
    while position < count, self[position] &- ascii("0") <= 9 {
      if position - start < 3 { value = value * 10 + Int(self[position] - ascii("0")) }
      position += 1
    }
    switch position - start {
    case 0: return nil
    case 1: return value * 100
    case 2: return value * 10
    default: return value
    }
  }

  /// Seconds east of UTC that `Z` or `±HH:MM`, the rest of the text, names; nil otherwise.
  fileprivate func offset(at position: Int) -> Int? {
    if count == position + 1, self[position] | 0x20 == ascii("z") { return 0 }
    guard count == position + 6, has("+", at: position) || has("-", at: position),
      let hour = number(at: position + 1, digits: 2), hour < 24, has(":", at: position + 3),
      let minute = number(at: position + 4, digits: 2), minute < 60
    else { return nil }
    let seconds = hour * 3600 + minute * 60
    return self[position] == ascii("-") ? -seconds : seconds
  }
}

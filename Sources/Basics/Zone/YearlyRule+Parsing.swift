extension YearlyRule {
  /// A rule written as a POSIX `TZ` value with RFC 9636's wider hours, or nil if it breaks the form.
  ///
  /// For example `CET-1CEST,M3.5.0,M10.5.0/3` or `<+1030>-10:30<+11>-11,M10.1.0,M4.1.0`.
  init?(parsing text: [UInt8]) {
    var reader = RuleReader(bytes: text)
    guard let name = reader.name(), let west = reader.duration(hoursMax: 24) else { return nil }
    standard = LocalTime(offset: -west, isDaylight: false, abbreviation: name)
    guard !reader.isAtEnd else {
      daylight = nil
      return
    }
    guard let daylightName = reader.name() else { return nil }
    var offset = -west + 3600
    if !reader.isNext(ascii(",")) {
      guard let west = reader.duration(hoursMax: 24) else { return nil }
      offset = -west
    }
    guard let start = reader.change(), let end = reader.change(), reader.isAtEnd else { return nil }
    daylight = Daylight(
      time: LocalTime(offset: offset, isDaylight: true, abbreviation: daylightName),
      start: start, end: end)
  }
}

/// Reads a `TZ` value from left to right.
private struct RuleReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  func isNext(_ byte: UInt8) -> Bool {
    position < bytes.count && bytes[position] == byte
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard isNext(byte) else { return false }
    position += 1
    return true
  }

  /// Three letters or more, or anything of letters, digits and signs between `<` and `>`.
  mutating func name() -> String? {
    let isQuoted = take(ascii("<"))
    let start = position
    while position < bytes.count, isNamePart(bytes[position], isQuoted) { position += 1 }
    let name = bytes[start..<position]
    guard (3...16).contains(name.count), !isQuoted || take(ascii(">")) else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  private func isNamePart(_ byte: UInt8, _ isQuoted: Bool) -> Bool {
    switch byte {
    case ascii("a")...ascii("z"), ascii("A")...ascii("Z"): true
    case ascii("0")...ascii("9"), ascii("+"), ascii("-"): isQuoted
    default: false
    }
  }

  mutating func number(max: Int) -> Int? {
    let start = position
    var value = 0
    while position < bytes.count, bytes[position] &- ascii("0") <= 9, position - start < 3 {
      value = value * 10 + Int(bytes[position] - ascii("0"))
      position += 1
    }
    return position > start && value <= max ? value : nil
  }

  /// Seconds of `[+-]h[h][:mm[:ss]]`.
  mutating func duration(hoursMax: Int) -> Int? {
    let isNegative = take(ascii("-"))
    if !isNegative { _ = take(ascii("+")) }
    guard var seconds = number(max: hoursMax).map({ $0 * 3600 }) else { return nil }
    if take(ascii(":")) {
      guard let minutes = number(max: 59) else { return nil }
      seconds += minutes * 60
      if take(ascii(":")) {
        guard let rest = number(max: 59) else { return nil }
        seconds += rest
      }
    }
    return isNegative ? -seconds : seconds
  }

  /// `,date[/time]`, at 02:00:00 if no time is given.
  mutating func change() -> YearlyRule.Change? {
    guard take(ascii(",")), let day = day() else { return nil }
    guard take(ascii("/")) else { return YearlyRule.Change(day: day, second: 7200) }
    return duration(hoursMax: 167).map { YearlyRule.Change(day: day, second: $0) }
  }

  private mutating func day() -> YearlyRule.Change.Day? {
    if take(ascii("J")) {
      return number(max: 365).flatMap { $0 > 0 ? .withoutLeapDay($0) : nil }
    }
    guard take(ascii("M")) else { return number(max: 365).map { .withLeapDay($0) } }
    guard let month = number(max: 12), month > 0, take(ascii(".")), let week = number(max: 5),
      week > 0, take(ascii(".")), let day = number(max: 6)
    else { return nil }
    return .weekday(month: month, week: week, day: day)
  }
}

extension Moment {
  /// The moment as HTTP's fields write it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
  public var httpDate: String {
    let reading = CivilDateTime(localMilliseconds: milliseconds)
    return String(ascii: 29) {
      $0.append(httpWeekdays[reading.date.weekday.rawValue - 1])
      $0.append(", ")
      $0.append(decimal: reading.date.day, digits: 2)
      $0.append(ascii(" "))
      $0.append(httpMonths[reading.date.month - 1])
      $0.append(ascii(" "))
      $0.append(decimal: reading.date.year, digits: 4)
      $0.append(ascii(" "))
      $0.append(clock: reading.secondOfDay)
      $0.append(" GMT")
    }
  }

  /// A moment from an HTTP field, in today's form or one of the two obsolete ones; nil otherwise.
  ///
  /// - Parameters:
  ///   - text: The field's value without white space around it.
  ///   - now: Decides the century of a two-digit year: a date more than fifty years ahead is
  ///     taken as past (RFC 9110, 5.6.7). Asked only for that form.
  public init?(httpDate text: String, now: @autoclosure () -> Moment = .now()) {
    let bytes = text.utf8.span
    let comma = (0..<Swift.min(bytes.count, 10)).first { bytes[$0] == ascii(",") }
    switch comma {
    case 3?: self.init(fixdate: bytes)
    case let comma?: self.init(rfc850: bytes, comma: comma, now: now())
    case nil: self.init(asctime: bytes)
    }
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  private init?(fixdate bytes: Span<UInt8>) {
    guard bytes.count == 29, bytes.has(", ", at: 3), bytes.has(" ", at: 7), bytes.has(" ", at: 11),
      bytes.has(" ", at: 16), bytes.has(" GMT", at: 25), let second = bytes.clock(at: 17),
      let date = bytes.date(year: bytes.number(at: 12, digits: 4), monthAt: 8, dayAt: 5),
      bytes.has(httpWeekdays[date.weekday.rawValue - 1], at: 0)
    else { return nil }
    self.init(seconds: Int64(date.dayNumber * 86_400 + second))
  }

  /// `Sunday, 06-Nov-94 08:49:37 GMT`.
  private init?(rfc850 bytes: Span<UInt8>, comma: Int, now: Moment) {
    guard bytes.count == comma + 24, bytes.has(", ", at: comma), bytes.has("-", at: comma + 4),
      bytes.has("-", at: comma + 8), bytes.has(" ", at: comma + 11),
      bytes.has(" GMT", at: comma + 20), let second = bytes.clock(at: comma + 12),
      let short = bytes.number(at: comma + 9, digits: 2)
    else { return nil }
    let thisYear = CivilDateTime(localMilliseconds: now.milliseconds).date.year
    var year = thisYear - thisYear % 100 + short
    if year > thisYear + 50 { year -= 100 }
    guard let date = bytes.date(year: year, monthAt: comma + 5, dayAt: comma + 2),
      longWeekdays[date.weekday.rawValue - 1].utf8CodeUnitCount == comma,
      bytes.has(longWeekdays[date.weekday.rawValue - 1], at: 0)
    else { return nil }
    self.init(seconds: Int64(date.dayNumber * 86_400 + second))
  }

  /// `Sun Nov  6 08:49:37 1994`.
  private init?(asctime bytes: Span<UInt8>) {
    guard bytes.count == 24, bytes.has(" ", at: 3), bytes.has(" ", at: 7), bytes.has(" ", at: 10),
      bytes.has(" ", at: 19), let second = bytes.clock(at: 11),
      let day = bytes.has(" ", at: 8)
        ? bytes.number(at: 9, digits: 1) : bytes.number(at: 8, digits: 2),
      let year = bytes.number(at: 20, digits: 4), let month = bytes.month(at: 4),
      let date = CivilDate(year: year, month: month, day: day),
      bytes.has(httpWeekdays[date.weekday.rawValue - 1], at: 0)
    else { return nil }
    self.init(seconds: Int64(date.dayNumber * 86_400 + second))
  }
}

extension Span<UInt8> {
  fileprivate func month(at offset: Int) -> Int? {
    httpMonths.firstIndex { has($0, at: offset) }.map { $0 + 1 }
  }

  fileprivate func date(year: Int?, monthAt: Int, dayAt: Int) -> CivilDate? {
    guard let year, let month = month(at: monthAt), let day = number(at: dayAt, digits: 2) else {
      return nil
    }
    return CivilDate(year: year, month: month, day: day)
  }
}

private let httpWeekdays: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
private let longWeekdays: [StaticString] = [
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
]
private let httpMonths: [StaticString] = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]

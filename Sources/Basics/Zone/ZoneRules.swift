/// A zone's tables: periods of one local time each, then a yearly rule.
final class ZoneRules: Sendable {
  /// A kind of local time.
  struct LocalTime: Sendable, Hashable {
    let offset: Int
    let isDaylight: Bool
    let abbreviation: String
  }

  /// A stretch of one local time, from `start` up to and without `end`; nil is for ever.
  struct Period {
    let start: Int64?
    let end: Int64?
    let type: LocalTime
  }

  /// Yearly rules are written out to this year, so that nearly every question is one search.
  static let lastTabledYear = 2099

  static let utc = ZoneRules(
    initial: LocalTime(offset: 0, isDaylight: false, abbreviation: "UTC"), changes: [], rule: nil)

  private let starts: [Int64]
  private let types: [LocalTime]
  private let initial: LocalTime
  private let rule: YearlyRule?

  init(initial: LocalTime, changes: [(at: Int64, to: LocalTime)], rule: YearlyRule?) {
    var starts: [Int64] = []
    var types: [LocalTime] = []
    for change in changes where change.to != types.last ?? initial {
      starts.append(change.at)
      types.append(change.to)
    }
    if let rule {
      for change in rule.changes(after: changes.last?.at, through: Self.lastTabledYear)
      where change.to != types.last ?? initial {
        starts.append(change.at)
        types.append(change.to)
      }
    }
    self.starts = starts
    self.types = types
    self.initial = initial
    self.rule = rule
  }

  func period(at second: Int64) -> Period {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= second { low = middle + 1 } else { high = middle }
    }
    guard low == starts.count else {
      return Period(
        start: low == 0 ? nil : starts[low - 1], end: starts[low],
        type: low == 0 ? initial : types[low - 1])
    }
    guard let rule, rule.daylight != nil else {
      return Period(start: starts.last, end: nil, type: types.last ?? initial)
    }
    return rule.period(at: second)
  }
}

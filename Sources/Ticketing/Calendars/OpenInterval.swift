public import Basics

/// A stretch of one local day in which the desk is open: `[from, to)`.
public struct OpenInterval: Sendable, Hashable, CustomStringConvertible {
  /// The first moment that is open.
  public let from: CivilTime
  /// The first moment that is closed again; `24:00` is the day's end.
  public let to: CivilTime

  /// Spans two times of one day.
  ///
  /// - Returns: `nil` unless `from` lies before `to`.
  public init?(from: CivilTime, to: CivilTime) {
    guard from < to else { return nil }
    self.from = from
    self.to = to
  }

  /// Reads the form `08:00-20:00`.
  public init?(_ text: String) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let from = CivilTime(String(ends[0])),
      let to = CivilTime(String(ends[1]))
    else { return nil }
    self.init(from: from, to: to)
  }

  /// The form `08:00-20:00`.
  public var description: String { "\(from)-\(to)" }

  /// Reads a day's intervals, `08:00-14:00 16:00-20:00`; an empty text is a closed day.
  ///
  /// - Returns: `nil` when one can't be read, or they overlap or are out of order.
  public static func day(_ text: String) -> [OpenInterval]? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," })
    var day: [OpenInterval] = []
    for word in words {
      guard let interval = OpenInterval(String(word)) else { return nil }
      if let last = day.last, interval.from < last.to { return nil }
      day.append(interval)
    }
    return day
  }
}

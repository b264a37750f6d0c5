public import Basics

/// A week's hours as people type them: `mon-thu 09:00-14:00 16:00-19:00`, `fri 09:00-14:00`.
public enum WeekText {
  /// Why a text is no week.
  public enum Fault: Error, Sendable, Equatable {
    /// It can't be read.
    case unreadable(String)
    /// It names a day that another has named.
    case twice(String)
  }

  private static let names: [(String, Weekday)] = [
    ("mon", .monday), ("tue", .tuesday), ("wed", .wednesday), ("thu", .thursday),
    ("fri", .friday), ("sat", .saturday), ("sun", .sunday),
  ]

  /// Reads a week; days that no text names are closed.
  ///
  /// - Throws: ``Fault``.
  public static func read(_ texts: [String]) throws(Fault) -> [Weekday: [OpenInterval]] {
    var weekly: [Weekday: [OpenInterval]] = [:]
    for text in texts {
      let words = text.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let days = days(words[0]),
        let day = OpenInterval.day(String(words[1]))
      else { throw .unreadable(text) }
      for weekday in days {
        guard weekly[weekday] == nil else { throw .twice(text) }
        weekly[weekday] = day
      }
    }
    return weekly
  }

  /// Writes a week in the same form, days with equal hours together.
  public static func lines(_ weekly: [Weekday: [OpenInterval]]) -> [String] {
    var lines: [(days: [String], hours: String)] = []
    for (name, day) in names {
      guard let intervals = weekly[day], !intervals.isEmpty else { continue }
      let hours = intervals.map(\.description).joined(separator: " ")
      if let index = lines.firstIndex(where: { $0.hours == hours }) {
        lines[index].days.append(name)
      } else {
        lines.append(([name], hours))
      }
    }
    return lines.map { "\(range($0.days)) \($0.hours)" }
  }

  /// `mon-fri` for days in a row, else `mon,wed`.
  private static func range(_ days: [String]) -> String {
    let all = names.map(\.0)
    guard let first = days.first, let last = days.last, days.count > 2,
      let start = all.firstIndex(of: first), let end = all.firstIndex(of: last),
      end - start == days.count - 1
    else { return days.joined(separator: ",") }
    return "\(first)-\(last)"
  }

  private static func days(_ text: Substring) -> [Weekday]? {
    var days: [Weekday] = []
    for part in text.lowercased().split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      let places = ends.compactMap { end in names.firstIndex { $0.0 == end } }
      guard places.count == ends.count, let first = places.first, let last = places.last,
        places.count <= 2, first <= last
      else { return nil }
      days += names[first...last].map(\.1)
    }
    return days
  }
}

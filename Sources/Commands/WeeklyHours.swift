public import Basics
public import Ticketing

/// A week's hours as options of a command.
public enum WeeklyHours {
  /// Reads a week; days that no text names are closed.
  public static func read(_ texts: [String]) throws(UsageError) -> [Weekday: [OpenInterval]] {
    do throws(WeekText.Fault) {
      return try WeekText.read(texts)
    } catch {
      switch error {
      case .unreadable(let text): throw fault(text)
      case .twice(let text): throw fault(text, "each day once, ")
      }
    }
  }

  /// Writes a week in the same form, days with equal hours together.
  public static func lines(_ weekly: [Weekday: [OpenInterval]]) -> [String] {
    WeekText.lines(weekly)
  }

  private static func fault(_ text: String, _ rule: String = "") -> UsageError {
    .badValue(
      of: "weekly hours", value: text,
      expected: "\(rule)days and times in order, such as \"mon-thu 09:00-14:00 16:00-19:00\"")
  }
}

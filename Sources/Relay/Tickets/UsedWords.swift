internal import Basics

/// The tickets that were used, remembered as long as they could be shown again.
struct UsedWords: Sendable {
  private var words: [String: Moment] = [:]
  private var sweepAt = Moment(milliseconds: 0)

  /// Uses a word.
  ///
  /// - Returns: Whether it was fresh.
  mutating func use(_ word: String, until: Moment, at now: Moment) -> Bool {
    if sweepAt <= now {
      words = words.filter { $0.value > now }
      sweepAt = now + .seconds(30)
    }
    guard words[word] == nil else { return false }
    words[word] = until
    return true
  }
}

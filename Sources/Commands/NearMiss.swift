/// Finds what somebody probably meant to type.
enum NearMiss {
  /// The candidate that differs least from a word.
  ///
  /// - Returns: `nil` when even the nearest is too far away to be a slip of the fingers.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let word = word.lowercased()
    let best = candidates.min { distance(word, $0) < distance(word, $1) }
    guard let best else { return nil }
    let isBeginning = word.count >= 2 && best.hasPrefix(word)
    let allowed = max(1, min(word.count, best.count) / 3)
    return isBeginning || distance(word, best) <= allowed ? best : nil
  }

  /// How many letters must be added, dropped, changed or swapped with their neighbour.
  static func distance(_ one: String, _ other: String) -> Int {
    let a = Array(one.utf8.prefix(40))
    let b = Array(other.utf8.prefix(40))
    var older: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        var cost = min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
        next.append(cost)
      }
      older = row
      row = next
    }
    return row.last ?? 0
  }
}

import Basics
import Reporting
import Synchronization
import Ticketing

/// Published figures in memory: a version never changes, so it is read once.
///
/// Any thread; guarded by `figures`.
final class KeptFigures: Sendable {
  struct Key: Hashable {
    let organisation: Identifier<Organisation>
    let month: CivilMonth
    let version: Int
  }

  /// How many versions are kept before all are read anew, some 10 kB each.
  static let versionsMax = 200
  private let figures = Mutex<[Key: MonthFigures]>([:])

  subscript(key: Key) -> MonthFigures? {
    figures.withLock { $0[key] }
  }

  func keep(_ new: [Key: MonthFigures]) {
    figures.withLock { figures in
      if figures.count + new.count > Self.versionsMax { figures = [:] }
      figures.merge(new) { old, _ in old }
    }
  }
}

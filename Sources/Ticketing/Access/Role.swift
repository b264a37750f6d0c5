/// What a person of the staff is for one council.
public enum Role: String, Sendable, CaseIterable, Comparable {
  /// Answers citizens.
  case agent
  /// Watches the queue and the promises, and answers too.
  case supervisor
  /// Keeps the council's calendar, procedures and staff, and may do all else.
  case administrator

  /// Orders by what the role may do.
  public static func < (left: Role, right: Role) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .agent: 0
    case .supervisor: 1
    case .administrator: 2
    }
  }
}

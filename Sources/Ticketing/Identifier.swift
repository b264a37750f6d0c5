/// The identity of one row of the desk, typed by its noun so that a ticket's
/// number can't be passed where a citizen's is wanted.
public struct Identifier<Noun>: RawRepresentable, Sendable, Hashable, Comparable {
  /// The number the store gave, 1 or more.
  public let rawValue: Int64

  /// Wraps the store's number.
  public init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  /// Wraps the store's number.
  public init(_ rawValue: Int64) {
    self.rawValue = rawValue
  }

  /// Orders by the store's number: older rows first.
  public static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }
}

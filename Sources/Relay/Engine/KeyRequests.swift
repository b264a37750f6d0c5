/// Brings many wishes for a key frame down to one a second.
public struct KeyRequests: Sendable {
  private let interval: UInt64
  private var askedAt: UInt64?
  private var isWanted = false

  /// Nobody has wished for anything yet.
  ///
  /// - Parameter interval: The least time between two requests, in nanoseconds.
  public init(interval: UInt64 = 1_000_000_000) {
    self.interval = interval
  }

  /// Somebody needs a key frame.
  public mutating func wish() {
    isWanted = true
  }

  /// Whether the sharer is to be asked now; says so once.
  public mutating func isDue(at now: UInt64) -> Bool {
    guard isWanted else { return false }
    if let askedAt, now < askedAt &+ interval { return false }
    askedAt = now
    isWanted = false
    return true
  }
}

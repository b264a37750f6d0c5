/// How many messages a connection may send: a bucket that fills with time.
public struct Pace: Sendable {
  private let perSecond: UInt64
  private let burst: UInt64
  private var tokens: UInt64
  private var at: UInt64

  /// A pace.
  ///
  /// - Parameters:
  ///   - perSecond: How many in the long run.
  ///   - seconds: For how many seconds' worth at once.
  ///   - now: The time in nanoseconds.
  public init(perSecond: Int, seconds: Int = 2, at now: UInt64) {
    self.perSecond = UInt64(max(1, perSecond))
    burst = self.perSecond * UInt64(max(1, seconds)) * 1_000_000_000
    tokens = burst
    at = now
  }

  /// Whether one more is within the pace.
  public mutating func admit(at now: UInt64) -> Bool {
    if now > at {
      let passed = min(now - at, 60_000_000_000)
      tokens = min(burst, tokens + passed * perSecond)
      at = now
    }
    guard tokens >= 1_000_000_000 else { return false }
    tokens -= 1_000_000_000
    return true
  }
}

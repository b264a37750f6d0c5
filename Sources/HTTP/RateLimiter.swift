internal import Synchronization
public import Wire

/// How often each caller may do something: a bucket of tokens that fills with time.
///
/// Any thread; guarded by its own lock. Memory is bounded: of callers seen longest ago the bucket
/// is forgotten, which makes it full.
public final class RateLimiter: Sendable {
  /// Whether a caller may go on.
  public enum Admission: Equatable, Sendable {
    /// Go on.
    case admitted
    /// Too often; after so many whole seconds one more is free.
    case refused(retryAfterSeconds: Int)
  }

  private enum Key: Hashable {
    case name(String)
    case network(IPAddress)
  }

  private struct Bucket {
    var tokens: Double
    var seconds: Double
  }

  /// Two generations: when the young one is half of what is allowed, it becomes the old one.
  private struct State {
    var young: [Key: Bucket] = [:]
    var old: [Key: Bucket] = [:]
  }

  private let burst: Double
  private let perSecond: Double
  private let generationMax: Int
  private let state = Mutex(State())

  /// A limiter.
  ///
  /// - Parameters:
  ///   - burst: How many at once.
  ///   - perMinute: How many a minute in the long run, one or more.
  ///   - keysMax: How many callers are remembered. The default is 10,000.
  public init(burst: Int, perMinute: Int, keysMax: Int = 10_000) {
    self.burst = Double(max(1, burst))
    perSecond = Double(max(1, perMinute)) / 60
    generationMax = max(1, keysMax / 2)
  }

  /// Takes a token of the caller with the name.
  ///
  /// - Parameters:
  ///   - name: Who calls.
  ///   - seconds: A moment on any clock that doesn't go back; nil for the machine's own.
  /// - Returns: Whether there was one.
  public func admit(_ name: String, at seconds: Double? = nil) -> Admission {
    admit(.name(name), seconds)
  }

  /// Takes a token of the address's network: itself in IPv4, the /64 in IPv6.
  ///
  /// - Parameters:
  ///   - address: Who calls.
  ///   - seconds: A moment on any clock that doesn't go back; nil for the machine's own.
  /// - Returns: Whether there was one.
  public func admit(_ address: IPAddress, at seconds: Double? = nil) -> Admission {
    admit(.network(address.network()), seconds)
  }

  private func admit(_ key: Key, _ seconds: Double?) -> Admission {
    let now = seconds ?? Double(Timer.nanoseconds()) / 1e9
    return state.withLock { state in
      var bucket = state.young[key] ?? state.old[key] ?? Bucket(tokens: burst, seconds: now)
      let passed = max(0, now - bucket.seconds)
      bucket.tokens = min(burst, bucket.tokens + passed * perSecond)
      bucket.seconds = max(now, bucket.seconds)
      let isAdmitted = bucket.tokens >= 1
      if isAdmitted { bucket.tokens -= 1 }
      if state.young[key] == nil, state.young.count >= generationMax {
        swap(&state.young, &state.old)
        state.young = [:]
      }
      state.young[key] = bucket
      if isAdmitted { return .admitted }
      let wait = (1 - bucket.tokens) / perSecond
      return .refused(retryAfterSeconds: max(1, Int(wait.rounded(.up))))
    }
  }
}

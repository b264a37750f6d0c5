public import Basics

/// How often codes may be tried: by one address, for one code, and by everybody together.
///
/// A pure value; whoever has it gives it the moments.
public struct CodeGuard: Sendable {
  /// Whether a try is let through.
  public enum Admission: Sendable, Equatable {
    /// Go on.
    case admitted
    /// Come back after so many seconds.
    case refused(retryAfterSeconds: Int)
  }

  /// How many misses burn a code.
  public static let missesMax = 5
  /// How many tries an address has in a minute before it must wait.
  public static let perMinute = 5
  /// How many misses the whole service takes in a minute before the alarm sounds, and doors
  /// close to those who have missed before.
  public static let serviceMissesPerMinute = 100
  /// How many tries the whole service lets through in a minute: however many addresses guess, a
  /// hit among 50 live codes within ten minutes has a chance of 1 in 2,000.
  public static let serviceTriesPerMinute = 1_000
  /// For how long after an alarm those who watch are told of it.
  public static let alarmStays = Duration.seconds(3_600)
  /// How many addresses are remembered.
  static let addressesMax = 10_000

  private struct Address {
    var windowStart: Moment
    var tries = 0
    var misses = 0
    var blockedUntil: Moment?
  }

  private var addresses: [String: Address] = [:]
  private var serviceStart = Moment(milliseconds: 0)
  private var serviceMisses = 0
  private var serviceTries = 0
  /// Whether the service as a whole is being tried out.
  public private(set) var isAlarmed = false
  /// When the alarm sounded last.
  public private(set) var alarmedAt: Moment?
  /// What it has seen since the program started.
  public private(set) var counts = Counts()

  /// What a guard has seen, for those who run the program.
  public struct Counts: Sendable, Equatable {
    /// Tries that found no code.
    public var misses = 0
    /// Tries that weren't let through.
    public var refusals = 0
    /// Alarms.
    public var alarms = 0
  }

  /// A guard that has seen nobody.
  public init() {}

  /// Lets an address try, or not.
  ///
  /// - Parameters:
  ///   - address: Who; a network in IPv6.
  ///   - now: When.
  /// - Returns: Whether it may.
  public mutating func admit(_ address: String, at now: Moment) -> Admission {
    turnService(at: now)
    let admission =
      serviceTries < Self.serviceTriesPerMinute
      ? admitAlone(address, at: now)
      : .refused(retryAfterSeconds: seconds(serviceStart + .seconds(60), now))
    if admission == .admitted { serviceTries += 1 } else { counts.refusals += 1 }
    return admission
  }

  /// The same by what this one address has done.
  private mutating func admitAlone(_ address: String, at now: Moment) -> Admission {
    makeRoom(at: now)
    var entry = addresses[address] ?? Address(windowStart: now)
    if let until = entry.blockedUntil, until > now {
      return .refused(retryAfterSeconds: seconds(until, now))
    }
    if entry.windowStart + .seconds(60) <= now {
      entry.windowStart = now
      entry.tries = 0
    }
    guard entry.tries < Self.perMinute, !(isAlarmed && entry.misses > 0) else {
      let wait = isAlarmed ? .seconds(60) : growing(entry.misses)
      let until = now + wait
      entry.blockedUntil = until
      addresses[address] = entry
      return .refused(retryAfterSeconds: seconds(until, now))
    }
    entry.tries += 1
    addresses[address] = entry
    return .admitted
  }

  /// A try that found no code.
  ///
  /// - Returns: Whether this one sounds the alarm.
  public mutating func miss(_ address: String, at now: Moment) -> Bool {
    turnService(at: now)
    addresses[address]?.misses += 1
    serviceMisses += 1
    counts.misses += 1
    guard serviceMisses >= Self.serviceMissesPerMinute, !isAlarmed else { return false }
    isAlarmed = true
    alarmedAt = now
    counts.alarms += 1
    return true
  }

  /// A try that found one: the address has shown that it is a citizen's.
  public mutating func hit(_ address: String) {
    addresses[address] = nil
  }

  /// One minute, then twice as long for every five misses, up to an hour.
  private func growing(_ misses: Int) -> Duration {
    .seconds(min(3_600, 60 << min(6, misses / Self.perMinute)))
  }

  private mutating func turnService(at now: Moment) {
    guard serviceStart + .seconds(60) <= now else { return }
    serviceStart = now
    serviceMisses = 0
    serviceTries = 0
    isAlarmed = false
  }

  private mutating func makeRoom(at now: Moment) {
    guard addresses.count >= Self.addressesMax else { return }
    addresses = addresses.filter { ($0.value.blockedUntil ?? $0.value.windowStart) > now }
    if addresses.count >= Self.addressesMax { addresses = [:] }
  }

  private func seconds(_ until: Moment, _ now: Moment) -> Int {
    max(1, Int((until.milliseconds - now.milliseconds + 999) / 1_000))
  }
}

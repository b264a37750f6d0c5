public import Basics

/// What decides a made-up year: the same sample makes the same year.
public struct Sample: Sendable {
  /// The most contacts that can be asked for.
  public static let contactsMax = 2_000_000

  /// Which of all possible years.
  public let seed: UInt64
  /// About how many contacts it has, over both councils.
  public let contacts: Int
  /// The moment at which the year ends: nothing happens after it.
  public let now: Moment

  /// Describes a year.
  public init(seed: UInt64 = 1, contacts: Int = 16_000, now: Moment) {
    self.seed = seed
    self.contacts = contacts
    self.now = now
  }
}

/// How somebody of the sample staff signs in.
public struct SampleLogin: Sendable, Equatable {
  /// Their role's name.
  public let role: String
  /// Their user name.
  public let user: String
  /// Their password: the demo's staff is invented, so it is no secret.
  public let password: String
}

public import Basics

/// One call that an agent made to keep a promise.
public struct Attempt: Sendable, Equatable {
  /// What came of the call.
  public enum Result: String, Sendable, CaseIterable {
    /// The citizen answered.
    case reached
    /// Nobody answered.
    case noAnswer = "no-answer"
    /// The line was busy.
    case busy
    /// The number is somebody else's.
    case wrongNumber = "wrong-number"
    /// An answering machine took the call.
    case voicemail
  }

  /// When the agent called.
  public let at: Moment
  /// Who called.
  public let by: Identifier<Staff>
  /// What came of it.
  public let result: Result

  /// Describes a call.
  public init(at: Moment, by: Identifier<Staff>, result: Result) {
    self.at = at
    self.by = by
    self.result = result
  }
}

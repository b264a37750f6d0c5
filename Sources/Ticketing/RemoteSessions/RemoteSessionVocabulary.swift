import Basics

extension RemoteSession {
  /// What somebody is in a session.
  public enum Role: String, Sendable, CaseIterable {
    /// The citizen whose screen is seen.
    case sharer
    /// Helps.
    case agent
    /// Looks on, and may end the session.
    case supervisor
    /// Helps both to understand each other.
    case interpreter
  }

  /// What the citizen may allow beyond seeing.
  public enum Right: String, Sendable, CaseIterable {
    /// Showing a pointer and drawing on the picture.
    case point
    /// Sending files to each other.
    case files
    /// Keyboard and mouse; over VNC only.
    case control

    /// The longest time it is given at once.
    public var longest: Duration { self == .control ? .seconds(600) : .seconds(1_800) }

    /// Whether it always has an end.
    public var isTimed: Bool { self == .control }
  }

  /// What is shared.
  public enum Source: String, Sendable, CaseIterable {
    /// One tab of the browser.
    case tab
    /// One window.
    case window
    /// A whole screen.
    case screen
    /// A camera, where a screen can't be shared.
    case camera
    /// A desktop over VNC.
    case vnc
  }

  /// Why a session ended.
  public enum Reason: String, Sendable, CaseIterable {
    /// The citizen pressed STOP.
    case stopped
    /// The agent finished.
    case finished
    /// The browser's own way to stop sharing was used, or the shared window closed.
    case capturedEnded = "captured-ended"
    /// The citizen said no to the agent.
    case refused
    /// The digits differed: somebody may stand in between.
    case wordsDiffer = "words-differ"
    /// Nothing happened for ten minutes.
    case idle
    /// The citizen didn't confirm again.
    case notReconfirmed = "not-reconfirmed"
    /// Nobody came with the code.
    case expired
    /// The citizen's connection didn't come back.
    case lost
    /// A supervisor or the system ended it.
    case removed
    /// Four hours are enough.
    case tooLong = "too-long"
  }

  /// The times that a session keeps.
  public enum Times {
    /// For how long the code works.
    public static let code = Duration.seconds(600)
    /// How often the citizen must confirm.
    public static let reconfirmation = Duration.seconds(1_800)
    /// How long that may take.
    public static let reconfirmationGrace = Duration.seconds(300)
    /// How long nothing may happen.
    public static let idle = Duration.seconds(600)
    /// How long a lost connection's place is kept.
    public static let absence = Duration.seconds(30)
    /// How long any session may take.
    public static let longest = Duration.seconds(4 * 3_600)
  }

  /// The most people that may watch one screen.
  public static let viewersMax = 8
}

/// Why a step was not taken.
public enum RemoteSessionRefusal: Error, Sendable, Equatable {
  /// It isn't for the one who asked.
  case notAllowed
  /// The session is not, or no longer, where this could happen.
  case wrongState
  /// Nobody has this number.
  case unknownPerson
  /// The session has all the viewers it may have, or a sharer already.
  case full
}

/// What the relay takes.
public struct RelayLimits: Sendable {
  /// Bytes in a text message.
  public static let textBytesMax = 16_384
  /// Bytes in a binary message.
  public static let binaryBytesMax = 1_048_576
  /// How many sessions at once.
  public var sessionsMax = 10_000
  /// How many desktops may wait for their viewers; never more than there are sessions.
  public var parkedMax = 1_000
  /// Text messages of one connection a second.
  public var textsPerSecond = 200
  /// Binary messages of one connection a second.
  public var binariesPerSecond = 400
  /// How long a client may take to say `hello`.
  public var helloTime = Duration.seconds(5)
  /// How long a client may be silent before it is asked for a sign of life.
  public var pingInterval = Duration.seconds(5)
  /// How long it may then take before it is lost.
  public var pongTime = Duration.seconds(5)
  /// How long a viewer's system may keep bytes that it hasn't sent yet, before they wait here,
  /// where they can be dropped.
  public var unsentBytesMax = 65_536

  /// The limits of PROTOCOL.md.
  public init() {}
}

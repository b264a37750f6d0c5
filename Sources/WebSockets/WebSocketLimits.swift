/// What a WebSocket may send and how long it may take.
public struct WebSocketLimits: Sendable {
  /// Bytes in one frame; the default is 1 MiB, more is closed with 1009.
  public var frameBytesMax: Int
  /// Bytes in one message of any number of frames; the default is 1 MiB, more gets 1009.
  public var messageBytesMax: Int
  /// How long a peer may be silent before it is asked with a ping; the default is 20 s.
  public var pingInterval = Duration.seconds(20)
  /// How long it may be silent after that; the default is 20 s.
  public var pongTime = Duration.seconds(20)
  /// How long a peer may read nothing of what is sent; the default is 30 s.
  public var writeTime = Duration.seconds(30)
  /// How long the other side may take to close; the default is 3 s.
  public var closeTime = Duration.seconds(3)

  /// Limits of size that differ from the defaults where given.
  public init(frameBytesMax: Int = 1_048_576, messageBytesMax: Int = 1_048_576) {
    self.frameBytesMax = frameBytesMax
    self.messageBytesMax = messageBytesMax
  }
}

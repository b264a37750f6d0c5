/// What the two sides of a WebSocket say to each other.
public enum Message: Sendable, Equatable {
  /// A text.
  case text(String)
  /// Binary data.
  case binary([UInt8])
  /// Binary data as a frame that can be sent on as it is.
  case frame(Frame)
}

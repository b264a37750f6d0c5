/// Why something could not be sent.
public enum WebSocketError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One of the sides has closed, or the connection was lost.
  case closed
  /// The other side read nothing for too long; the connection is closed.
  case timedOut

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .closed: "The WebSocket is closed. Open a new one."
    case .timedOut: "The other side of the WebSocket read nothing for too long. Open a new one."
    }
  }
}

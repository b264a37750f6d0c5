/// What goes wrong on the wire.
///
/// Descriptions name the remedy and never a peer.
public enum WireError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kernel refused a call.
  case system(call: String, code: Int32)
  /// Another program already listens on the address.
  case addressInUse(SocketAddress)
  /// The connection is closed, by us or by the peer.
  case closed
  /// The peer did nothing for longer than was allowed.
  case timedOut
  /// The workers' queue is full.
  case overloaded(queue: String)
  /// The task that waited was cancelled.
  case cancelled

  /// A sentence for the operator.
  public var description: String {
    switch self {
    case .system(let call, let code):
      "The system refused `\(call)` with error \(code). `errno \(code)` explains it."
    case .addressInUse(let address):
      "Another program listens on \(address). Stop it or choose another port."
    case .closed:
      "The connection is closed. Open a new one."
    case .timedOut:
      "The other side took too long. Try again when it answers."
    case .overloaded(let queue):
      "The queue of \(queue) is full. Try again in a moment."
    case .cancelled:
      "The task was cancelled while it waited. Start it again if it is still wanted."
    }
  }
}

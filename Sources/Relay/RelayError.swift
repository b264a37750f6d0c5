/// Why the relay doesn't take somebody or something.
public enum RelayError: Error, Sendable, Equatable, CaseIterable, CustomStringConvertible {
  /// There is no ticket.
  case noTicket
  /// The ticket wasn't made by our core, or for another session.
  case forgedTicket
  /// The ticket, or the token to resume, is too old or was used.
  case expiredTicket
  /// Another site's page has opened the WebSocket.
  case foreignOrigin
  /// The session is over.
  case ended
  /// As many sessions are open, or as many people in this one, as may be.
  case full
  /// A shared desktop has said something that is no RFB, or is not allowed.
  case notRFB

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .noTicket: "There is no ticket. Offer `ticket.…` among the subprotocols."
    case .forgedTicket: "The ticket isn't one of ours for this session. Ask the desk for one."
    case .expiredTicket: "The ticket was used or is too old. Ask the desk for another."
    case .foreignOrigin: "This page may not come in. Open the session's own page."
    case .ended: "The session is over. Open a new one."
    case .full: "The relay is full. Try again in a minute."
    case .notRFB: "What came is no RFB that is allowed here. Start the VNC server again."
    }
  }
}

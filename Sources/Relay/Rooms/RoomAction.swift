import Basics
import WebSockets

/// What a room wants done; the shell does it.
enum RoomAction: Equatable {
  /// Say something to one participant.
  case send(JSON, to: Int)
  /// Say something to all who are connected, except one.
  case broadcast(JSON, except: Int?)
  /// Ask the sharer for a key frame, within the pace that holds.
  case wishKey
  /// Repeat the sharer's last config to a viewer.
  case repeatConfig(Int)
  /// Throw away the picture that waits for a viewer, or for all.
  case dropMedia(Int?)
  /// Close one connection.
  case close(Int, CloseCode)
  /// Ask the listener of desktops for something that a participant wants.
  case desktop(DesktopWish, of: Int)
  /// Say the last word to everybody and close.
  case end(JSON)
}

extension CloseCode {
  static let sessionEnded = CloseCode(rawValue: 4000)
  static let turnedAway = CloseCode(rawValue: 4001)
  static let wordsDiffer = CloseCode(rawValue: 4002)
  static let replaced = CloseCode(rawValue: 4003)
  static let tooSlow = CloseCode(rawValue: 4004)
  static let misused = CloseCode(rawValue: 4005)
}

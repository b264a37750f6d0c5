import Basics
import Relay
import Wire

/// Comes into sessions, as a citizen and as the desk do.
struct Participants {
  static let origin = "http://bench"
  let address: SocketAddress
  let key: [UInt8]

  func ticket(_ session: String, _ role: String, _ staff: Int64? = nil) -> String {
    let now = Moment.now()
    return RelayTicket(
      session: session, role: role, name: role, staff: staff, origin: Self.origin, openedAt: now,
      at: now
    ).signed(with: key)
  }

  func enter(_ session: String, _ role: String, _ staff: Int64? = nil) throws -> End {
    let end = try End.open(
      address, "/relay/\(session)",
      protocols: "acompanya.relay.v1, ticket.\(ticket(session, role, staff))",
      origin: Self.origin)
    try end.say(["type": "hello"])
    _ = try end.hear("welcome")
    return end
  }

  /// A sharer and cleared viewers who see what is shared.
  func meet(
    _ session: String, viewers: Int = 1, source: String = "tab", right: String? = nil
  ) throws -> (sharer: End, viewers: [End]) {
    let sharer = try enter(session, "sharer")
    var all: [End] = []
    for number in 1...Int64(viewers) {
      let viewer = try enter(session, number == 1 ? "agent" : "interpreter", number)
      try sharer.say(["type": "accept", "viewer": .integer(number)])
      _ = try viewer.hear("accept")
      try sharer.say(["type": "compared", "with": .integer(number), "same": true])
      try viewer.say(["type": "compared", "with": 0, "same": true])
      _ = try viewer.hear("cleared")
      all.append(viewer)
    }
    try sharer.say(["type": "sharing", "what": .string(source), "codec": "none"])
    _ = try sharer.hear("rights")
    if let right {
      try sharer.say(["type": "grant", "right": .string(right)])
      _ = try sharer.hear("rights")
    }
    return (sharer, all)
  }

  /// A binary message of the protocol.
  static func message(_ kind: FrameHead.Kind, from: UInt8 = 0, to: UInt8, bytes: Int) -> [UInt8] {
    var message = [UInt8](repeating: 0, count: max(FrameHead.length + 16, bytes))
    (message[0], message[2], message[3], message[7]) = (kind.rawValue, from, to, 1)
    return message
  }
}

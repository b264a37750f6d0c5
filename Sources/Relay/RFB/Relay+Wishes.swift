internal import Basics
internal import Synchronization
internal import Wire

/// What the people of a session want of the listener of desktops.
enum DesktopWish: Sendable, Equatable {
  /// An id to dial in with, or a port for those that can't say one.
  case invite(byPort: Bool)
  /// The second computer with the same id, or not.
  case takeAnother(Bool)
}

extension Relay {
  /// The ways in which computers may come: `id`, `port`; none when no desktops are taken here.
  var desktopForms: [String] {
    guard let repeater = repeater.withLock({ $0 }) else { return [] }
    return repeater.slots == nil ? ["id"] : ["id", "port"]
  }

  /// Does what a session's people want.
  ///
  /// - Parameters:
  ///   - wish: What.
  ///   - session: Whose.
  ///   - network: Where its citizen has come from.
  /// - Returns: What is to be told to those who asked; nil when it can't be done.
  func grant(_ wish: DesktopWish, for session: String, from network: IPAddress?) -> JSON? {
    guard let repeater = repeater.withLock({ $0 }) else { return nil }
    let now = clock()
    switch wish {
    case .takeAnother(let isTaken):
      return .bool(repeater.decide(session, takesAnother: isTaken))
    case .invite(byPort: false):
      let (id, until) = repeater.invite(session, at: now)
      return [
        "type": "desktop-invited", "form": "id", "id": .string(id),
        "host": .string(repeater.told.host), "port": .integer(Int64(repeater.told.port)),
        "until": .integer(until.milliseconds),
      ]
    case .invite(byPort: true):
      guard let network,
        let (port, until) = repeater.openSlot(for: session, from: network, at: now)
      else { return nil }
      return [
        "type": "desktop-invited", "form": "port", "host": .string(repeater.told.host),
        "port": .integer(Int64(port)), "until": .integer(until.milliseconds),
      ]
    }
  }
}

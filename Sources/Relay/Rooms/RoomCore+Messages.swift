import Basics
import Ticketing
import WebSockets

extension RoomCore {
  /// Takes in a text message of a participant.
  mutating func receive(_ message: JSONObject, from number: Int, at now: Moment) -> [RoomAction] {
    let type = message["type"]?.string ?? ""
    let before = session.people.keys
    var actions: [RoomAction]
    do throws(RemoteSessionRefusal) {
      actions = try take(type, message, from: number, at: now)
    } catch {
      return [.send(fault(error, about: type), to: number)]
    }
    let code: CloseCode = type == "compared" ? .wordsDiffer : .turnedAway
    if !isEnded {
      for gone in before where session.people[gone] == nil {
        actions += dismiss(gone, type == "leave" ? .normal : code, type)
      }
    }
    return actions + follow(at: now)
  }

  private mutating func take(
    _ type: String, _ message: JSONObject, from number: Int, at now: Moment
  ) throws(RemoteSessionRefusal) -> [RoomAction] {
    switch type {
    case "commitment", "key", "reveal", "compared":
      return try agree(type, message, from: number, at: now)
    case "ack", "key-request", "ask", "leave", "hand-over":
      guard number > 0 else { throw .notAllowed }
      return try takeFromViewer(type, message, from: number, at: now)
    case "invite-desktop":
      return try inviteDesktop(message, from: number)
    case "end":
      let reason = message["reason"]?.string.flatMap { RemoteSession.Reason(rawValue: $0) }
      try session.end(reason, by: number, at: now)
      return []
    default:
      guard number == 0 else { throw .notAllowed }
      return try takeFromSharer(type, message, at: now)
    }
  }

  private mutating func agree(
    _ type: String, _ message: JSONObject, from number: Int, at now: Moment
  ) throws(RemoteSessionRefusal) -> [RoomAction] {
    let other = Int(message[type == "compared" ? "with" : "to"]?.integer ?? 0)
    let viewer = number == 0 ? other : number
    guard session.people[viewer]?.isAccepted == true, viewer > 0 else { throw .wrongState }
    switch type {
    case "compared":
      guard let same = message["same"]?.bool else { throw .wrongState }
      try session.compare(by: number, viewer: viewer, same: same, at: now)
      return [
        .send(
          ["type": "compared", "from": .integer(Int64(number)), "same": .bool(same)],
          to: number == 0 ? viewer : 0)
      ]
    case "key":
      guard number == 0 else { throw .notAllowed }
    default:
      guard number > 0 else { throw .notAllowed }
      if type == "commitment" { session.unclear(viewer, at: now) }
    }
    var passed: JSONObject = ["type": .string(type), "from": .integer(Int64(number))]
    for name in ["value", "key", "nonce"] {
      if let text = message[name]?.string, text.utf8.count <= 128 { passed[name] = .string(text) }
    }
    return [.send(.object(passed), to: number == 0 ? viewer : 0)]
  }

  /// The sharer, or a viewer whom the sharer has cleared, wants a computer to dial in.
  private func inviteDesktop(
    _ message: JSONObject, from number: Int
  ) throws(RemoteSessionRefusal) -> [RoomAction] {
    guard !isEnded, number == 0 || session.people[number]?.isCleared == true else {
      throw .wrongState
    }
    return [.desktop(.invite(byPort: message["form"]?.string == "port"), of: number)]
  }

  private mutating func takeFromViewer(
    _ type: String, _ message: JSONObject, from number: Int, at now: Moment
  ) throws(RemoteSessionRefusal) -> [RoomAction] {
    switch type {
    case "ack":
      if let last = seats[number]?.ackAt, now < last + .milliseconds(200) { return [] }
      seats[number]?.ackAt = now
      var passed: JSONObject = ["type": "ack", "from": .integer(Int64(number))]
      for name in ["epoch", "sequence", "decoded", "lost", "delay"] {
        if let count = message[name]?.integer { passed[name] = .integer(count) }
      }
      return [.send(.object(passed), to: 0)]
    case "key-request":
      guard session.people[number]?.isCleared == true else { throw .wrongState }
      return [.wishKey]
    case "ask":
      guard let right = right(message) else { throw .wrongState }
      return [
        .send(
          ["type": "ask", "from": .integer(Int64(number)), "right": .string(right.rawValue)],
          to: 0)
      ]
    case "leave":
      try session.depart(number, at: now)
      return []
    default:
      let other = Int(message["to"]?.integer ?? 0)
      try session.handOver(by: number, to: other, at: now)
      return [.broadcast(["type": "lead", "viewer": .integer(Int64(other))], except: nil)]
    }
  }

  private mutating func takeFromSharer(
    _ type: String, _ message: JSONObject, at now: Moment
  ) throws(RemoteSessionRefusal) -> [RoomAction] {
    let viewer = Int(message["viewer"]?.integer ?? 0)
    switch type {
    case "accept", "refuse":
      if type == "accept" {
        try session.accept(viewer, at: now)
      } else {
        try session.refuse(viewer, at: now)
      }
      return [
        .broadcast(["type": .string(type), "viewer": .integer(Int64(viewer))], except: 0)
      ]
    case "sharing":
      guard let what = message["what"]?.string.flatMap({ RemoteSession.Source(rawValue: $0) })
      else { throw .wrongState }
      try session.share(what, codec: message["codec"]?.string ?? "", at: now)
      return told(type, message, ["what", "codec", "width", "height"]) + [.wishKey]
    case "unshared":
      try session.unshare(at: now)
      lastConfig = nil
      return told(type, message, []) + [.dropMedia(nil)]
    case "pause":
      try session.pause(at: now)
      return told(type, message, []) + [.dropMedia(nil)]
    case "resume":
      try session.resume(at: now)
      return told(type, message, []) + [.wishKey]
    case "grant", "revoke":
      guard let right = right(message) else { throw .wrongState }
      if type == "grant" {
        let seconds = message["seconds"]?.integer.map { Duration.seconds($0) }
        try session.grant(right, for: seconds, at: now)
      } else {
        try session.revoke(right, at: now)
      }
      return [.broadcast(rights(), except: nil)]
    case "reconfirm":
      try session.reconfirm(at: now)
      let at = session.reconfirmAt?.milliseconds ?? 0
      return [.broadcast(["type": "reconfirm", "reconfirmAt": .integer(at)], except: nil)]
    case "take-desktop":
      return [.desktop(.takeAnother(message["another"]?.bool == true), of: 0)]
    case "rekey":
      for viewer in session.people.keys where viewer > 0 { session.unclear(viewer, at: now) }
      return [.broadcast(["type": "rekey"], except: 0)]
    default:
      throw .notAllowed
    }
  }

  /// Tells the viewers, and the sharer's rights with it: seeing may have begun or ended.
  private func told(_ type: String, _ message: JSONObject, _ names: [String]) -> [RoomAction] {
    var passed: JSONObject = ["type": .string(type)]
    for name in names {
      switch message[name] {
      case .string(let text)? where text.utf8.count <= 64: passed[name] = .string(text)
      case .integer(let number)?: passed[name] = .integer(number)
      default: break
      }
    }
    return [.broadcast(.object(passed), except: 0), .broadcast(rights(), except: nil)]
  }

  private func right(_ message: JSONObject) -> RemoteSession.Right? {
    message["right"]?.string.flatMap { RemoteSession.Right(rawValue: $0) }
  }

  private func fault(_ refusal: RemoteSessionRefusal, about type: String) -> JSON {
    let (code, detail): (JSON, JSON) =
      switch refusal {
      case .notAllowed: ("not-allowed", "This is not for your role. See PROTOCOL.md § 3.")
      case .wrongState: ("wrong-state", "This can't happen now. See PROTOCOL.md § 3.")
      case .unknownPerson: ("unknown-person", "Nobody has this number.")
      case .full: ("full", "Nobody else can join.")
      }
    return [
      "type": "error", "code": code, "about": .string(String(type.prefix(40))), "detail": detail,
    ]
  }
}

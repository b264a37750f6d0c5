public import Basics
public import Ticketing

extension RemoteSessionProgress {
  /// The report as a lone relay sends it to the core (PROTOCOL.md § 11).
  public var json: JSON {
    var object: JSONObject = [
      "session": .string(name),
      "events": .array(events.map(Self.json)),
      "staff": .array(
        staff.sorted { $0.key < $1.key }.map {
          ["viewer": .integer(Int64($0.key)), "staff": .integer($0.value.rawValue)]
        }),
      "phase": .string(phase.rawValue),
      "bytes": .integer(bytes),
      "frames": .integer(frames),
    ]
    if let ending {
      object["ending"] = [
        "reason": .string(ending.reason.rawValue), "by": Self.json(ending.by),
        "at": .integer(ending.at.milliseconds),
      ]
    }
    if let codec { object["codec"] = .string(codec) }
    if let receipt = receipt.flatMap({ try? JSON(parsing: Array($0.utf8)) }) {
      object["receipt"] = receipt
    }
    return .object(object)
  }

  /// Reads a report of a lone relay.
  ///
  /// - Returns: nil when it is none that this version knows.
  public init?(_ json: JSON) {
    guard let object = json.object, let session = object["session"]?.string,
      let phase = object["phase"]?.string.flatMap({ RemoteSession.Phase(rawValue: $0) }),
      let bytes = object["bytes"]?.integer, let frames = object["frames"]?.integer,
      let events = object["events"]?.array
    else { return nil }
    let read = events.compactMap(Self.event)
    guard read.count == events.count else { return nil }
    var staff: [Int: Identifier<Staff>] = [:]
    for pair in object["staff"]?.array ?? [] {
      guard let viewer = pair["viewer"]?.integer, let number = pair["staff"]?.integer else {
        return nil
      }
      staff[Int(viewer)] = Identifier(number)
    }
    let ending = Self.ending(object["ending"])
    guard (ending != nil) == (object["ending"] != nil) else { return nil }
    self.init(
      name: session, events: read, staff: staff, phase: phase, ending: ending, bytes: bytes,
      frames: frames, codec: object["codec"]?.string, receipt: object["receipt"]?.text)
  }

  private static func json(_ actor: RemoteSessionEvent.Actor) -> JSON {
    switch actor {
    case .sharer: "sharer"
    case .desk: "desk"
    case .viewer(let number): .integer(Int64(number))
    }
  }

  private static func actor(_ json: JSON?) -> RemoteSessionEvent.Actor? {
    switch json {
    case .string("sharer")?: .sharer
    case .string("desk")?: .desk
    case .integer(let number)?: .viewer(Int(truncatingIfNeeded: number))
    default: nil
    }
  }

  private static func json(_ event: RemoteSessionEvent) -> JSON {
    var object: JSONObject = [
      "at": .integer(event.at.milliseconds), "actor": json(event.actor),
      "step": .string(event.step.rawValue),
    ]
    if let detail = event.detail { object["detail"] = .string(detail) }
    if let viewer = event.viewer { object["viewer"] = .integer(Int64(viewer)) }
    return .object(object)
  }

  private static func event(_ json: JSON) -> RemoteSessionEvent? {
    guard let at = json["at"]?.integer, let actor = actor(json["actor"]),
      let step = json["step"]?.string.flatMap({ RemoteSessionEvent.Step(rawValue: $0) })
    else { return nil }
    return RemoteSessionEvent(
      at: Moment(milliseconds: at), actor: actor, step: step, detail: json["detail"]?.string,
      viewer: json["viewer"]?.integer.map { Int(truncatingIfNeeded: $0) })
  }

  private static func ending(_ json: JSON?) -> RemoteSession.Ending? {
    guard let json, let at = json["at"]?.integer, let by = actor(json["by"]),
      let reason = json["reason"]?.string.flatMap({ RemoteSession.Reason(rawValue: $0) })
    else { return nil }
    return RemoteSession.Ending(reason: reason, by: by, at: Moment(milliseconds: at))
  }
}

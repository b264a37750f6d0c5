import Basics
import Ticketing

extension RoomCore {
  /// How long a lost place is kept, as clients are told.
  private static let resumeSeconds = RemoteSession.Times.absence.components.seconds

  func welcome(_ number: Int, _ resumption: String, at now: Moment) -> JSON {
    let numbers = session.people.keys.sorted()
    var object: JSONObject = [
      "type": "welcome",
      "you": .integer(Int64(number)),
      "role": .string(session.people[number]?.role.rawValue ?? ""),
      "session": .string(session.name),
      "resume": .string(resumption),
      "resumeSeconds": .integer(Self.resumeSeconds),
      "participants": .array(numbers.map(describe)),
      "state": .string(session.phase.rawValue),
      "rights": rightsNow(),
      "limits": [
        "textBytesMax": .integer(Int64(RelayLimits.textBytesMax)),
        "binaryBytesMax": .integer(Int64(RelayLimits.binaryBytesMax)),
        "queueBytesMax": .integer(Int64(ViewerQueue.Limits().mediaBytesMax)),
      ],
      "time": .integer(now.milliseconds),
      "openedAt": .integer(session.openedAt.milliseconds),
      "epoch": .integer(Int64(nextEpoch)),
      "desktops": .array(desktopForms.map { .string($0) }),
    ]
    if let at = session.reconfirmAt { object["reconfirmAt"] = .integer(at.milliseconds) }
    if let by = session.reconfirmAskedUntil {
      object["reconfirmBy"] = .integer(by.milliseconds)
    }
    if let lead = session.lead { object["lead"] = .integer(Int64(lead)) }
    if let source = session.source { object["what"] = .string(source.rawValue) }
    return .object(object)
  }

  /// The answer to somebody who wants a computer to dial in where none can.
  static let noDesktops: JSON = [
    "type": "error", "code": "no-desktops", "about": "invite-desktop",
    "detail": "No computer can dial in here in this way now. See PROTOCOL.md § 9.",
  ]

  func describe(_ number: Int) -> JSON {
    guard let person = session.people[number], let seat = seats[number] else {
      return ["id": .integer(Int64(number))]
    }
    return [
      "id": .integer(Int64(number)), "role": .string(person.role.rawValue),
      "name": .string(person.name), "connected": .bool(seat.isConnected),
      "accepted": .bool(person.isAccepted), "cleared": .bool(person.isCleared),
      "sends": .array(seat.sends), "takes": .array(seat.takes),
      "canShare": .bool(seat.canShare), "language": .string(seat.language),
    ]
  }

  func rights() -> JSON { ["type": "rights", "rights": rightsNow()] }

  private func rightsNow() -> JSON {
    var object: JSONObject = [
      "see": .bool(session.phase == .sharing || session.phase == .paused)
    ]
    for right in RemoteSession.Right.allCases {
      let grant = session.grants[right]
      object[right.rawValue] =
        grant?.until.map { .integer($0.milliseconds) } ?? .bool(grant != nil)
    }
    return .object(object)
  }

  func receipt(_ ending: RemoteSession.Ending) -> JSON {
    let history = session.history
    return [
      "session": .string(session.name),
      "from": .integer(session.openedAt.milliseconds),
      "until": .integer(ending.at.milliseconds),
      "what": .array(history.sources.map { .string($0.rawValue) }),
      "granted": .array(
        history.grants.map { grant in
          [
            "right": .string(grant.right.rawValue), "from": .integer(grant.from.milliseconds),
            "until": .integer(grant.until.milliseconds),
          ]
        }),
      "people": .array(
        history.visits.sorted { $0.person.number < $1.person.number }.map { visit in
          [
            "role": .string(visit.person.role.rawValue), "name": .string(visit.person.name),
            "from": .integer(visit.person.joinedAt.milliseconds),
            "until": .integer(visit.until.milliseconds),
          ]
        }),
      "bytes": .integer(counts.bytes),
      "frames": .integer(counts.frames),
      "codec": history.codec.map { .string($0) } ?? .null,
      "reason": .string(ending.reason.rawValue),
    ]
  }
}

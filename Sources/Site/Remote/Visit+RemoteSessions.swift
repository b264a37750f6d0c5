import Basics
import HTTP
import Storage
import Ticketing

extension Visit {
  /// Opens a remote session and tells the other agents.
  func openRemoteSession(
    _ reference: Reference, by staff: Staff
  ) async throws -> (session: RemoteSessionRecord, code: JoinCode) {
    let now = now
    let key = site.remote.configuration.key
    let code = JoinCode.random()
    let (ticket, session) = try await desk.record { ledger in
      let ticket = try ledger.ticket(reference, for: staff)
      return (
        ticket,
        try ledger.openRemoteSession(for: ticket, code: code, key: key, by: staff.id, at: now)
      )
    }
    announce(ticket)
    return (session, code)
  }

  /// A session as JSON.
  func describe(_ session: RemoteSessionRecord) -> JSONObject {
    let zone = desk.directory.organisation(session.organisation)?.zone
    var object: JSONObject = [
      "id": .string(session.name),
      "state": .string(session.phase.rawValue),
      "openedAt": zone.map { .string(session.openedAt.rfc3339(in: $0)) } ?? .null,
      "bytes": .integer(Int64(session.bytes)),
      "frames": .integer(Int64(session.frames)),
      "codec": session.codec.map { .string($0) } ?? .null,
    ]
    if let endedAt = session.endedAt, let zone {
      object["endedAt"] = .string(endedAt.rfc3339(in: zone))
    }
    if let reason = session.reason { object["reason"] = .string(reason.rawValue) }
    if let receipt = session.receipt, let json = try? JSON(parsing: receipt) {
      object["receipt"] = json
    }
    return object
  }
}

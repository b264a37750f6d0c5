import Basics
import HTTP
import Storage
import Ticketing

/// The agents' side of the promises.
enum DeskCallbacksAPI {
  static func list(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedIn().staff
    let organisations = try visit.organisations(for: staff)
    let limit = try visit.limit()
    let cursor: Identifier<Promise>? = try visit.cursor()
    let state: Promise.State? = try visit.filter("state")
    let promises = try await visit.desk.look {
      try $0.promises(in: organisations, state: state, before: cursor, limit: limit + 1)
    }
    let names = try await visit.desk.look { try $0.staffNames() }
    return visit.page(promises, limit: limit, id: \.id) { visit.item($0, names) }
  }

  static func claim(_ visit: Visit) async throws -> Response {
    try await change(visit) { ledger, promise, staff in
      try ledger.claim(promise, by: staff.id, at: visit.now)
    }
  }

  static func release(_ visit: Visit) async throws -> Response {
    try await change(visit) { ledger, promise, staff in
      try ledger.release(promise, by: staff.id, at: visit.now)
    }
  }

  static func attempt(_ visit: Visit) async throws -> Response {
    let session = try await visit.signedInForChange()
    var (_, fields) = try await visit.jsonBody()
    let word = fields.text("result")
    try fields.finish()
    // Who may not see the promise hears nothing of what else is wrong.
    let id: Identifier<Promise> = try visit.identity("id")
    _ = try await visit.desk.look { try $0.promise(id, for: session.staff) }
    guard let result = Attempt.Result(rawValue: word) else {
      throw TicketingError.invalid([Fault("result", "unknown")])
    }
    return try await change(visit) { ledger, promise, staff in
      try ledger.attempt(result, on: promise, by: staff.id, at: visit.now)
    }
  }

  private static func change(
    _ visit: Visit,
    _ body: @escaping @Sendable (Ledger, Promise, Staff) throws -> Promise
  ) async throws -> Response {
    let session = try await visit.signedInForChange()
    let id: Identifier<Promise> = try visit.identity("id")
    let promise = try await visit.change(id, by: session.staff, body)
    let names = try await visit.desk.look { try $0.staffNames() }
    return .json(.ok, visit.item(promise, names))
  }
}

extension Visit {
  /// Changes a promise for somebody who may, and tells the other agents.
  func change(
    _ id: Identifier<Promise>,
    by staff: Staff,
    _ body: @escaping @Sendable (Ledger, Promise, Staff) throws -> Promise
  ) async throws -> Promise {
    let changed = try await desk.record { ledger in
      try body(ledger, try ledger.promise(id, for: staff), staff)
    }
    announce(changed)
    return changed
  }

  /// A promise as agents see it.
  func item(_ promise: Promise, _ names: [Identifier<Staff>: String]) -> JSON {
    guard let organisation = desk.directory.organisation(promise.organisation) else {
      return .null
    }
    var object: JSONObject = [
      "id": .string(String(promise.id.rawValue)),
      "reference": .string(promise.reference.description),
      "organisation": .string(organisation.slug),
      "window": window(promise.window, in: organisation),
      "state": .string(promise.state.rawValue),
      "risk": .string(Risk(of: promise, at: now).rawValue),
      "phone": promise.citizen.phone.map { .string($0.e164) } ?? .null,
      "name": .string(promise.citizen.name),
      "matter": .string(promise.matter),
      "language": .string(promise.language.rawValue),
      "notBefore": .string(promise.notBefore.rfc3339(in: organisation.zone)),
      "attempts": .array(
        promise.attempts.map { attempt in
          [
            "at": .string(attempt.at.rfc3339(in: organisation.zone)),
            "result": .string(attempt.result.rawValue),
          ]
        }
      ),
    ]
    if let claim = promise.claim { object["claimedBy"] = .string(names[claim.by] ?? "") }
    return .object(object)
  }
}

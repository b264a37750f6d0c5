import Basics
import HTTP
import Storage
import Ticketing

/// A citizen's own promise: book it, look it up, move it, call it off.
enum CallbacksAPI {
  static func book(_ visit: Visit) async throws -> Response {
    let organisation = try visit.organisation()
    try visit.site.limits.admit(.booking, visit.address, at: visit.now)
    var (bytes, fields) = try await visit.jsonBody()
    var form = BookingForm()
    form.window = fields.text("window")
    form.name = fields.text("name")
    form.phone = fields.text("phone")
    form.email = fields.text("email")
    form.nif = fields.text("nif")
    form.matter = fields.text("matter")
    form.topic = fields.text("topic")
    form.procedure = fields.text("procedure")
    form.language = fields.text("language")
    form.consent = fields.bool("consent")
    try fields.finish()
    let booking = try Booking(form, for: organisation)
    let key = try visit.idempotencyKey("callbacks/\(organisation.slug)", bytes)
    let promise = try await visit.book(booking, organisation, key: key)
    var response = Response.json(.created, visit.describe(promise, in: organisation))
    response.fields.append("Location", "/api/v1/callbacks/\(promise.token)")
    return response
  }

  static func show(_ visit: Visit) async throws -> Response {
    let token = try visit.part("token")
    let promise = try await visit.desk.look { try $0.promise(token: token) }
    return .json(.ok, try visit.describeFully(promise))
  }

  static func move(_ visit: Visit) async throws -> Response {
    try visit.site.limits.admit(.booking, visit.address, at: visit.now)
    var (_, fields) = try await visit.jsonBody()
    let window = fields.text("window")
    try fields.finish()
    let token = try visit.part("token")
    do {
      return .json(.ok, try visit.describeFully(try await visit.move(token: token, to: window)))
    } catch let error as TicketingError {
      // The windows of a refusal are told on the clock of the promise's own council.
      let promise = try await visit.desk.look { try $0.promise(token: token) }
      guard let organisation = visit.desk.directory.organisation(promise.organisation) else {
        throw error
      }
      throw Concern(error: error, organisation: organisation)
    }
  }

  static func cancel(_ visit: Visit) async throws -> Response {
    try visit.site.limits.admit(.booking, visit.address, at: visit.now)
    _ = try await visit.cancel(token: try visit.part("token"))
    return Response(.noContent)
  }
}

extension Visit {
  /// Books and tells the agents.
  func book(
    _ booking: Booking,
    _ organisation: Organisation,
    key: IdempotencyKey? = nil
  ) async throws -> Promise {
    let now = now
    let promise = try await desk.record {
      try $0.book(booking, in: organisation.id, at: now, key: key)
    }
    announce(promise)
    return promise
  }

  /// Moves a promise and tells the agents.
  func move(token: String, to window: String) async throws -> Promise {
    let now = now
    let promise = try await desk.record { ledger in
      try ledger.move(try ledger.promise(token: token), to: window, at: now)
    }
    announce(promise)
    return promise
  }

  /// Calls a promise off and tells the agents.
  func cancel(token: String) async throws -> Promise {
    let now = now
    let promise = try await desk.record { ledger in
      try ledger.cancel(try ledger.promise(token: token), at: now)
    }
    announce(promise)
    return promise
  }

  /// What a citizen is told of the promise they have just asked for.
  func describe(_ promise: Promise, in organisation: Organisation) -> JSON {
    [
      "reference": .string(promise.reference.description),
      "token": .string(promise.token),
      "window": window(promise.window, in: organisation),
      "href": .string("/request/" + promise.token),
    ]
  }

  /// The same with where it stands.
  func describeFully(_ promise: Promise) throws -> JSON {
    guard let organisation = desk.directory.organisation(promise.organisation),
      case .object(var object) = describe(promise, in: organisation)
    else { throw TicketingError.notFound }
    object["organisation"] = .string(organisation.slug)
    object["state"] = .string(promise.state.rawValue)
    object["phone"] = promise.citizen.phone.map { .string($0.e164) } ?? .null
    object["name"] = .string(promise.citizen.name)
    object["matter"] = .string(promise.matter)
    object["language"] = .string(promise.language.rawValue)
    object["attempts"] = .integer(Int64(promise.attempts.count))
    return .object(object)
  }
}

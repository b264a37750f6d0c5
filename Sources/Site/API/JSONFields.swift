import Basics
import HTTP
import Storage
import Ticketing

/// The members of a JSON body, read with their faults collected.
struct JSONFields {
  /// The largest JSON body, in bytes.
  static let bytesMax = 64 * 1024

  private let object: JSONObject
  private(set) var finder = FaultFinder()

  init(_ object: JSONObject) {
    self.object = object
  }

  /// A text; absent and `null` are empty, anything else is a fault.
  mutating func text(_ name: String) -> String {
    switch object[name] {
    case nil, .null?: return ""
    case .string(let text)?: return text
    default:
      finder.note(name, "malformed")
      return ""
    }
  }

  /// A text that may be absent.
  mutating func optionalText(_ name: String) -> String? {
    if case .string? = object[name] { return text(name) }
    _ = text(name)
    return nil
  }

  /// A whole number that may be absent.
  mutating func optionalInteger(_ name: String) -> Int? {
    switch object[name] {
    case nil, .null?: return nil
    case .integer(let number)?: return Int(number)
    default:
      finder.note(name, "malformed")
      return nil
    }
  }

  /// A truth; absent is `false`.
  mutating func bool(_ name: String) -> Bool {
    switch object[name] {
    case nil, .null?: return false
    case .bool(let bool)?: return bool
    default:
      finder.note(name, "malformed")
      return false
    }
  }

  /// A list of texts; absent is empty.
  mutating func texts(_ name: String) -> [String] {
    guard let list = object[name] else { return [] }
    let texts = (list.array ?? []).compactMap(\.string)
    if texts.count != list.array?.count { finder.note(name, "malformed") }
    return texts
  }

  /// A member with members of its own, if there is one.
  mutating func fields(_ name: String) -> JSONFields? {
    switch object[name] {
    case nil, .null?: return nil
    case .object(let object)?: return JSONFields(object)
    default:
      finder.note(name, "malformed")
      return nil
    }
  }

  /// What an agent knows of a citizen.
  mutating func citizen() -> CitizenForm? {
    guard var fields = fields("citizen") else { return nil }
    var form = CitizenForm()
    form.name = fields.text("name")
    form.phone = fields.text("phone")
    form.email = fields.text("email")
    form.nif = fields.text("nif")
    for fault in fields.finder.faults { finder.note(fault.field, fault.reason) }
    return form
  }

  /// Stops when a member was of the wrong type.
  func finish() throws(TicketingError) {
    try finder.finish()
  }
}

extension Visit {
  /// The request's JSON body as bytes and members.
  ///
  /// - Throws: ``Refusal/unsupportedType`` when it isn't `application/json`,
  ///   ``Refusal/unreadable`` when it can't be read as an object.
  func jsonBody() async throws -> (bytes: [UInt8], fields: JSONFields) {
    let type = request.fields["Content-Type"]?.split(separator: ";").first?
      .filter { $0 != " " }.lowercased()
    guard type == "application/json" else { throw Refusal.unsupportedType }
    let bytes = try await request.body.collect(upTo: JSONFields.bytesMax)
    guard let object = try? JSON(parsing: bytes).object else { throw Refusal.unreadable }
    return (bytes, JSONFields(object))
  }

  /// The caller's idempotency key, when there is one.
  ///
  /// - Parameters:
  ///   - scope: Who asks for what.
  ///   - body: The body it belongs to.
  /// - Returns: `nil` without the header.
  /// - Throws: ``Refusal/unreadable`` when the key isn't 1 to 255 visible ASCII characters.
  func idempotencyKey(_ scope: String, _ body: [UInt8]) throws(Refusal) -> IdempotencyKey? {
    guard let key = request.fields["Idempotency-Key"] else { return nil }
    guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) })
    else { throw .unreadable }
    return IdempotencyKey(scope: scope, key: key, body: body)
  }
}

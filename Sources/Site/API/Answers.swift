import Basics
import HTTP
import Storage
import Ticketing

extension Response {
  /// A JSON answer.
  static func json(_ status: Status, _ json: JSON) -> Response {
    Response(status, "application/json", json.serialized())
  }
}

extension Visit {
  /// A window as outsiders read it, without its places.
  func window(_ window: Window, in organisation: Organisation) -> JSON {
    let zone = organisation.zone
    return [
      "id": .string(window.id(in: zone)),
      "kind": .string(window.kind.rawValue),
      "start": .string(window.start.rfc3339(in: zone)),
      "end": .string(window.end.rfc3339(in: zone)),
    ]
  }

  /// A window that can still be promised.
  func offered(_ offered: OfferedWindow, in organisation: Organisation) -> JSON {
    guard case .object(var object) = window(offered.window, in: organisation) else {
      return .null
    }
    object["free"] = .integer(Int64(offered.free))
    return .object(object)
  }

  /// The council that the path names.
  var namedOrganisation: Organisation? {
    request.segments.lazy.compactMap { desk.directory.organisation($0) }.first
  }

  /// A page of a listing, and the cursor to the next one.
  func page<Item, Noun>(
    _ items: [Item],
    limit: Int,
    id: (Item) -> Identifier<Noun>,
    _ describe: (Item) -> JSON
  ) -> Response {
    let shown = items.prefix(limit)
    let cursor = items.count > limit ? shown.last.map { String(id($0).rawValue) } : nil
    return .json(
      .ok,
      [
        "items": .array(shown.map(describe)),
        "cursor": cursor.map { .string($0) } ?? .null,
      ]
    )
  }

  /// How many items a page has: `?limit=`, 1 to 100, 50 when nothing is said.
  func limit() throws(TicketingError) -> Int {
    guard let text = request.query["limit"] else { return 50 }
    guard let limit = Int(text), (1...100).contains(limit) else {
      throw .invalid([Fault("limit", "range")])
    }
    return limit
  }

  /// Where the page before ended.
  func cursor<Noun>(of noun: Noun.Type = Noun.self) throws(TicketingError) -> Identifier<Noun>? {
    guard let text = request.query["cursor"] else { return nil }
    guard let id = Int64(text), id > 0 else { throw .invalid([Fault("cursor", "malformed")]) }
    return Identifier(id)
  }

  /// A filter of a listing by a word of one of the domain's vocabularies.
  func filter<Word: RawRepresentable<String>>(
    _ name: String,
    of word: Word.Type = Word.self
  ) throws(TicketingError) -> Word? {
    guard let text = request.query[name], !text.isEmpty else { return nil }
    guard let word = Word(rawValue: text) else { throw .invalid([Fault(name, "unknown")]) }
    return word
  }

  /// The identity of a row that the path names.
  func identity<Noun>(
    _ name: String,
    of noun: Noun.Type = Noun.self
  ) throws -> Identifier<Noun> {
    guard let id = Int64(try part(name)), id > 0 else { throw TicketingError.notFound }
    return Identifier(id)
  }
}

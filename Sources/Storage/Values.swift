import Basics
import SQLite
import Ticketing

// The domain's values in the form that the store keeps them.

extension Value {
  static func moment(_ moment: Moment) -> Value { .integer(moment.milliseconds) }

  static func moment(_ moment: Moment?) -> Value {
    moment.map { .integer($0.milliseconds) } ?? .null
  }

  static func id<Noun>(_ id: Identifier<Noun>) -> Value { .integer(id.rawValue) }

  static func id<Noun>(_ id: Identifier<Noun>?) -> Value {
    id.map { .integer($0.rawValue) } ?? .null
  }

  static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? .null }

  static func optional(_ number: Int?) -> Value { number.map { .integer(Int64($0)) } ?? .null }

  static func number(_ number: Int) -> Value { .integer(Int64(number)) }

  /// Names in each language, as a JSON object in the order of the codes.
  static func names(_ names: [Language: String]) -> Value {
    var object = JSONObject()
    for language in names.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
      object[language.rawValue] = names[language].map { .string($0) }
    }
    return .text(String(decoding: JSON.object(object).serialized(), as: UTF8.self))
  }

  /// A set of councils for `IN (SELECT value FROM json_each(:organisations))`.
  static func ids<Noun>(_ ids: [Identifier<Noun>]) -> Value {
    .text("[" + ids.map { String($0.rawValue) }.joined(separator: ",") + "]")
  }
}

extension Row {
  func moment(_ column: String) throws -> Moment {
    Moment(milliseconds: try int64(column))
  }

  func optionalMoment(_ column: String) throws -> Moment? {
    try optionalInt64(column).map { Moment(milliseconds: $0) }
  }

  func id<Noun>(_ column: String, of noun: Noun.Type = Noun.self) throws -> Identifier<Noun> {
    Identifier(try int64(column))
  }

  func optionalID<Noun>(
    _ column: String,
    of noun: Noun.Type = Noun.self
  ) throws -> Identifier<Noun>? {
    try optionalInt64(column).map { Identifier($0) }
  }

  /// A word of one of the domain's vocabularies.
  func word<Word: RawRepresentable<String>>(
    _ column: String,
    of word: Word.Type = Word.self
  ) throws -> Word {
    let text = try text(column)
    guard let word = Word(rawValue: text) else {
      throw StorageError.unknownWord(text, column: column)
    }
    return word
  }

  func optionalWord<Word: RawRepresentable<String>>(
    _ column: String,
    of word: Word.Type = Word.self
  ) throws -> Word? {
    try optionalText(column) == nil ? nil : self.word(column)
  }

  func names(_ column: String) throws -> [Language: String] {
    let object = try JSON(parsing: Array(try text(column).utf8)).object ?? JSONObject()
    var names: [Language: String] = [:]
    for member in object.members {
      names[Language(rawValue: member.name)] = member.value.string
    }
    return names
  }

  func window() throws -> Window {
    Window(
      kind: try word("window_kind"),
      start: try moment("window_start"),
      end: try moment("window_end")
    )
  }
}

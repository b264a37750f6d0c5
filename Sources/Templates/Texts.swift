public import Basics

/// The words of every page, by language: `Web/locales/{ca,es,en}.json`.
///
/// A locale is an object of objects and texts; a text's key is its path with
/// dots, `callMe.title`. Texts hold placeholders in braces: `{name}`.
public struct Texts: Sendable {
  /// The languages there are, in alphabetical order of their code.
  public let languages: [String]
  private let objects: [String: JSON]
  private let texts: [String: [String: String]]

  /// Reads every locale of a folder.
  ///
  /// - Parameter root: The folder `Web`.
  /// - Throws: ``TemplateError`` if a file cannot be read, is not JSON, or there is none.
  public init(root: String) throws(TemplateError) {
    let path = root + "/locales"
    var sources: [String: [UInt8]] = [:]
    for file in try Folder(path: path).files(endingIn: ".json") {
      sources[file.name] = try Folder.read(file.path)
    }
    guard !sources.isEmpty else { throw .noLocale(path: path) }
    try self.init(sources: sources)
  }

  /// Takes locales from memory.
  ///
  /// - Parameter sources: JSON in UTF-8 by language code.
  /// - Throws: ``TemplateError/malformedLocale(file:reason:)``.
  public init(sources: [String: [UInt8]]) throws(TemplateError) {
    var objects: [String: JSON] = [:]
    var texts: [String: [String: String]] = [:]
    for (language, bytes) in sources {
      let object = try Self.parse(bytes, file: language + ".json")
      objects[language] = object
      var flat: [String: String] = [:]
      Self.flatten(object, under: "", into: &flat)
      texts[language] = flat
    }
    self.objects = objects
    self.texts = texts
    languages = objects.keys.sorted()
  }

  /// All texts of a language, for a page's `{{t.…}}`; null for an unknown language.
  ///
  /// - Parameter language: A code such as `ca`.
  /// - Returns: The locale's object.
  public func object(in language: String) -> JSON { objects[language] ?? .null }

  /// One text.
  ///
  /// - Parameters:
  ///   - key: The path with dots.
  ///   - language: A code such as `ca`.
  /// - Returns: The text, or the key itself where it is missing, so that a page still says where.
  public func text(_ key: String, in language: String) -> String {
    texts[language]?[key] ?? key
  }

  /// One text, or nil where the language lacks it.
  ///
  /// - Parameters:
  ///   - key: The path with dots.
  ///   - language: A code such as `ca`.
  /// - Returns: The text.
  public func find(_ key: String, in language: String) -> String? { texts[language]?[key] }

  /// One text with its placeholders filled.
  ///
  /// - Parameters:
  ///   - key: The path with dots.
  ///   - values: What stands for `{name}`, by name; a placeholder without value stays.
  ///   - language: A code such as `ca`.
  /// - Returns: The text, not yet escaped for HTML.
  public func format(_ key: String, _ values: [String: String], in language: String) -> String {
    text(key, in: language).filled(with: values)
  }

  /// The keys of a language, in order.
  ///
  /// - Parameter language: A code such as `ca`.
  /// - Returns: Paths with dots.
  public func keys(in language: String) -> [String] { texts[language]?.keys.sorted() ?? [] }
}

extension String {
  /// The names in braces, in order of appearance.
  var placeholders: [String] {
    split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
      piece.firstIndex(of: "}").map { String(piece[..<$0]) }
    }
  }

  func filled(with values: [String: String]) -> String {
    guard contains("{") else { return self }
    var result = ""
    var rest = self[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}") else { break }
      let name = String(rest[rest.index(after: open)..<close])
      result += values[name] ?? String(rest[...close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

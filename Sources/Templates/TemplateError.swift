/// Why a page could not be made.
public enum TemplateError: Error, Equatable {
  /// A file or folder of `Web` cannot be read.
  case unreadable(path: String)
  /// A file is larger than ``Limits/fileBytesMax``.
  case tooLarge(path: String)
  /// A page and a partial, or two of one kind, share a name.
  case duplicate(name: String)
  /// A template breaks the grammar.
  case syntax(file: String, line: Int, reason: String)
  /// A template includes a partial that does not exist.
  case missingPartial(name: String, file: String, line: Int)
  /// No page has that name.
  case unknown(name: String)
  /// Partials include each other deeper than ``Limits/depthMax``.
  case tooDeep(name: String)
  /// The page grew beyond ``Limits/outputBytesMax``.
  case outputTooLarge(name: String)
  /// A locale file is not an object of texts.
  case malformedLocale(file: String, reason: String)
  /// The folder of locales holds none.
  case noLocale(path: String)
}

extension TemplateError: CustomStringConvertible {
  /// A sentence with the remedy.
  public var description: String {
    switch self {
    case .unreadable(let path):
      "'\(path)' cannot be read. Point --web at the folder that holds pages, partials and locales."
    case .tooLarge(let path):
      "'\(path)' is larger than \(Limits.fileBytesMax) bytes. Split it into partials."
    case .duplicate(let name):
      "Two templates are called '\(name)'. Rename one: pages and partials share their names."
    case .syntax(let file, let line, let reason):
      "\(file):\(line): \(reason)"
    case .missingPartial(let name, let file, let line):
      "\(file):\(line): there is no partial '\(name)'. Add partials/\(name).html or correct the name."
    case .unknown(let name):
      "There is no page '\(name)'. Add pages/\(name).html or correct the name."
    case .tooDeep(let name):
      "'\(name)' includes itself more than \(Limits.depthMax) levels deep. End the recursion."
    case .outputTooLarge(let name):
      "'\(name)' made more than \(Limits.outputBytesMax) bytes. Give it fewer rows."
    case .malformedLocale(let file, let reason):
      "\(file): \(reason)"
    case .noLocale(let path):
      "'\(path)' holds no locale. Add at least ca.json."
    }
  }
}

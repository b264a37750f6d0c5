public import Basics
import Synchronization

/// Every page and partial of `Web`, each parsed once.
///
/// Any thread; guarded by `state`. Templates are Mustache as its public
/// specification has it, without lambdas: `{{name}}` is escaped, `{{{name}}}`
/// and `{{&name}}` are not, `{{#list}}…{{/list}}`, `{{^list}}…{{/list}}`,
/// `{{> partial}}`, `{{! comment }}`, `{{=<% %>=}}`. As in the specification's
/// `!!data`, false, null, zero, an empty text and an empty list are falsey.
public final class TemplateLibrary: Sendable {
  private struct State {
    var templates: [String: Template]
    var stamp: [Int]
  }

  private let root: String?
  private let state: Mutex<State>

  /// Reads and checks all of `pages/*.html` and `partials/*.html`.
  ///
  /// - Parameter root: The folder `Web`.
  /// - Throws: ``TemplateError`` naming file and line, also for a partial that does not exist.
  public init(root: String) throws(TemplateError) {
    self.root = root
    state = Mutex(try Self.load(root))
  }

  /// Takes templates from memory.
  ///
  /// - Parameter sources: Template texts by name.
  /// - Throws: ``TemplateError`` as for files; the name stands for the file.
  public init(sources: [String: String]) throws(TemplateError) {
    root = nil
    var templates: [String: Template] = [:]
    for (name, text) in sources {
      templates[name] = try TemplateParser.parse(name: name, file: name, source: Array(text.utf8))
    }
    try Self.check(templates, files: [:])
    state = Mutex(State(templates: templates, stamp: []))
  }

  /// Makes a page.
  ///
  /// - Parameters:
  ///   - page: The template's name, such as `call-me`; a partial may be drawn alone.
  ///   - context: What its tags name.
  /// - Returns: The page in UTF-8.
  /// - Throws: ``TemplateError/unknown(name:)``, ``TemplateError/tooDeep(name:)`` or
  ///   ``TemplateError/outputTooLarge(name:)``.
  public func render(_ page: String, _ context: JSON) throws(TemplateError) -> [UInt8] {
    let templates = state.withLock { $0.templates }
    guard let template = templates[page] else { throw .unknown(name: page) }
    var renderer = Renderer(page: page, templates: templates, context: context)
    try renderer.draw(template)
    return renderer.output
  }

  /// Reads everything anew if a file was changed, added or removed: for development.
  ///
  /// - Returns: Whether anything was read. A library made from memory never changes.
  /// - Throws: ``TemplateError``; the pages in use stay as they were.
  @discardableResult
  public func reloadIfChanged() throws(TemplateError) -> Bool {
    guard let root else { return false }
    let stamp = Folder.stamp(of: try Self.files(root))
    guard stamp != state.withLock({ $0.stamp }) else { return false }
    let fresh = try Self.load(root)
    state.withLock { $0 = fresh }
    return true
  }

  private static func files(_ root: String) throws(TemplateError) -> [Folder.File] {
    try Folder(path: root + "/pages").files(endingIn: ".html")
      + Folder(path: root + "/partials").files(endingIn: ".html")
  }

  private static func load(_ root: String) throws(TemplateError) -> State {
    let files = try files(root)
    let stamp = Folder.stamp(of: files)
    var templates: [String: Template] = [:]
    var paths: [String: String] = [:]
    for file in files {
      guard templates[file.name] == nil else { throw .duplicate(name: file.name) }
      paths[file.name] = file.path
      templates[file.name] = try TemplateParser.parse(
        name: file.name, file: file.path, source: try Folder.read(file.path))
    }
    try check(templates, files: paths)
    return State(templates: templates, stamp: stamp)
  }

  /// Refuses partials that do not exist.
  private static func check(
    _ templates: [String: Template], files: [String: String]
  ) throws(TemplateError) {
    for template in templates.values.sorted(by: { $0.name < $1.name }) {
      for case .partial(let name, _, let line) in template.instructions
      where templates[name] == nil {
        let file = files[template.name] ?? template.name
        throw .missingPartial(name: name, file: file, line: line)
      }
    }
  }
}

import Basics
import Foundation
import Testing

@testable import Templates

/// The pages and words that ship, as they stand in `Web`.
@Suite struct ShippedPages {
  static let web = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Web").path
  static let languages = ["ca", "en", "es"]

  /// Every template of a folder of `Web`, by name.
  static func sources(_ folder: String) throws -> [String: String] {
    var sources: [String: String] = [:]
    for file in try Folder(path: web + "/" + folder).files(endingIn: ".html") {
      sources[file.name] = String(decoding: try Folder.read(file.path), as: UTF8.self)
    }
    return sources
  }

  static func pageNames() -> [String] { (try? sources("pages").keys.sorted()) ?? [] }

  @Test func `every locale speaks of the same things`() throws {
    let texts = try Texts(root: Self.web)
    #expect(texts.languages == Self.languages)
    for language in Self.languages {
      #expect(texts.keys(in: language) == texts.keys(in: "ca"))
    }
  }

  @Test(arguments: languages)
  func `every text has the placeholders of its Catalan one`(language: String) throws {
    let texts = try Texts(root: Self.web)
    for key in texts.keys(in: "ca") {
      let here = Set(texts.text(key, in: language).placeholders)
      #expect(here == Set(texts.text(key, in: "ca").placeholders), "\(key)")
    }
  }

  @Test(arguments: languages)
  func `no text is empty`(language: String) throws {
    let texts = try Texts(root: Self.web)
    for key in texts.keys(in: language) {
      #expect(!texts.text(key, in: language).isEmpty, "\(key)")
    }
  }

  @Test(arguments: languages)
  func `every text that a page names exists`(language: String) throws {
    let texts = try Texts(root: Self.web)
    let sources = try Self.sources("pages").merging(try Self.sources("partials")) { one, _ in one }
    let context: JSON = ["t": texts.object(in: language)]
    var count = 0
    for (name, source) in sources {
      let template = try TemplateParser.parse(name: name, file: name, source: Array(source.utf8))
      for path in template.paths where path.names.first == "t" {
        let value = path.names.reduce(context as JSON?) { $0?[$1] }
        #expect(value != nil, "\(name): \(path.names.joined(separator: "."))")
        count += 1
      }
    }
    #expect(count > 200)
  }

  @Test(arguments: pageNames().filter { $0 != "agent-list" })
  func `a page draws a whole document in its language`(page: String) throws {
    let library = try TemplateLibrary(root: Self.web)
    let texts = try Texts(root: Self.web)
    let context: JSON = ["lang": "es", "path": "/x", "t": texts.object(in: "es")]
    let drawn = String(decoding: try library.render(page, context), as: UTF8.self)
    #expect(drawn.hasPrefix("<!doctype html>\n<html lang=\"es\">"))
    #expect(drawn.hasSuffix("</html>\n"))
    #expect(!drawn.contains("{{"))
  }

  @Test func `no page carries a script or style of its own`() throws {
    let sources = try Self.sources("pages").merging(try Self.sources("partials")) { one, _ in one }
    for (name, source) in sources {
      #expect(!source.contains("<style"), "\(name)")
      #expect(!source.contains(" style=\""), "\(name)")
      #expect(
        source.firstMatch(of: /<script(?! type="(module" src=|application\/ld\+json"))/) == nil)
      #expect(source.firstMatch(of: /\son[a-z]+="/) == nil, "\(name)")
    }
  }

  @Test func `what a visitor types is never drawn raw`() throws {
    let sources = try Self.sources("pages").merging(try Self.sources("partials")) { one, _ in one }
    var raw: Set<String> = []
    for (name, source) in sources {
      let template = try TemplateParser.parse(name: name, file: name, source: Array(source.utf8))
      for case .value(let path, escaped: false) in template.instructions {
        raw.insert(name + ":" + path.names.joined(separator: "."))
      }
    }
    #expect(raw == ["activity:svg", "activity:jsonld"])
  }
}

extension Template {
  fileprivate var paths: [Path] {
    instructions.compactMap { instruction in
      switch instruction {
      case .value(let path, _), .section(let path, _), .inverted(let path, _): path
      case .text, .lineStart, .partial: nil
      }
    }
  }
}

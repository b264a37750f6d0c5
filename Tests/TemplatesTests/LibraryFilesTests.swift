import Basics
import Foundation
import Testing

@testable import Templates

/// A folder `Web` of one test, gone with it.
final class TemporaryWeb {
  let root = FileManager.default.temporaryDirectory
    .appending(path: "web-" + UUID().uuidString).path

  init(_ files: [String: String]) throws {
    for folder in ["pages", "partials", "locales"] {
      try FileManager.default.createDirectory(
        atPath: root + "/" + folder, withIntermediateDirectories: true)
    }
    for (path, text) in files { try write(text, to: path) }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: root + "/" + path))
  }
}

@Suite struct LibraryFiles {
  @Test func `pages and partials are read from their folders`() throws {
    let web = try TemporaryWeb([
      "pages/a.html": "1{{>b}}", "partials/b.html": "2", "pages/x.txt": "{{",
    ])
    let library = try TemplateLibrary(root: web.root)
    #expect(try library.render("a", [:]) == Array("12".utf8))
  }

  @Test func `a page and a partial may not share a name`() throws {
    let web = try TemporaryWeb(["pages/a.html": "", "partials/a.html": ""])
    #expect(throws: TemplateError.duplicate(name: "a")) { try TemplateLibrary(root: web.root) }
  }

  @Test func `a folder that is not there is named`() throws {
    #expect(throws: TemplateError.unreadable(path: "/nowhere/pages")) {
      try TemplateLibrary(root: "/nowhere")
    }
  }

  @Test func `a file beyond the limit is refused`() throws {
    let long = String(repeating: "x", count: Limits.fileBytesMax + 1)
    let web = try TemporaryWeb(["pages/a.html": long])
    #expect(throws: TemplateError.tooLarge(path: web.root + "/pages/a.html")) {
      try TemplateLibrary(root: web.root)
    }
  }

  @Test func `an edited page is read anew, an untouched one is not`() throws {
    let web = try TemporaryWeb(["pages/a.html": "old"])
    let library = try TemplateLibrary(root: web.root)
    #expect(try !library.reloadIfChanged())
    try web.write("new", to: "pages/b.html")
    #expect(try library.reloadIfChanged())
    #expect(try library.render("b", [:]) == Array("new".utf8))
  }

  @Test func `a broken edit leaves the pages as they were`() throws {
    let web = try TemporaryWeb(["pages/a.html": "good"])
    let library = try TemplateLibrary(root: web.root)
    try web.write("{{#x}}", to: "pages/b.html")
    #expect(throws: TemplateError.self) { try library.reloadIfChanged() }
    #expect(try library.render("a", [:]) == Array("good".utf8))
  }

  @Test func `a folder without locales is refused`() throws {
    let web = try TemporaryWeb([:])
    #expect(throws: TemplateError.noLocale(path: web.root + "/locales")) {
      try Texts(root: web.root)
    }
  }
}

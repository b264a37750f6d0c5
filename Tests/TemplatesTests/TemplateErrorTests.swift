import Basics
import Testing

@testable import Templates

@Suite struct TemplateFaults {
  @Test(arguments: [
    ("a\n{{#x}}\nb", 2), ("a\n{{/x}}", 2), ("{{#a}}\n{{/b}}", 2), ("\n\n{{v", 3), ("{{{v}}", 1),
    ("{{a b}}", 1), ("{{a..b}}", 1), ("{{=a=}}", 1), ("{{>}}", 1), ("\n{{}}", 2),
  ])
  func `a fault names its file and line`(template: String, line: Int) {
    let error = #expect(throws: TemplateError.self) {
      try TemplateLibrary(sources: ["call-me": template])
    }
    guard case .syntax(let file, let at, _) = error else {
      Issue.record("not a fault of syntax")
      return
    }
    #expect(file == "call-me")
    #expect(at == line)
  }

  @Test func `a partial that does not exist is refused when the page is read`() {
    #expect(throws: TemplateError.missingPartial(name: "foot", file: "page", line: 2)) {
      try TemplateLibrary(sources: ["page": "x\n{{> foot }}\n"])
    }
  }

  @Test func `sections nest no deeper than the limit`() throws {
    let depth = Limits.sectionDepthMax
    let sound =
      String(repeating: "{{#a}}", count: depth) + String(repeating: "{{/a}}", count: depth)
    _ = try TemplateLibrary(sources: ["page": sound])
    #expect(throws: TemplateError.self) {
      try TemplateLibrary(sources: ["page": "{{#a}}" + sound + "{{/a}}"])
    }
  }

  @Test func `a page that does not exist is named`() throws {
    let library = try TemplateLibrary(sources: [:])
    #expect(throws: TemplateError.unknown(name: "rate")) { try library.render("rate", [:]) }
  }

  @Test func `a page stops growing at the limit`() throws {
    let library = try TemplateLibrary(sources: ["page": "{{#list}}{{{v}}}{{/list}}"])
    let long = JSON(String(repeating: "x", count: Limits.outputBytesMax / 2))
    let context: JSON = ["v": long, "list": .array(Array(repeating: true, count: 1000))]
    #expect(throws: TemplateError.outputTooLarge(name: "page")) {
      try library.render("page", context)
    }
  }
}

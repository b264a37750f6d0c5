import Basics
import Testing

@testable import Templates

/// One template, what it is given, and what must come of it.
struct Drawing: Sendable, CustomTestStringConvertible {
  let name: String
  let template: String
  var context: JSON = [:]
  var partials: [String: String] = [:]
  let result: String

  var testDescription: String { name }

  func drawn() throws -> String {
    var sources = partials
    sources["page"] = template
    let library = try TemplateLibrary(sources: sources)
    return String(decoding: try library.render("page", context), as: UTF8.self)
  }
}

@Suite struct Interpolation {
  static let drawings: [Drawing] = [
    Drawing(name: "text without tags", template: "Bon dia {nom}.\n", result: "Bon dia {nom}.\n"),
    Drawing(
      name: "a name", template: "Bon dia, {{who}}", context: ["who": "Pau"], result: "Bon dia, Pau"),
    Drawing(
      name: "markup in a value", template: "{{v}}", context: ["v": "<a href=\"x\">&'</a>"],
      result: "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;"),
    Drawing(name: "three braces", template: "{{{v}}}", context: ["v": "<b>&"], result: "<b>&"),
    Drawing(name: "an ampersand", template: "{{& v }}", context: ["v": "<b>&"], result: "<b>&"),
    Drawing(name: "a whole number", template: "{{n}}", context: ["n": 85], result: "85"),
    Drawing(name: "a fraction", template: "{{n}}", context: ["n": 1.21], result: "1.21"),
    Drawing(name: "a whole double", template: "{{n}}", context: ["n": 3.0], result: "3"),
    Drawing(name: "a truth value", template: "{{v}}", context: ["v": true], result: "true"),
    Drawing(name: "null", template: "({{v}})", context: ["v": nil], result: "()"),
    Drawing(name: "a missing name", template: "({{v}})", result: "()"),
    Drawing(
      name: "white space in the tag", template: "|{{\n v \t}}|", context: ["v": 1], result: "|1|"),
    Drawing(
      name: "white space around the tag", template: "  {{v}}\n", context: ["v": "x"],
      result: "  x\n"),
    Drawing(
      name: "a dotted name", template: "{{a.b.c}}", context: ["a": ["b": ["c": "deep"]]],
      result: "deep"),
    Drawing(
      name: "a broken chain", template: "({{a.b.c}})", context: ["a": ["c": 1]], result: "()"),
    Drawing(
      name: "a chain is not searched further out",
      template: "{{#a}}({{b.c}}){{/a}}", context: ["a": ["b": [:]], "b": ["c": "no"]],
      result: "()"),
    Drawing(name: "the implicit name", template: "({{.}})", context: "x<y", result: "(x&lt;y)"),
    Drawing(
      name: "tags in values stay text", template: "{{v}}", context: ["v": "{{w}}", "w": "no"],
      result: "{{w}}"),
  ]

  @Test(arguments: drawings)
  func `a tag draws its value`(_ drawing: Drawing) throws {
    #expect(try drawing.drawn() == drawing.result)
  }
}

@Suite struct Sections {
  static let list: JSON = ["list": [["n": 1], ["n": 2], ["n": 3]]]
  static let drawings: [Drawing] = [
    Drawing(name: "true", template: "{{#v}}yes{{/v}}", context: ["v": true], result: "yes"),
    Drawing(name: "false", template: "({{#v}}no{{/v}})", context: ["v": false], result: "()"),
    Drawing(name: "null", template: "({{#v}}no{{/v}})", context: ["v": nil], result: "()"),
    Drawing(name: "missing", template: "({{#v}}no{{/v}})", result: "()"),
    Drawing(name: "empty text", template: "({{#v}}no{{/v}})", context: ["v": ""], result: "()"),
    Drawing(name: "zero", template: "({{#v}}no{{/v}})", context: ["v": 0], result: "()"),
    Drawing(
      name: "zero as a fraction", template: "({{#v}}no{{/v}})", context: ["v": 0.0], result: "()"),
    Drawing(name: "empty list", template: "({{#v}}no{{/v}})", context: ["v": []], result: "()"),
    Drawing(
      name: "empty object", template: "({{#v}}yes{{/v}})", context: ["v": [:]], result: "(yes)"),
    Drawing(name: "a list", template: "{{#list}}{{n}};{{/list}}", context: list, result: "1;2;3;"),
    Drawing(
      name: "lists in lists", template: "{{#l}}({{#.}}{{.}}{{/.}}){{/l}}",
      context: ["l": [[1, 2], [3]]], result: "(12)(3)"),
    Drawing(
      name: "an object opens its names", template: "{{#o}}{{a}}{{b}}{{/o}}",
      context: ["o": ["a": "in"], "a": "out", "b": "far"], result: "infar"),
    Drawing(
      name: "an inner null hides the outer value", template: "{{#o}}({{a}}){{/o}}",
      context: ["o": ["a": nil], "a": "out"], result: "()"),
    Drawing(
      name: "dotted", template: "{{#a.b}}{{c}}{{/a.b}}", context: ["a": ["b": ["c": "x"]]],
      result: "x"),
    Drawing(name: "inverted false", template: "{{^v}}none{{/v}}", result: "none"),
    Drawing(name: "inverted list", template: "{{^list}}none{{/list}}", context: list, result: ""),
    Drawing(
      name: "inverted empty list", template: "{{^v}}none{{/v}}", context: ["v": []], result: "none"),
    Drawing(
      name: "the same name nested", template: "{{#v}}a{{#v}}b{{/v}}c{{/v}}", context: ["v": true],
      result: "abc"),
  ]

  @Test(arguments: drawings)
  func `a section draws once for each truthy element`(_ drawing: Drawing) throws {
    #expect(try drawing.drawn() == drawing.result)
  }
}

@Suite struct StandaloneTags {
  static let drawings: [Drawing] = [
    Drawing(
      name: "section lines disappear", template: "a\n  {{#v}}\nb\n  {{/v}} \t\nc\n",
      context: ["v": true], result: "a\nb\nc\n"),
    Drawing(
      name: "inline sections keep their line", template: " {{#v}}b{{/v}} \n", context: ["v": true],
      result: " b \n"),
    Drawing(
      name: "carriage returns", template: "|\r\n{{#v}}\r\n{{/v}}\r\n|", context: ["v": true],
      result: "|\r\n|"),
    Drawing(
      name: "first and last line", template: "{{#v}}\nx\n{{/v}}", context: ["v": true],
      result: "x\n"),
    Drawing(name: "a comment", template: "a\n  {{! no }}\nb", result: "a\nb"),
    Drawing(name: "a comment of many lines", template: "a\n{{!\n no\n}}\nb", result: "a\nb"),
    Drawing(name: "an inline comment", template: "12 {{! no }}34", result: "12 34"),
    Drawing(name: "two tags on a line", template: "{{! a }} {{! b }}\nx", result: " \nx"),
    Drawing(
      name: "delimiters", template: "a\n{{=<% %>=}}\n<%v%>\n", context: ["v": "x"], result: "a\nx\n"
    ),
    Drawing(
      name: "delimiters and back", template: "{{=| |=}}|v||={{ }}=|{{v}}", context: ["v": "x"],
      result: "xx"),
    Drawing(name: "a value never stands alone", template: "  {{v}}\n", result: "  \n"),
  ]

  @Test(arguments: drawings)
  func `a line with nothing but a tag leaves no trace`(_ drawing: Drawing) throws {
    #expect(try drawing.drawn() == drawing.result)
  }
}

@Suite struct Partials {
  static let drawings: [Drawing] = [
    Drawing(
      name: "inline", template: "a {{>p}} c", context: ["v": "b"], partials: ["p": "{{v}}"],
      result: "a b c"),
    Drawing(
      name: "standalone takes its line's end", template: "a\n{{>p}}\nc", partials: ["p": "b\n"],
      result: "a\nb\nc"),
    Drawing(
      name: "indentation", template: "\\\n {{>p}}\n/\n", context: ["v": "<\n->"],
      partials: ["p": "|\n{{{v}}}\n|\n"], result: "\\\n |\n <\n->\n |\n/\n"),
    Drawing(
      name: "indentation adds up", template: "  {{>p}}\n",
      partials: ["p": "a\n {{>q}}\n", "q": "b\n"],
      result: "  a\n   b\n"),
    Drawing(
      name: "indentation before inline sections", template: "  {{>p}}\n", context: ["v": true],
      partials: ["p": "{{#v}}x{{/v}}\n"], result: "  x\n"),
    Drawing(
      name: "not indented when inline", template: "  {{v}} {{>p}}\n", context: ["v": "|"],
      partials: ["p": ">\n>"], result: "  | >\n>\n"),
    Drawing(
      name: "recursion", template: "{{>node}}",
      context: ["n": "x", "nodes": [["n": "y", "nodes": []]]],
      partials: ["node": "{{n}}<{{#nodes}}{{>node}}{{/nodes}}>"], result: "x<y<>>"),
    Drawing(
      name: "delimiters end with the file", template: "{{>p}}{{v}}", context: ["v": "x"],
      partials: ["p": "{{=| |=}}|v|"], result: "xx"),
  ]

  @Test(arguments: drawings)
  func `a partial draws as if it stood there, indented as its tag`(_ drawing: Drawing) throws {
    #expect(try drawing.drawn() == drawing.result)
  }

  @Test func `a partial that includes itself without end is refused`() throws {
    let library = try TemplateLibrary(sources: ["page": "{{>page}}"])
    #expect(throws: TemplateError.tooDeep(name: "page")) { try library.render("page", [:]) }
  }
}

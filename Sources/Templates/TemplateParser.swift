/// Turns the bytes of a template into its instructions.
///
/// Follows the Mustache specification 1.4 without its optional modules. It
/// differs in one point on purpose: `TemplateLibrary` refuses a partial that
/// does not exist instead of drawing nothing.
struct TemplateParser {
  let file: String
  let source: [UInt8]
  private var open = Array("{{".utf8)
  private var close = Array("}}".utf8)
  private var instructions: [Instruction] = []
  private var sections: [(name: String, at: Int, line: Int)] = []
  private var textStart = 0

  init(file: String, source: [UInt8]) {
    self.file = file
    self.source = source
  }

  /// Parses one template.
  static func parse(name: String, file: String, source: [UInt8]) throws(TemplateError) -> Template {
    var parser = Self(file: file, source: source)
    let instructions = try parser.run()
    return Template(name: name, source: source, instructions: instructions)
  }

  private mutating func run() throws(TemplateError) -> [Instruction] {
    while let start = source.firstIndex(of: open, from: textStart) {
      let tag = try tag(at: start)
      let line = tag.kind.mayStandAlone ? source.standaloneLine(around: start..<tag.end) : nil
      emitText(upTo: line?.lowerBound ?? start)
      textStart = line?.upperBound ?? tag.end
      let leads = line == nil && source.startsLine(at: start)
      if leads, tag.kind != .sectionEnd { instructions.append(.lineStart) }
      try emit(tag, at: start, indent: line.map { $0.lowerBound..<start } ?? start..<start)
      if leads, tag.kind == .sectionEnd { instructions.append(.lineStart) }
    }
    emitText(upTo: source.count)
    if let unclosed = sections.last {
      throw fault("the section '\(unclosed.name)' is never closed.", line: unclosed.line)
    }
    return instructions
  }

  private mutating func emitText(upTo end: Int) {
    guard textStart < end else { return }
    instructions.append(.text(textStart..<end, startsLine: source.startsLine(at: textStart)))
  }

  private mutating func emit(
    _ tag: Tag, at start: Int, indent: Range<Int>
  ) throws(TemplateError) {
    switch tag.kind {
    case .comment: break
    case .delimiters: try setDelimiters(tag.content, at: start)
    case .value: instructions.append(.value(try path(tag, at: start), escaped: true))
    case .raw: instructions.append(.value(try path(tag, at: start), escaped: false))
    case .section, .inverted: try openSection(tag, at: start)
    case .sectionEnd: try closeSection(tag, at: start)
    case .partial:
      guard !tag.content.isEmpty else { throw fault("a partial has no name.", at: start) }
      let line = source.line(at: start)
      instructions.append(.partial(name: tag.content, indent: indent, line: line))
    }
  }

  private mutating func openSection(_ tag: Tag, at start: Int) throws(TemplateError) {
    guard sections.count < Limits.sectionDepthMax else {
      throw fault("sections nest deeper than \(Limits.sectionDepthMax).", at: start)
    }
    let path = try path(tag, at: start)
    sections.append((tag.content, instructions.count, source.line(at: start)))
    // The end is known when the section closes.
    instructions.append(
      tag.kind == .section ? .section(path, end: 0) : .inverted(path, end: 0))
  }

  private mutating func closeSection(_ tag: Tag, at start: Int) throws(TemplateError) {
    guard let section = sections.popLast() else {
      throw fault("'\(tag.content)' is closed but was never opened.", at: start)
    }
    guard section.name == tag.content else {
      throw fault(
        "'\(section.name)', opened on line \(section.line), is closed as '\(tag.content)'.",
        at: start)
    }
    let end = instructions.count
    switch instructions[section.at] {
    case .section(let path, _): instructions[section.at] = .section(path, end: end)
    case .inverted(let path, _): instructions[section.at] = .inverted(path, end: end)
    default: break
    }
  }

  private mutating func setDelimiters(_ content: String, at start: Int) throws(TemplateError) {
    let parts = content.split(whereSeparator: \.isWhitespace)
    guard parts.count == 2, !parts.contains(where: { $0.contains("=") }) else {
      throw fault("delimiters are set as {{=open close=}}.", at: start)
    }
    open = Array(parts[0].utf8)
    close = Array(parts[1].utf8)
  }

  private func path(_ tag: Tag, at start: Int) throws(TemplateError) -> Path {
    if tag.content == "." { return Path(names: []) }
    let names = tag.content.split(separator: ".", omittingEmptySubsequences: false)
    let isSound = names.allSatisfy { !$0.isEmpty && !$0.contains(where: \.isWhitespace) }
    guard isSound else {
      throw fault("'\(tag.content)' is not a name; write a.b.c or a single dot.", at: start)
    }
    return Path(names: names.map(String.init))
  }

  private func tag(at start: Int) throws(TemplateError) -> Tag {
    guard let tag = Tag(in: source, at: start, open: open, close: close) else {
      throw fault("a tag is opened and never closed.", at: start)
    }
    return tag
  }

  private func fault(_ reason: String, at position: Int) -> TemplateError {
    fault(reason, line: source.line(at: position))
  }

  private func fault(_ reason: String, line: Int) -> TemplateError {
    .syntax(file: file, line: line, reason: reason)
  }
}

import Basics

/// Runs a template's instructions over a context into one array of bytes.
struct Renderer {
  let page: String
  let templates: [String: Template]
  private(set) var output: [UInt8] = []
  private var stack: [JSON]
  private var indent: [UInt8] = []
  private var depth = 0

  init(page: String, templates: [String: Template], context: JSON) {
    self.page = page
    self.templates = templates
    self.stack = [context]
    output.reserveCapacity(32 << 10)
  }

  mutating func draw(_ template: Template) throws(TemplateError) {
    try draw(template, template.instructions.indices)
  }

  private mutating func draw(
    _ template: Template, _ range: Range<Int>
  ) throws(TemplateError) {
    guard output.count <= Limits.outputBytesMax else {
      throw .outputTooLarge(name: page)
    }
    var at = range.lowerBound
    while at < range.upperBound {
      switch template.instructions[at] {
      case .text(let text, let startsLine): write(template.source[text], startsLine: startsLine)
      case .lineStart: output.append(contentsOf: indent)
      case .value(let path, let escaped): write(value(at: path), escaped: escaped)
      case .section(let path, let end):
        try drawSection(of: value(at: path), template, at + 1..<end)
        at = end - 1
      case .inverted(let path, let end):
        if !value(at: path).isTruthy { try draw(template, at + 1..<end) }
        at = end - 1
      case .partial(let name, let blanks, _):
        try drawPartial(name, indent: template.source[blanks])
      }
      at += 1
    }
  }

  private mutating func drawSection(
    of value: JSON?, _ template: Template, _ range: Range<Int>
  ) throws(TemplateError) {
    guard let value, value.isTruthy else { return }
    let elements = if case .array(let list) = value { list } else { [value] }
    for element in elements {
      stack.append(element)
      defer { stack.removeLast() }
      try draw(template, range)
    }
  }

  private mutating func drawPartial(
    _ name: String, indent blanks: ArraySlice<UInt8>
  ) throws(TemplateError) {
    guard let partial = templates[name] else { throw .unknown(name: name) }
    guard depth < Limits.depthMax else { throw .tooDeep(name: name) }
    depth += 1
    indent.append(contentsOf: blanks)
    try draw(partial)
    indent.removeLast(blanks.count)
    depth -= 1
  }

  /// The value of a dotted name: its first part from the innermost context that has it.
  private func value(at path: Path) -> JSON? {
    guard let first = path.names.first else { return stack.last }
    for context in stack.reversed() {
      guard var found = context[first] else { continue }
      for name in path.names.dropFirst() {
        guard let next = found[name] else { return nil }
        found = next
      }
      return found
    }
    return nil
  }

  private mutating func write(_ text: ArraySlice<UInt8>, startsLine: Bool) {
    guard !indent.isEmpty else { return output.append(contentsOf: text) }
    var isAtLineStart = startsLine
    for byte in text {
      if isAtLineStart { output.append(contentsOf: indent) }
      output.append(byte)
      isAtLineStart = byte == UInt8(ascii: "\n")
    }
  }

  private mutating func write(_ value: JSON?, escaped: Bool) {
    switch value {
    case .string(let text):
      if escaped { output.append(escaping: text) } else { output.append(contentsOf: text.utf8) }
    case .integer(let number): output.append(contentsOf: String(number).utf8)
    case .number(let number): output.append(contentsOf: number.plain.utf8)
    case .bool(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
    case .array, .object, .null, nil: break
    }
  }
}

extension JSON? {
  /// Whether a section draws this: not missing, null, false, zero, or empty.
  fileprivate var isTruthy: Bool { self?.isTruthy ?? false }
}

extension JSON {
  fileprivate var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let flag): flag
    case .integer(let number): number != 0
    case .number(let number): number != 0 && !number.isNaN
    case .string(let text): !text.isEmpty
    case .array(let elements): !elements.isEmpty
    case .object: true
    }
  }
}

extension Double {
  /// As people write it: whole numbers without a fraction.
  fileprivate var plain: String {
    if let whole = Int64(exactly: self) { return String(whole) }
    return String(self)
  }
}

/// One parsed template: its bytes and a flat list of what to do with them.
///
/// A section's instructions stand between it and its `end`, so that drawing a
/// section is running a range, and nothing is allocated per node.
struct Template: Sendable {
  let name: String
  let source: [UInt8]
  let instructions: [Instruction]
}

/// A step of a template.
enum Instruction: Sendable, Equatable {
  /// Bytes of the source as they stand; `startsLine` says that a partial's indentation goes first.
  case text(Range<Int>, startsLine: Bool)
  /// A tag that is first on its line: a partial's indentation goes here.
  case lineStart
  case value(Path, escaped: Bool)
  /// Runs up to `end` once for each element, or once for a truthy value.
  case section(Path, end: Int)
  /// Runs up to `end` once if the value is falsey.
  case inverted(Path, end: Int)
  case partial(name: String, indent: Range<Int>, line: Int)
}

/// A dotted name; empty for the implicit iterator `{{.}}`.
struct Path: Sendable, Equatable {
  let names: [String]
}

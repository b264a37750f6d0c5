/// What a document is called: a name that is only a name, on every system.
public struct AttachmentName: Sendable, Equatable, CustomStringConvertible {
  /// The most characters of a name.
  public static let lengthMax = 120
  /// What is called nothing.
  static let nameless = "document"

  /// The name.
  public let description: String

  /// Makes what somebody typed or sent harmless: no folders, nothing unseen, nothing that turns
  /// the reading direction, no characters that mean something to a system or a page, and an
  /// ending that fits the type.
  public init(_ text: String, of type: AttachmentType) {
    let last = text.split { $0 == "/" || $0 == "\\" }.last ?? ""
    var scalars = String.UnicodeScalarView()
    for scalar in last.unicodeScalars where Self.isHarmless(scalar) { scalars.append(scalar) }
    var words = String(scalars).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    while let first = words.first, first == "." || first == "-" || first == " " {
      words.removeFirst()
    }
    while let end = words.last, end == "." || end == " " { words.removeLast() }
    var (stem, ending) = Self.parts(of: words)
    if !type.endings.contains(ending.lowercased()) {
      stem = words
      ending = type.endings[0]
    }
    if stem.isEmpty || Self.isDevice(stem) { stem = Self.nameless }
    let room = Self.lengthMax - ending.unicodeScalars.count - 1
    description = String(stem.unicodeScalars.prefix(room)) + "." + ending
  }

  /// A name as it was kept.
  public init(kept: String) {
    description = kept
  }

  /// What stands before and after the last dot.
  private static func parts(of name: String) -> (stem: String, ending: String) {
    guard let dot = name.lastIndex(of: ".") else { return (name, "") }
    return (String(name[..<dot]), String(name[name.index(after: dot)...]))
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: !"<>:\"|?*".unicodeScalars.contains(scalar)
    }
  }

  /// Names that Windows keeps for itself, whatever their ending.
  private static func isDevice(_ stem: String) -> Bool {
    let word = stem.prefix { $0 != "." }.uppercased()
    if ["CON", "PRN", "AUX", "NUL"].contains(word) { return true }
    return word.count == 4 && (word.hasPrefix("COM") || word.hasPrefix("LPT"))
      && word.last?.isNumber == true
  }
}

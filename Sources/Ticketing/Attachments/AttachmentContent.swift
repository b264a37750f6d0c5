/// Whether bytes are what they are said to be, looked at as they come.
///
/// Office files of the newer kinds are ZIP archives (APPNOTE.TXT, 4.3.7), whose first entry
/// tells which: OpenDocument 1.3 part 2, 3.3 wants it to be `mimetype`, uncompressed; the
/// others begin with one of a few folders.
public struct AttachmentContent: Sendable {
  /// How many bytes at the beginning tell what a file is.
  static let beginningMax = 1_024

  private let type: AttachmentType
  private var beginning: [UInt8] = []
  private var isPlainText = true

  /// Nothing yet of a file of some type.
  public init(of type: AttachmentType) {
    self.type = type
  }

  /// Takes the next bytes.
  public mutating func take(_ bytes: [UInt8]) {
    beginning.append(contentsOf: bytes.prefix(Self.beginningMax - beginning.count))
    if type == .text || type == .csv {
      isPlainText = isPlainText && bytes.allSatisfy(Self.isOfText)
    }
  }

  /// Whether all that came is of the type.
  public var isSound: Bool {
    switch type {
    case .pdf: find("%PDF-") != nil
    case .png: begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    case .jpeg: begins([0xFF, 0xD8, 0xFF])
    case .webp: begins("RIFF") && beginning.dropFirst(8).starts(with: "WEBP".utf8)
    case .text, .csv: isPlainText && !beginning.isEmpty
    case .zip: begins("PK\u{3}\u{4}")
    case .docx, .xlsx, .pptx: Self.officeEntries.contains { entry.starts(with: $0.utf8) }
    case .odt, .ods, .odp: entry == Array("mimetype".utf8) && holds(type.rawValue)
    case .doc, .xls: begins([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    }
  }

  private static let officeEntries = [
    "[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/", "ppt/", "customXml/",
  ]

  /// The name of the first entry of a ZIP archive; empty when it is none.
  private var entry: [UInt8] {
    guard begins("PK\u{3}\u{4}"), beginning.count >= 30 else { return [] }
    return Array(beginning.dropFirst(30).prefix(number(at: 26)))
  }

  /// Whether the first entry is stored as it is and is this text.
  private func holds(_ text: String) -> Bool {
    guard number(at: 8) == 0 else { return false }
    let start = 30 + number(at: 26) + number(at: 28)
    let rest = beginning.dropFirst(start)
    guard rest.starts(with: text.utf8) else { return false }
    // What comes next is another entry, not the rest of a longer word.
    return rest.dropFirst(text.utf8.count).starts(with: "PK".utf8)
  }

  /// A number of two bytes, the least significant first.
  private func number(at index: Int) -> Int {
    Int(beginning[index]) | Int(beginning[index + 1]) << 8
  }

  private func begins(_ text: String) -> Bool { begins(Array(text.utf8)) }

  private func begins(_ bytes: [UInt8]) -> Bool { beginning.starts(with: bytes) }

  private func find(_ text: String) -> Int? {
    let wanted = Array(text.utf8)
    return beginning.indices.first { beginning[$0...].starts(with: wanted) }
  }

  /// Tabs and line ends, and everything that shows; a program or picture has other bytes.
  private static func isOfText(_ byte: UInt8) -> Bool {
    (9...13).contains(byte) || byte >= 32 && byte != 127
  }
}

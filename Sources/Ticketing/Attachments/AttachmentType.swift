/// What a document may be.
public enum AttachmentType: String, Sendable, CaseIterable {
  /// Portable Document Format.
  case pdf = "application/pdf"
  /// A picture without loss.
  case png = "image/png"
  /// A photograph.
  case jpeg = "image/jpeg"
  /// A picture of a newer kind.
  case webp = "image/webp"
  /// Plain text.
  case text = "text/plain"
  /// A table as text.
  case csv = "text/csv"
  /// A folder in a file.
  case zip = "application/zip"
  /// A Word document.
  case docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  /// An Excel sheet.
  case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  /// A PowerPoint presentation.
  case pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
  /// An OpenDocument text.
  case odt = "application/vnd.oasis.opendocument.text"
  /// An OpenDocument sheet.
  case ods = "application/vnd.oasis.opendocument.spreadsheet"
  /// An OpenDocument presentation.
  case odp = "application/vnd.oasis.opendocument.presentation"
  /// A Word document of the old kind.
  case doc = "application/msword"
  /// An Excel sheet of the old kind.
  case xls = "application/vnd.ms-excel"

  /// The type that a caller declares, without its parameters.
  public init?(declared: String) {
    let word = declared.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
    self.init(rawValue: word.lowercased())
  }

  /// The endings that a name of this type may have; the first is the usual one.
  public var endings: [String] {
    switch self {
    case .pdf: ["pdf"]
    case .png: ["png"]
    case .jpeg: ["jpg", "jpeg"]
    case .webp: ["webp"]
    case .text: ["txt", "text", "log"]
    case .csv: ["csv"]
    case .zip: ["zip"]
    case .docx: ["docx"]
    case .xlsx: ["xlsx"]
    case .pptx: ["pptx"]
    case .odt: ["odt"]
    case .ods: ["ods"]
    case .odp: ["odp"]
    case .doc: ["doc"]
    case .xls: ["xls"]
    }
  }
}

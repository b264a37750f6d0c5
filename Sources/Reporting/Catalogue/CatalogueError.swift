/// Why the publication's own sources can't be used.
public enum CatalogueError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A file can't be read.
  case unreadable(path: String)
  /// A file is larger than ``IndicatorCatalogue/bytesMax``.
  case tooLarge(path: String)
  /// A file is not JSON.
  case malformed(path: String, reason: String)
  /// Something is missing or of the wrong kind at a place of the file.
  case missing(String)
  /// The file names an indicator, dimension or category that the program can't compute.
  case unknown(String)

  /// A sentence with the remedy.
  public var description: String {
    switch self {
    case .unreadable(let path):
      "The file \(path) can't be read. Point the program at the folder Reports that came with it."
    case .tooLarge(let path):
      "The file \(path) is larger than any catalogue of indicators. Put the original back."
    case .malformed(let path, let reason):
      "The file \(path) is not valid JSON: \(reason) Correct it or put the original back."
    case .missing(let place):
      "The catalogue of indicators lacks \(place). Add it, or put the original file back."
    case .unknown(let word):
      "The catalogue of indicators names '\(word)', which this version can't compute. Remove it."
    }
  }
}

/// A language that the desk speaks, by its ISO 639-1 code.
///
/// Open on purpose: a council that speaks Occitan adds a locale, not code.
public struct Language: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  /// The code, such as `ca`.
  public let rawValue: String

  /// Wraps a code.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Catalan.
  public static let catalan = Language(rawValue: "ca")
  /// Spanish.
  public static let spanish = Language(rawValue: "es")
  /// English.
  public static let english = Language(rawValue: "en")

  /// The code.
  public var description: String { rawValue }
}

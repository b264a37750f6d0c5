import Basics
public import Ticketing

/// What the indicators are called and mean, in which order and by what they are broken
/// down: the publication's own source, `Reports/indicators.json`.
public struct IndicatorCatalogue: Sendable {
  /// What the publication says of one indicator.
  public struct Entry: Sendable {
    /// Which one.
    public let indicator: Indicator
    /// Its name in each language.
    public let names: [Language: String]
    /// What it says, in plain words.
    public let definitions: [Language: String]
    /// How it is calculated, in a line.
    public let calculations: [Language: String]
    /// The unit of its figures.
    public let unit: String
    /// What it is broken down by, in the published order.
    public let dimensions: [Dimension]
  }

  /// The largest catalogue file.
  public static let bytesMax = 1 << 20

  /// The indicators in the published order, every one of ``Indicator`` once.
  public let entries: [Entry]
  private let dimensionNames: [Dimension: [Language: String]]
  private let categoryNames: [Category: [Language: String]]

  /// Reads the catalogue.
  ///
  /// - Parameter root: The folder `Reports`.
  /// - Throws: ``CatalogueError`` if it can't be read, or doesn't fit what can be computed.
  public init(root: String) throws(CatalogueError) {
    let path = root + "/indicators.json"
    let bytes: [UInt8]
    do {
      bytes = try SmallFile.read(path, bytesMax: Self.bytesMax)
    } catch {
      throw error == .tooLarge ? .tooLarge(path: path) : .unreadable(path: path)
    }
    try self.init(reading: bytes, path: path)
  }

  init(
    entries: [Entry],
    dimensionNames: [Dimension: [Language: String]],
    categoryNames: [Category: [Language: String]]
  ) {
    self.entries = entries
    self.dimensionNames = dimensionNames
    self.categoryNames = categoryNames
  }

  /// What the publication says of an indicator.
  public func entry(_ indicator: Indicator) -> Entry? {
    entries.first { $0.indicator == indicator }
  }

  /// An indicator's name, its id where there is none.
  public func name(of indicator: Indicator, in language: Language) -> String {
    entry(indicator)?.names.text(in: language) ?? indicator.rawValue
  }

  /// A breakdown's name.
  public func name(of dimension: Dimension, in language: Language) -> String {
    dimensionNames[dimension]?.text(in: language) ?? dimension.rawValue
  }

  /// The name of a part of a breakdown.
  public func name(of category: Category, in language: Language) -> String {
    categoryNames[category]?.text(in: language) ?? category.code
  }
}

extension [Language: String] {
  /// The text in a language, in Catalan when it has none in this one.
  public func text(in language: Language) -> String? {
    self[language] ?? self[.catalan]
  }
}

import Basics
import Ticketing

extension IndicatorCatalogue {
  /// Takes a catalogue from memory.
  init(reading bytes: [UInt8], path: String) throws(CatalogueError) {
    let source: JSON
    do {
      source = try JSON(parsing: bytes)
    } catch {
      throw .malformed(path: path, reason: error.description)
    }
    guard let indicators = source["indicators"]?.array else { throw .missing("'indicators'") }
    var entries: [Entry] = []
    for indicator in indicators { entries.append(try Entry(indicator)) }
    for indicator in Indicator.allCases
    where !entries.contains(where: { $0.indicator == indicator }) {
      throw .missing("the indicator '\(indicator.rawValue)'")
    }
    guard entries.count == Indicator.allCases.count else {
      throw .unknown("the same indicator twice")
    }
    var dimensionNames: [Dimension: [Language: String]] = [:]
    var categoryNames: [Category: [Language: String]] = [:]
    for dimension in Dimension.allCases where dimension != .channelStars {
      let place = "'dimensions.\(dimension.rawValue)'"
      guard let said = source["dimensions"]?[dimension.rawValue] else { throw .missing(place) }
      dimensionNames[dimension] = try said.texts("names", place)
      for category in dimension.categories + [.unknown(of: dimension)].compactMap({ $0 }) {
        let names = said["categories"] ?? .null
        categoryNames[category] = try names.texts(category.code, place)
      }
    }
    self.init(
      entries: entries, dimensionNames: dimensionNames, categoryNames: categoryNames
    )
  }
}

extension IndicatorCatalogue.Entry {
  init(_ said: JSON) throws(CatalogueError) {
    guard let id = said["id"]?.string else { throw .missing("the 'id' of an indicator") }
    guard let indicator = Indicator(rawValue: id) else { throw .unknown(id) }
    guard let unit = said["unit"]?.string else { throw .missing("the unit of '\(id)'") }
    var dimensions: [Dimension] = []
    for word in said["dimensions"]?.array ?? [] {
      guard let dimension = Dimension(rawValue: word.string ?? ""),
        indicator.dimensions.contains(dimension), !dimensions.contains(dimension)
      else { throw .unknown("\(id) by \(word.string ?? "?")") }
      dimensions.append(dimension)
    }
    self.init(
      indicator: indicator,
      names: try said.texts("names", "'\(id)'"),
      definitions: try said.texts("definitions", "'\(id)'"),
      calculations: try said.texts("calculations", "'\(id)'"),
      unit: unit,
      dimensions: dimensions
    )
  }
}

extension Category {
  /// The part of a breakdown whose place nobody knows, where there can be one.
  static func unknown(of dimension: Dimension) -> Category? {
    switch dimension {
    case .channel: .channel(nil)
    case .topic: .topic(nil)
    case .slot, .stars, .channelStars: nil
    }
  }
}

extension JSON {
  /// A text in each of the three languages that every page exists in.
  fileprivate func texts(
    _ name: String,
    _ place: String
  ) throws(CatalogueError) -> [Language: String] {
    var texts: [Language: String] = [:]
    for member in self[name]?.object?.members ?? [] {
      texts[Language(rawValue: member.name)] = member.value.string
    }
    for language in [Language.catalan, .spanish, .english] where texts[language] == nil {
      throw .missing("'\(name)' in \(language) of \(place)")
    }
    return texts
  }
}

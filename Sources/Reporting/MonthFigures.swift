import Basics
public import Ticketing

/// The figures of one published version, looked up by what they say.
public struct MonthFigures: Sendable {
  /// Which version.
  public let publication: Publication
  /// The rows of `indicators.json`.
  public let observations: [Observation]

  /// Takes a version's rows.
  public init(publication: Publication, observations: [Observation]) {
    self.publication = publication
    self.observations = observations
  }

  /// Reads the rows of an `indicators.json`; nil when it is none.
  public init?(publication: Publication, indicators bytes: [UInt8]) {
    guard let rows = (try? JSON(parsing: bytes))?["observations"]?.array else { return nil }
    let observations = rows.compactMap { Observation(json: $0) }
    guard observations.count == rows.count else { return nil }
    self.init(publication: publication, observations: observations)
  }

  /// The row of an indicator and part of a breakdown, or the total.
  public subscript(_ indicator: Indicator, _ category: Category? = nil) -> Observation? {
    let dimension = category?.dimension.rawValue ?? Observation.total
    let code = category?.code ?? Observation.total
    return observations.first {
      $0.indicator == indicator.rawValue && $0.dimension == dimension && $0.category == code
    }
  }

  /// An indicator's count in a part of a breakdown, or in all; 0 where it isn't published.
  public func count(_ indicator: Indicator, _ category: Category? = nil) -> Int {
    self[indicator, category]?.value?.units ?? 0
  }
}

import Basics
public import Ticketing

/// One version of a month's publication: from facts to observations to files.
///
/// The same facts, publication and catalogue give the same bytes. The moment of making
/// appears nowhere; ``Publication/asOf`` does, except in a running count (version 0).
public struct MonthReport: Sendable {
  /// The files' names, in the order in which they are listed.
  public static let fileNames = ["indicators.csv", "indicators.json", "ratings.csv"]

  /// Whose month it is.
  public let organisation: Organisation
  /// Which version of it.
  public let publication: Publication
  /// Every row in the published order, details of `ratings.csv` included.
  public let observations: [Observation]
  private let catalogue: IndicatorCatalogue

  /// Computes a month.
  public init(
    organisation: Organisation,
    facts: MonthFacts,
    publication: Publication,
    catalogue: IndicatorCatalogue
  ) {
    self.organisation = organisation
    self.publication = publication
    self.catalogue = catalogue
    let activity = Activity(facts)
    observations = catalogue.entries.flatMap { $0.observations(of: activity, publication) }
  }

  /// The files of the publication by name.
  public var files: [(name: String, bytes: [UInt8])] {
    let bytes = [indicators.csv(), json.serialized(pretty: true), ratings.csv()]
    return Array(zip(Self.fileNames, bytes)).map { (name: $0.0, bytes: $0.1) }
  }

  /// The rows of `indicators.csv` and `indicators.json`: all but the details.
  private var indicators: [Observation] {
    observations.filter { $0.dimension != Dimension.channelStars.rawValue }
  }

  /// The rows of `ratings.csv`: what is said of ratings, details included.
  private var ratings: [Observation] {
    observations.filter { Indicator(rawValue: $0.indicator)?.isOfRatings ?? false }
  }

  private var json: JSON {
    var object: JSONObject = [
      "organisation": JSON(organisation.slug), "period": JSON(publication.month.description),
      "version": JSON(publication.version), "status": JSON(publication.status.rawValue),
    ]
    if publication.version > 0 {
      object["asOf"] = JSON(publication.asOf.rfc3339(in: organisation.zone))
    }
    object["indicators"] = .array(catalogue.entries.map(\.json))
    object["observations"] = .array(indicators.map(\.json))
    return .object(object)
  }
}

extension IndicatorCatalogue.Entry {
  /// The indicator's rows: the total, then each breakdown.
  fileprivate func observations(
    of activity: Activity,
    _ publication: Publication
  ) -> [Observation] {
    var rows = [observation(Tally(indicator, of: activity), nil, publication)]
    for dimension in dimensions {
      for category in dimension.categories(of: indicator) {
        let tally = Tally(indicator, of: activity.part(category))
        rows.append(observation(tally, category, publication))
      }
    }
    return rows
  }

  private func observation(
    _ tally: Tally,
    _ category: Category?,
    _ publication: Publication
  ) -> Observation {
    Observation(
      period: publication.month,
      indicator: indicator.rawValue,
      dimension: category?.dimension.rawValue ?? Observation.total,
      category: category?.code ?? Observation.total,
      value: tally.value,
      numerator: tally.numerator,
      denominator: tally.denominator,
      unit: unit,
      status: publication.status
    )
  }

  fileprivate var json: JSON {
    // Catalan, Spanish and English first, as everywhere; then what else there is.
    let first = [Language.catalan, .spanish, .english]
    let others = names.keys.filter { !first.contains($0) }.sorted { $0.rawValue < $1.rawValue }
    let texts = (first + others).map { ($0.rawValue, JSON(names[$0] ?? "")) }
    return [
      "id": JSON(indicator.rawValue), "names": .object(JSONObject(texts)), "unit": JSON(unit),
    ]
  }
}

import Basics
import Reporting
import Ticketing

/// A month's panel, as `activity.html` takes it.
struct ActivityPanel {
  /// How many months the long chart shows: a year, and its last month a year before.
  static let months = 13

  let organisation: Organisation
  let figures: MonthFigures
  /// The months of the long chart that were published, newest first, this one included.
  let year: [MonthFigures]
  let previous: CivilMonth?
  let next: CivilMonth?
  /// The bytes of each file.
  let sizes: [String: Int]
  let catalogue: IndicatorCatalogue
  let phrases: Phrases

  var publication: Publication { figures.publication }

  var context: JSONObject {
    let month = publication.month
    var context: JSONObject = [
      "month": ["id": .string(month.description), "name": .string(phrases.month(month))],
      "headline": .string(Headline(figures: figures, phrases: phrases).text),
      "subtitle": .string(phrases.format("activity.subtitle", ["span": phrases.span(of: month)])),
      "status": publication.status.described(by: phrases, text: settling),
      "figures": .array(bigFigures),
      "sections": .array(sections),
      "files": .array(MonthReport.fileNames.map { file($0, label: $0) }),
      "indexHref": .string("/\(organisation.slug)/activity"),
    ]
    if let previous { context["previous"] = link(previous) }
    if let next { context["next"] = link(next) }
    return context
  }

  /// When a provisional month becomes definitive.
  private var settling: String {
    guard publication.status == .provisional else { return "" }
    let month = PublicationCalendar.definitive(publication.month)
    return phrases.format(
      "activity.definitiveFrom",
      ["monthOf": phrases.monthOf(month), "year": String(month.year)]
    )
  }

  /// The three figures in front: how much, how reliably, how well.
  private var bigFigures: [JSON] {
    let shown: [Indicator] = [.assistancesTotal, .callmeOnTimeRate, .ratingMean]
    return shown.compactMap { indicator in
      guard let observation = figures[indicator], observation.value != nil else { return nil }
      var figure: JSONObject = [
        "value": .string(phrases.value(observation)),
        "name": .string(catalogue.name(of: indicator, in: phrases.language)),
      ]
      if let note = note(indicator, observation) { figure["note"] = .string(note) }
      return .object(figure)
    }
  }

  /// What a big figure is to be read with: of how many, or how much it was before.
  private func note(_ indicator: Indicator, _ observation: Observation) -> String? {
    switch indicator {
    case .assistancesTotal:
      let month = publication.month.previous
      guard let before = year.first(where: { $0.publication.month == month }) else { return nil }
      return phrases.format(
        "activity.before",
        [
          "value": phrases.count(before.count(.assistancesTotal)),
          "monthOf": phrases.monthOf(month),
        ]
      )
    case .ratingMean:
      let ratings = phrases.count(figures.count(.ratingsReceived))
      return "\(catalogue.name(of: .ratingsReceived, in: phrases.language)): \(ratings)"
    default:
      return phrases.parts(observation)
    }
  }

  private func link(_ month: CivilMonth) -> JSON {
    [
      "href": .string("/\(organisation.slug)/activity/\(month)"),
      "name": .string(phrases.month(month)),
    ]
  }

  /// A file of this version to download.
  func file(_ name: String, label: String) -> JSON {
    [
      "label": .string(label),
      "href": .string(OpenDataFiles.address(of: name, publication, organisation)),
      "type": .string(name.hasSuffix(".csv") ? "text/csv" : "application/json"),
      "size": .string(phrases.size(sizes[name] ?? 0)),
    ]
  }
}

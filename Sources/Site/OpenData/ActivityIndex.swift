import Basics
import Reporting
import Ticketing

/// The list of published months, as `activity-index.html` takes it.
struct ActivityIndex {
  let organisation: Organisation
  /// Newest first.
  let months: [MonthFigures]
  /// The month that comes next.
  let running: CivilMonth
  let phrases: Phrases

  var context: JSONObject {
    let years = Set(months.map(\.publication.month.year)).sorted(by: >)
    return [
      "years": .array(
        years.map { year in
          let own = months.filter { $0.publication.month.year == year }
          return ["year": JSON(year), "months": .array(own.map(describe))]
        }),
      "calendar": [
        [
          "name": .string(phrases.month(running)),
          "day": .string(phrases.dayOfYear(running.next.first)),
        ]
      ],
    ]
  }

  private func describe(_ figures: MonthFigures) -> JSON {
    let publication = figures.publication
    return [
      "name": .string(phrases.text("dates.months.\(publication.month.month)")),
      "href": .string("/\(organisation.slug)/activity/\(publication.month)"),
      "headline": .string(Headline(figures: figures, phrases: phrases).text),
      "status": publication.status.described(by: phrases),
    ]
  }
}

extension Publication.Status {
  /// The status with its word.
  func described(by phrases: Phrases, text: String = "") -> JSON {
    [
      "code": .string(rawValue), "word": .string(phrases.text("activity.status.\(rawValue)")),
      "text": .string(text),
    ]
  }
}

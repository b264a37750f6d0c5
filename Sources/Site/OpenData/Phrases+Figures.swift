import Basics
import Reporting
import Ticketing

/// Figures as people of a language write them.
extension Phrases {
  /// A number: `1.473`, `4,40`.
  func number(_ figure: Figure) -> String {
    figure.text(point: text("activity.numbers.point"), group: text("activity.numbers.group"))
  }

  /// A count: `1.473`.
  func count(_ count: Int) -> String { number(Figure(count)) }

  /// A part of a whole: `92,4 %`.
  func percent(_ figure: Figure) -> String {
    format("activity.percent", ["value": number(figure)])
  }

  /// A published figure with its unit; words where there was nothing to count.
  func value(_ observation: Observation) -> String {
    guard let value = observation.value else { return text("activity.noCases") }
    return observation.unit == "%" ? percent(value) : number(value)
  }

  /// What a published figure is made of: `1.302 de 1.409`; empty for counts.
  func parts(_ observation: Observation) -> String {
    guard let numerator = observation.numerator, let denominator = observation.denominator else {
      return ""
    }
    return format(
      "activity.of", ["numerator": count(numerator), "denominator": count(denominator)]
    )
  }

  /// A month within a sentence: `d'octubre`.
  func monthOf(_ month: CivilMonth) -> String { text("dates.monthsOf.\(month.month)") }

  /// A month's name in three letters: `oct`.
  func shortMonth(_ month: CivilMonth) -> String {
    String(text("dates.months.\(month.month)").prefix(3))
  }

  /// From the first to the last day of a month: `de l'1 al 31 d'octubre de 2026`.
  func span(of month: CivilMonth) -> String {
    format(
      "dates.monthSpan",
      [
        "last": String(month.dayCount), "monthOf": monthOf(month), "year": String(month.year),
      ]
    )
  }

  /// A file's size: `3 kB`.
  func size(_ bytes: Int) -> String {
    format("activity.size", ["kilobytes": count(max((bytes + 999) / 1000, 1))])
  }
}

import Basics
import Reporting
import Ticketing

/// What a month's figures say in one sentence: what happened, never why.
///
/// A share or mean is told only of enough cases, and never rounded up to "all" or down to
/// "none" when that isn't so.
struct Headline {
  /// How many cases a share or mean needs to be told.
  static let casesMin = 10

  let figures: MonthFigures
  let phrases: Phrases

  var text: String {
    [assistances, callbacks, rating].joined() + "."
  }

  private var assistances: String {
    let count = figures.count(.assistancesTotal)
    let key = count == 0 ? "none" : count == 1 ? "one" : "many"
    return clause(
      key,
      ["monthOf": phrases.monthOf(figures.publication.month), "count": phrases.count(count)]
    )
  }

  private var callbacks: String {
    guard let rate = figures[.callmeOnTimeRate], let value = rate.value,
      let due = rate.denominator, due >= Self.casesMin, let kept = rate.numerator
    else { return "" }
    if kept == due { return clause("allOnTime") }
    if kept == 0 { return clause("noneOnTime") }
    guard (1..<1000).contains(value.units) else { return "" }
    return clause("onTime", ["share": phrases.percent(value)])
  }

  private var rating: String {
    guard let mean = figures[.ratingMean], let value = mean.value,
      mean.denominator ?? 0 >= Self.casesMin
    else { return "" }
    return clause("mean", ["mean": phrases.number(value)])
  }

  private func clause(_ key: String, _ values: [String: String] = [:]) -> String {
    phrases.format("activity.headlines." + key, values)
  }
}

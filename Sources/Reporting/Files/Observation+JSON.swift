import Basics
import Ticketing

extension Observation {
  /// The row with the columns' names.
  var json: JSON {
    func number(_ count: Int?) -> JSON { count.map { JSON($0) } ?? .null }
    return [
      "period": JSON(period.description), "indicator": JSON(indicator),
      "dimension": JSON(dimension), "category": JSON(category),
      "value": value?.json ?? .null, "numerator": number(numerator),
      "denominator": number(denominator), "unit": JSON(unit),
      "obs_status": JSON(status.rawValue), "conf_status": JSON(confidentiality),
    ]
  }

  /// Reads a row that was published; nil if it is none.
  init?(json: JSON) {
    guard let period = CivilMonth(json["period"]?.string ?? ""),
      let indicator = json["indicator"]?.string, let dimension = json["dimension"]?.string,
      let category = json["category"]?.string, let unit = json["unit"]?.string,
      let status = Publication.Status(rawValue: json["obs_status"]?.string ?? ""),
      let confidentiality = json["conf_status"]?.string
    else { return nil }
    let decimals = Indicator(rawValue: indicator)?.decimals ?? 0
    self.init(
      period: period, indicator: indicator, dimension: dimension, category: category,
      value: json["value"].flatMap { Figure(json: $0, decimals: decimals) },
      numerator: json["numerator"]?.integer.map { Int($0) },
      denominator: json["denominator"]?.integer.map { Int($0) },
      unit: unit, status: status, confidentiality: confidentiality
    )
  }
}

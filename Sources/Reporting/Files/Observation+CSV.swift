import Basics
import Ticketing

extension Observation {
  /// The columns of the published table, in their order.
  static let columns = [
    "period", "indicator", "dimension", "category", "value", "numerator", "denominator", "unit",
    "obs_status", "conf_status",
  ]

  /// The row's fields in the order of ``columns``; empty where there is nothing to say.
  var fields: [String] {
    [
      period.description, indicator, dimension, category, value?.text ?? "",
      numerator.map { String($0) } ?? "", denominator.map { String($0) } ?? "", unit,
      status.rawValue, confidentiality,
    ]
  }
}

extension [Observation] {
  /// The rows as a table with its header.
  func csv() -> [UInt8] {
    var table = CSVTable(columns: Observation.columns)
    for observation in self { table.append(observation.fields) }
    return table.bytes
  }
}

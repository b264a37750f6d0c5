public import Basics
public import Ticketing

/// One row of the published table: what one indicator was in one month and category.
///
/// Its key is the period, indicator, dimension and category.
public struct Observation: Sendable, Equatable {
  /// The word for "all of them", as SDMX has it, both as a dimension and as a category.
  public static let total = "_T"

  /// The month.
  public let period: CivilMonth
  /// The indicator's id.
  public let indicator: String
  /// What it is broken down by, or ``total``.
  public let dimension: String
  /// Which part of the breakdown, or ``total``.
  public let category: String
  /// The figure; nil where there was nothing to divide by.
  public let value: Figure?
  /// What is divided; nil for counts.
  public let numerator: Int?
  /// What it is divided by; nil for counts.
  public let denominator: Int?
  /// The unit, such as `n` or `%`.
  public let unit: String
  /// How final it is, an SDMX `OBS_STATUS`.
  public let status: Publication.Status
  /// Who may see it, an SDMX `CONF_STATUS`: `F` is free.
  public let confidentiality: String

  /// Describes a row.
  public init(
    period: CivilMonth, indicator: String, dimension: String = total, category: String = total,
    value: Figure?, numerator: Int? = nil, denominator: Int? = nil, unit: String,
    status: Publication.Status, confidentiality: String = "F"
  ) {
    self.period = period
    self.indicator = indicator
    self.dimension = dimension
    self.category = category
    self.value = value
    self.numerator = numerator
    self.denominator = denominator
    self.unit = unit
    self.status = status
    self.confidentiality = confidentiality
  }
}

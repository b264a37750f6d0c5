public import Basics

extension Moment: ExpressibleByStringLiteral {
  /// A moment as RFC 3339 writes it, such as `2026-11-23T09:10:00+01:00`.
  public init(stringLiteral text: String) {
    guard let moment = Moment(rfc3339: text) else {
      preconditionFailure("'\(text)' is no moment of RFC 3339.")
    }
    self = moment
  }
}

extension CivilDate: ExpressibleByStringLiteral {
  /// A date such as `2026-11-23`.
  public init(stringLiteral text: String) {
    guard let date = CivilDate(text) else { preconditionFailure("'\(text)' is no date.") }
    self = date
  }
}

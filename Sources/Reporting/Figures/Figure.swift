public import Basics

/// A number as it is published: a whole number of its last decimal's units.
///
/// 92.4 is 924 with one decimal. No binary fraction takes part, so the same counts give
/// the same digits everywhere.
public struct Figure: Sendable, Hashable {
  /// The number times ten to the power of ``decimals``.
  public let units: Int
  /// How many decimals are written, 0 to 6.
  public let decimals: Int

  /// A number by its units.
  public init(units: Int, decimals: Int) {
    self.units = units
    self.decimals = min(max(decimals, 0), 6)
  }

  /// A count.
  public init(_ count: Int) {
    self.init(units: count, decimals: 0)
  }

  /// A quotient times a scale, its last decimal rounded half away from zero; nil when the
  /// denominator is 0.
  public init?(_ numerator: Int, over denominator: Int, scale: Int = 1, decimals: Int) {
    guard denominator != 0 else { return nil }
    let scaled = numerator * scale * Self.power(decimals)
    let (quotient, rest) = scaled.quotientAndRemainder(dividingBy: denominator)
    let isUp = rest.magnitude >= denominator.magnitude - rest.magnitude
    let away = (scaled < 0) == (denominator < 0) ? 1 : -1
    self.init(units: isUp ? quotient + away : quotient, decimals: decimals)
  }

  /// The figure with a point before its decimals, all of them written: `4.40`.
  public var text: String { text(point: ".", group: "") }

  /// The figure as people of a language write it.
  ///
  /// - Parameters:
  ///   - point: What stands before the decimals.
  ///   - group: What stands between thousands.
  /// - Returns: Such as `1.473` or `4,40`.
  public func text(point: String, group: String) -> String {
    let power = UInt(Self.power(decimals))
    var whole = String(units.magnitude / power)
    if !group.isEmpty {
      for place in stride(from: whole.count - 3, to: 0, by: -3) {
        whole.insert(contentsOf: group, at: whole.index(whole.startIndex, offsetBy: place))
      }
    }
    let sign = units < 0 ? "-" : ""
    guard decimals > 0 else { return sign + whole }
    let digits = String(units.magnitude % power)
    let zeros = String(repeating: "0", count: decimals - digits.count)
    return sign + whole + point + zeros + digits
  }

  /// The figure as a JSON number.
  public var json: JSON {
    decimals == 0 ? JSON(units) : .number(Double(units) / Double(Self.power(decimals)))
  }

  /// The figure that a JSON number says, to a number of decimals; nil for anything else.
  public init?(json: JSON, decimals: Int) {
    guard let double = json.double, double.magnitude < 1e12 else { return nil }
    let scaled = double * Double(Self.power(decimals))
    self.init(units: Int(scaled.rounded(.toNearestOrAwayFromZero)), decimals: decimals)
  }

  private static func power(_ decimals: Int) -> Int {
    (0..<min(max(decimals, 0), 6)).reduce(1) { power, _ in power * 10 }
  }
}

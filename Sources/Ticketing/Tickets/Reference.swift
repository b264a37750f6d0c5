/// A ticket's reference that a person can read out: `VIL-2026-000123`.
public struct Reference: Sendable, Hashable, CustomStringConvertible {
  /// The council's three letters.
  public let code: String
  /// The year of the ticket, in the council's zone.
  public let year: Int
  /// The number within the council and year, 1 or more.
  public let number: Int

  /// Describes a reference.
  public init(code: String, year: Int, number: Int) {
    self.code = code
    self.year = year
    self.number = number
  }

  /// Reads a reference as people type it: any case, zeros may be missing.
  public init?(_ text: String) {
    let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, (2...5).contains(parts[0].utf8.count),
      parts[0].utf8.allSatisfy({ (65...90).contains($0) }),
      parts[1].utf8.count == 4, let year = Self.digits(parts[1]),
      parts[2].utf8.count <= 9, let number = Self.digits(parts[2]), number > 0
    else { return nil }
    self.init(code: String(parts[0]), year: year, number: number)
  }

  private static func digits(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }

  /// The reference with six digits, or more where the year has more tickets.
  public var description: String {
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, 6 - digits.utf8.count))
    return "\(code)-\(year)-\(zeros)\(digits)"
  }
}

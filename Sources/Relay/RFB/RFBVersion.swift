/// The twelve bytes with which both sides of RFB say their version (RFC 6143 § 7.1.1).
public struct RFBVersion: Sendable, Equatable {
  /// How long the line is.
  public static let length = 12

  /// 3, 7 or 8: what the protocol's rules depend on.
  public let minor: Int
  /// The line as it came.
  public let line: [UInt8]

  /// Reads a line such as `RFB 003.008\n`.
  ///
  /// - Returns: nil when it is none, or a version that isn't 3.x.
  public init?(_ line: [UInt8]) {
    guard line.count == Self.length, line.starts(with: Array("RFB 003.".utf8)),
      line[11] == UInt8(ascii: "\n")
    else { return nil }
    var minor = 0
    for byte in line[8..<11] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      minor = minor * 10 + Int(byte - UInt8(ascii: "0"))
    }
    // Whatever isn't 3.7 or 3.8 and above is to be spoken to like 3.3.
    self.minor = minor >= 8 ? 8 : minor == 7 ? 7 : 3
    self.line = line
  }
}

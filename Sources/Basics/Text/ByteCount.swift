/// An amount of bytes.
public struct ByteCount: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// How many bytes.
  public let bytes: Int

  /// An amount in bytes.
  public init(bytes: Int) {
    self.bytes = bytes
  }

  /// An amount in bytes.
  public static func bytes(_ count: Int) -> ByteCount { ByteCount(bytes: count) }
  /// An amount in units of 1024 bytes.
  public static func kibibytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 10) }
  /// An amount in units of 1024² bytes.
  public static func mebibytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 20) }
  /// An amount in units of 1024³ bytes.
  public static func gibibytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 30) }

  /// Nothing.
  public static let zero = ByteCount(bytes: 0)

  /// Whether the left amount is the smaller one.
  public static func < (smaller: ByteCount, larger: ByteCount) -> Bool {
    smaller.bytes < larger.bytes
  }

  /// Both amounts together.
  public static func + (one: ByteCount, other: ByteCount) -> ByteCount {
    ByteCount(bytes: one.bytes + other.bytes)
  }

  /// What is left of the first amount without the second.
  public static func - (whole: ByteCount, part: ByteCount) -> ByteCount {
    ByteCount(bytes: whole.bytes - part.bytes)
  }

  /// The amount in the largest unit that fits, tenths cut: `16 MiB`, `1.5 KiB`.
  public var description: String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    let power = bytes == 0 ? 0 : (63 - bytes.magnitude.leadingZeroBitCount) / 10
    guard power > 0 else { return "\(bytes) \(abs(bytes) == 1 ? "byte" : "bytes")" }
    // Down to 1/1024 of the unit first: ten times the whole might not fit.
    let parts = Int(bytes.magnitude >> UInt(power * 10 - 10))
    let tenths = parts % 1024 * 10 / 1024
    let whole = "\(bytes < 0 ? "-" : "")\(parts / 1024)"
    return tenths == 0 ? "\(whole) \(units[power])" : "\(whole).\(tenths) \(units[power])"
  }
}

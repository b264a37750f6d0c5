/// How much JSON is read at once.
public struct JSONLimits: Sendable, Equatable {
  /// The longest text in bytes; the default is 1 MiB.
  public var bytesMax: Int
  /// The deepest nesting of arrays and objects; the default is 64.
  public var depthMax: Int
  /// The most values, members and elements counted alike; the default is 100,000.
  public var valuesMax: Int

  /// 1 MiB, 64 levels, 100,000 values.
  public static let `default` = JSONLimits()

  /// Limits that differ from the defaults where given; depth never exceeds 512.
  public init(bytesMax: Int = 1_048_576, depthMax: Int = 64, valuesMax: Int = 100_000) {
    self.bytesMax = bytesMax
    // Reading goes one call deeper for each level: the stack of a small thread must hold them.
    self.depthMax = min(depthMax, 512)
    self.valuesMax = valuesMax
  }
}

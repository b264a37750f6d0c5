/// The limits of this module.
public enum Limits {
  /// The largest template or locale file, in bytes.
  public static let fileBytesMax = 1 << 20
  /// How deep partials may include each other while a page is made.
  public static let depthMax = 32
  /// How deep sections may nest in one template.
  public static let sectionDepthMax = 64
  /// The largest page, in bytes.
  public static let outputBytesMax = 16 << 20
}

/// Why a zone could not be had.
public enum ZoneError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The name can't be one of a zone.
  case badIdentifier
  /// The database has no file of that name.
  case unknown(String, directory: String)
  /// The file is there, but can't be read; the second value is `errno`.
  case unreadable(String, Int32)
  /// The file breaks RFC 9636; the second value says where.
  case malformed(String, String)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .badIdentifier:
      "That is not the name of a time zone. Names look like \"Europe/Madrid\"."
    case .unknown(let name, let directory):
      "\(directory) knows no time zone \"\(name)\". Install the package tzdata, or check the name."
    case .unreadable(let name, let number):
      "The rules of the time zone \"\(name)\" can't be read (error \(number)). "
        + "Check the permissions of the zone database."
    case .malformed(let name, let reason):
      "The rules of the time zone \"\(name)\" are damaged: \(reason). Reinstall the package tzdata."
    }
  }
}

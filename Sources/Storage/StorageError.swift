/// What can be wrong with the desk's store, beyond what the engine itself reports.
public enum StorageError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A row holds a word that no vocabulary of this version has.
  case unknownWord(String, column: String)
  /// A council's calendar or zone can't be read.
  case unreadableCalendar(organisation: String)
  /// Something of this name exists already.
  case taken(String)

  /// A sentence with the remedy.
  public var description: String {
    switch self {
    case .unknownWord(let word, let column):
      "The column \(column) holds '\(word)', which this version doesn't know. "
        + "Was the database written by a newer version?"
    case .unreadableCalendar(let organisation):
      "The calendar of '\(organisation)' can't be read. "
        + "`acompanya organisation change \(organisation) --hours …` sets it again."
    case .taken(let name):
      "'\(name)' is taken already. Choose another name, or change the one that exists."
    }
  }
}

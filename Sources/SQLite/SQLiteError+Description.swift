internal import CSQLite

extension SQLiteError: CustomStringConvertible {
  /// A sentence with the remedy.
  public var description: String {
    switch self {
    case .constraint(let kind, let on): Self.describe(kind, on)
    case .full:
      "The disk is full, nothing of this was stored. Free some space and try again."
    case .ioError(let code):
      "The disk failed (SQLite code \(code)), nothing of this is sure to be stored."
        + " Look at the system's log for the device."
    case .busy: "The database is busy. Try again in a moment."
    case .corrupt:
      "The database file is damaged. Stop the program and restore the last back-up."
    case .readOnly: "The database can't be written. Check the owner and mode of its folder."
    case .outOfMemory: "There is not enough memory for the database. Give the process more."
    case .interrupted: "The query took too long and was stopped. Ask for less."
    case .notADatabase: "The file is not a database. Check the path."
    case .cannotOpen(let path, let reason): "'\(path)' can't be opened: \(reason)."
    case .newer(let found, let known):
      "The database has version \(found), this program knows up to \(known)."
        + " Use the newer program, or restore a back-up made before the upgrade."
    case .otherApplication(let found, let expected):
      "The database belongs to another application (its id is \(found), expected \(expected))."
        + " Check the path."
    case .column(let name, let problem): "Column '\(name)' \(problem)."
    case .syntax(let message, let sql): "SQL refused (\(message)): \(Self.shortened(sql))"
    case .failed(let code, let sql):
      "SQL failed (code \(code), \(Self.meaning(of: code))): \(Self.shortened(sql))"
    case .migration(let number, let name, let cause):
      "Migration \(number) '\(name)' failed and was undone. \(cause)"
    case .rolledBack:
      "Another write undid the group in which this one was, nothing of it was stored. Try again."
    case .closed: "The database has been closed."
    case .misuse(let sentence): sentence
    }
  }

  private static func describe(_ kind: Constraint, _ on: [String]) -> String {
    let what = on.joined(separator: ", ")
    return switch kind {
    case .unique, .primaryKey: "The same \(what) exists already."
    case .foreignKey: "A row refers to one that doesn't exist, or is referred to by others."
    case .notNull: "\(what) must have a value."
    case .check: "The rule \(what) is not met."
    case .dataType: "The value has the wrong type for \(what)."
    case .trigger: "A trigger refused the change: \(what)."
    case .other: "A rule of the schema refused the change."
    }
  }

  private static func shortened(_ sql: String) -> String {
    sql.utf8.count <= 300 ? sql : sql.prefix(300) + "…"
  }

  private static func meaning(of code: Int32) -> String {
    unsafe sqlite3_errstr(code).map { unsafe String(cString: $0) } ?? "unknown"
  }
}

internal import CSQLite

extension Connection {
  /// Refuses a database that isn't ours or that is newer than we are; changes nothing.
  func checkIdentity(applicationID: Int32, known: Int) throws(SQLiteError) {
    // One moment of the file: another process may be making it right now.
    try control("BEGIN")
    defer { endTransaction() }
    let found = Int32(truncatingIfNeeded: try integer("PRAGMA application_id"))
    let version = Int(try integer("PRAGMA user_version"))
    let isEmpty = try integer("SELECT count(*) FROM sqlite_schema") == 0
    guard found == applicationID || (found == 0 && version == 0 && isEmpty) else {
      throw .otherApplication(found: found, expected: applicationID)
    }
    guard version <= known else { throw .newer(found: version, known: known) }
  }

  /// Brings the schema up to the last migration.
  func migrate(_ migrations: [Migration], applicationID: Int32) throws(SQLiteError) {
    if try integer("PRAGMA application_id") != Int64(applicationID) {
      try control("PRAGMA application_id = \(applicationID)")
    }
    let version = Int(try integer("PRAGMA user_version"))
    let due = migrations.filter { $0.number > version }
    guard !due.isEmpty else { return }
    // A table is rebuilt by making a new one and dropping the old: its rows are referred to.
    try control("PRAGMA foreign_keys = OFF")
    for migration in due {
      do throws(SQLiteError) {
        try apply(migration)
      } catch {
        endTransaction()
        throw .migration(number: migration.number, name: migration.name, cause: error)
      }
    }
    try control("PRAGMA foreign_keys = ON")
  }

  /// Refuses a history with gaps, which could be neither numbered nor continued.
  static func checkHistory(_ migrations: [Migration]) throws(SQLiteError) {
    for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
      throw .misuse(
        "Migration \(migration.number) '\(migration.name)' stands where \(index + 1) is due."
          + " Number them from 1 without gaps.")
    }
  }

  private func apply(_ migration: Migration) throws(SQLiteError) {
    try control("BEGIN IMMEDIATE")
    // Another process may have been faster.
    if Int(try integer("PRAGMA user_version")) < migration.number {
      try runScript(migration.sql)
      guard try foreignKeyProblems().isEmpty else { throw .constraint(.foreignKey, on: []) }
      try control("PRAGMA user_version = \(migration.number)")
    }
    try control("COMMIT")
  }
}

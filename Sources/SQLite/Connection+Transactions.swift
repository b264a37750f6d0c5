internal import CSQLite

extension Connection {
  /// Runs a closure whose changes are undone, alone, when it throws.
  ///
  /// - Parameter body: Changes that belong together.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws, or ``SQLiteError``.
  public func savepoint<T>(_ body: () throws -> T) throws -> T {
    try control("SAVEPOINT part")
    do {
      let result = try body()
      // An error that the closure kept to itself may have undone everything.
      guard isInTransaction else { throw SQLiteError.rolledBack }
      try control("RELEASE part")
      return result
    } catch {
      try undoSavepoint()
      throw error
    }
  }

  /// Runs one member of a group: its failure leaves the others' changes alone.
  func member<T>(_ body: () throws -> T) throws -> T {
    try savepoint {
      let result = try body()
      // A deferred foreign key would only be looked at by the COMMIT of the whole group.
      guard !hasOpenForeignKeys else { throw SQLiteError.constraint(.foreignKey, on: []) }
      return result
    }
  }

  /// Runs a closure that sees the database as it is now, whatever is written meanwhile.
  func snapshot<T>(_ body: () throws -> T) throws -> T {
    try control("BEGIN")
    defer { endTransaction() }
    return try body()
  }

  /// Leaves no transaction open, whatever state an error left.
  ///
  /// SQLite rolls back by itself on some errors; a failing ROLLBACK has nothing left to undo.
  func endTransaction() {
    guard isInTransaction else { return }
    unsafe sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
  }

  private func undoSavepoint() throws {
    // On a full disk SQLite may have undone the whole transaction already.
    guard isInTransaction else { return }
    do {
      try control("ROLLBACK TO part")
      try control("RELEASE part")
    } catch {
      endTransaction()
      throw error
    }
  }

  private var hasOpenForeignKeys: Bool {
    var open: Int32 = 0
    var highest: Int32 = 0
    unsafe sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &open, &highest, 0)
    return open != 0
  }
}

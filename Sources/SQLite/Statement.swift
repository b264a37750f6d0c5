internal import CSQLite

/// A prepared statement.
///
/// Lives with its connection, on that connection's thread.
@safe final class Statement {
  let handle: OpaquePointer
  let sql: String
  /// The parameters' names without colon, in SQLite's order.
  let parameters: [String]
  /// Whether it only reads.
  let isReadOnly: Bool
  /// Whether it begins or ends transactions, or changes which files are open.
  let isControl: Bool
  /// Being stepped: the cache must not hand it out a second time.
  var isInUse = false
  /// When the cache handed it out last.
  var lastUse = 0

  /// Rises with every step and reset, so that a row that was kept notices that it is gone.
  private(set) var generation = 0
  private var columns: [String] = []
  private var repeatedColumns: [String] = []
  private var preparations: Int32 = -1
  private var nextColumn = 0

  /// Takes over a handle that `Connection.prepare` made.
  init(handle: OpaquePointer, sql: String, isControl: Bool) throws(SQLiteError) {
    unsafe self.handle = unsafe handle
    self.sql = sql
    isReadOnly = unsafe sqlite3_stmt_readonly(handle) != 0
    self.isControl = isControl
    var names: [String] = []
    for index in unsafe 0..<sqlite3_bind_parameter_count(handle) {
      let name = unsafe sqlite3_bind_parameter_name(handle, index + 1).map {
        unsafe String(cString: $0)
      }
      guard let name, name.hasPrefix(":") else {
        unsafe sqlite3_finalize(handle)
        throw .misuse("Parameters are written ':name'. Change this SQL: \(sql)")
      }
      names.append(String(name.dropFirst()))
    }
    parameters = names
  }

  deinit {
    unsafe sqlite3_finalize(handle)
  }

  /// Goes to the next row; false at the end.
  func step() throws(SQLiteError) -> Bool {
    generation &+= 1
    let code = unsafe sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    throw unsafe SQLiteError(code, on: sqlite3_db_handle(handle), sql: sql)
  }

  /// Makes it ready for the next use; values that were bound don't stay in memory.
  func reset() {
    generation &+= 1
    nextColumn = 0
    // The code repeats the error of the last step, which has been thrown already.
    unsafe sqlite3_reset(handle)
    unsafe sqlite3_clear_bindings(handle)
  }

  /// The position of a column, found at once when columns are read in their order.
  func column(_ name: String) throws(SQLiteError) -> Int32 {
    readColumnNamesIfNeeded()
    var index = nextColumn
    for _ in 0..<columns.count {
      if index >= columns.count { index = 0 }
      if columns[index] == name {
        nextColumn = index + 1
        if !repeatedColumns.isEmpty, repeatedColumns.contains(name) {
          throw .column(name, problem: "is in the result twice; give each its own name with AS")
        }
        return Int32(truncatingIfNeeded: index)
      }
      index += 1
    }
    throw .column(name, problem: "is not in the result; add it to the SELECT or correct its name")
  }

  /// SQLite prepares a statement again when the schema has changed, and `*` then means more.
  private func readColumnNamesIfNeeded() {
    let now = unsafe sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
    guard now != preparations else { return }
    preparations = now
    columns = []
    repeatedColumns = []
    for index in unsafe 0..<sqlite3_column_count(handle) {
      let name = unsafe sqlite3_column_name(handle, index).map { unsafe String(cString: $0) } ?? ""
      if columns.contains(name) { repeatedColumns.append(name) }
      columns.append(name)
    }
  }
}

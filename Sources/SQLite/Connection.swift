internal import CSQLite

/// A connection to a database, inside a transaction that its owner began.
///
/// Lives on one thread: that of the closure that received it. Statements are prepared once
/// and kept; parameters and columns go by name.
@safe public final class Connection {
  let handle: OpaquePointer
  let statements: StatementCache
  /// What SQLite's callbacks read and write while a statement runs.
  let watch: UnsafeMutablePointer<Watch>
  private var isOpen = true

  /// Takes over an open handle.
  init(handle: OpaquePointer, statementsMax: Int) {
    unsafe self.handle = unsafe handle
    statements = StatementCache(countMax: statementsMax)
    unsafe watch = .allocate(capacity: 1)
    unsafe watch.initialize(to: Watch())
    watchControl()
  }

  deinit {
    close()
    unsafe watch.deallocate()
  }

  /// Whether a transaction is open.
  var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// Pages in the write-ahead log after the last commit.
  var logPages: Int { Int(unsafe watch.pointee.logPages) }

  /// When the running query must end, in nanoseconds of the monotonic clock.
  var deadline: UInt64 {
    get { unsafe watch.pointee.deadline }
    set { unsafe watch.pointee.deadline = newValue }
  }

  /// The rowid of the newest row that this connection inserted.
  public var lastInsertedRowID: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

  /// Closes the file; statements are forgotten first.
  func close() {
    guard isOpen else { return }
    isOpen = false
    statements.removeAll()
    unsafe sqlite3_close_v2(handle)
  }

  /// A statement with its values bound, taken from the kept ones.
  ///
  /// Every call is paired with `statements.put`.
  func start(_ sql: String, _ parameters: Parameters) throws(SQLiteError) -> Statement {
    let statement = try statements.take(sql) { () throws(SQLiteError) in try prepare(sql) }
    do throws(SQLiteError) {
      guard !statement.isControl else {
        throw .misuse("Transactions and files are the database's own business: \(sql)")
      }
      try statement.bind(parameters)
    } catch {
      statements.put(statement)
      throw error
    }
    return statement
  }

  /// Runs one of the database's own statements, which may begin and end transactions.
  func control(_ sql: String) throws(SQLiteError) {
    let statement = try statements.take(sql) { () throws(SQLiteError) in try prepare(sql) }
    defer { statements.put(statement) }
    while try statement.step() {}
  }

  /// The first column of the first row of a pragma, 0 if there is none.
  func integer(_ pragma: String) throws(SQLiteError) -> Int64 {
    let statement = try start(pragma, [:])
    defer { statements.put(statement) }
    return try statement.step() ? unsafe sqlite3_column_int64(statement.handle, 0) : 0
  }
}

/// What SQLite's callbacks share with the connection's owner.
struct Watch {
  /// When the running query must end, in nanoseconds of the monotonic clock; 0 is never.
  var deadline: UInt64 = 0
  /// Pages in the write-ahead log after the last commit.
  var logPages: Int32 = 0
  /// The statement just prepared begins or ends transactions, or changes which files are open.
  var sawControl = false
}

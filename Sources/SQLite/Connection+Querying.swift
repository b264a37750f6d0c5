internal import CSQLite

extension Connection {
  /// Runs a statement to its end.
  ///
  /// - Parameters:
  ///   - sql: One statement; its parameters are named, `:slug`.
  ///   - parameters: A value for each of them, without colon: `["slug": .text(slug)]`.
  /// - Returns: How many rows it inserted, changed or deleted itself; triggers don't count.
  /// - Throws: ``SQLiteError``.
  @discardableResult
  public func execute(
    _ sql: String, _ parameters: Parameters = [:]
  ) throws(SQLiteError) -> Int {
    let statement = try start(sql, parameters)
    defer { statements.put(statement) }
    let before = unsafe sqlite3_total_changes64(handle)
    while try statement.step() {}
    // SQLite leaves the count of the statement before where one changes no rows by nature.
    return unsafe sqlite3_total_changes64(handle) == before
      ? 0 : Int(unsafe sqlite3_changes64(handle))
  }

  /// What is made of each row of a query, in its order.
  ///
  /// - Parameters:
  ///   - sql: One statement; its parameters are named, `:slug`.
  ///   - parameters: A value for each of them, without colon.
  ///   - make: Makes the element of one row.
  /// - Returns: The elements, all in memory: put a `LIMIT` in the SQL.
  /// - Throws: ``SQLiteError``, or what `make` throws.
  public func rows<T>(
    _ sql: String, _ parameters: Parameters = [:], _ make: (Row) throws -> T
  ) throws -> [T] {
    var made: [T] = []
    try each(sql, parameters) { row in made.append(try make(row)) }
    return made
  }

  /// What is made of the first row of a query.
  ///
  /// - Parameters:
  ///   - sql: One statement; its parameters are named, `:slug`.
  ///   - parameters: A value for each of them, without colon.
  ///   - make: Makes the value of the row.
  /// - Returns: The value, or nil where there is no row.
  /// - Throws: ``SQLiteError``, or what `make` throws.
  public func row<T>(
    _ sql: String, _ parameters: Parameters = [:], _ make: (Row) throws -> T
  ) throws -> T? {
    let statement = try start(sql, parameters)
    defer { statements.put(statement) }
    guard try statement.step() else { return nil }
    let value = try make(Row(statement))
    // `RETURNING` checks its constraints at the end.
    if !statement.isReadOnly { while try statement.step() {} }
    return value
  }

  /// Visits each row of a query without keeping them.
  ///
  /// - Parameters:
  ///   - sql: One statement; its parameters are named, `:slug`.
  ///   - parameters: A value for each of them, without colon.
  ///   - visit: Receives one row after the other.
  /// - Throws: ``SQLiteError``, or what `visit` throws, which ends the query.
  public func each(
    _ sql: String, _ parameters: Parameters = [:], _ visit: (Row) throws -> Void
  ) throws {
    let statement = try start(sql, parameters)
    defer { statements.put(statement) }
    while try statement.step() { try visit(Row(statement)) }
  }

  /// How SQLite would run a query, a line a step.
  ///
  /// - Parameter sql: One statement; its parameters stay unbound.
  /// - Returns: Lines such as `SEARCH ticket USING INDEX ticket_by_council (council=?)`.
  /// - Throws: ``SQLiteError``.
  public func plan(of sql: String) throws(SQLiteError) -> [String] {
    let statement = try prepare("EXPLAIN QUERY PLAN " + sql)
    var lines: [String] = []
    while try statement.step() { lines.append(try Row(statement).text("detail")) }
    return lines
  }

  /// A number that changes when another connection, of this process or another, has committed.
  ///
  /// Only good for comparing with an earlier answer of the same connection.
  public func dataVersion() throws(SQLiteError) -> Int64 {
    try integer("PRAGMA data_version")
  }
}

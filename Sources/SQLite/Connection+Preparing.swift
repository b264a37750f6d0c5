internal import CSQLite

extension Connection {
  /// Prepares the only statement of a text.
  func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    let text = Array(sql.utf8CString)
    let (first, end) = try prepare(text, from: 0, sql)
    guard let statement = first else { throw .misuse("There is no SQL statement to run.") }
    if end < text.count - 1 {
      let (second, _) = try prepare(text, from: end, sql)
      guard second == nil else { throw .misuse("One SQL statement at a time: \(sql)") }
    }
    return statement
  }

  /// Runs the statements of a text one after the other, without parameters.
  func runScript(_ sql: String) throws(SQLiteError) {
    let text = Array(sql.utf8CString)
    var position = 0
    while position < text.count - 1 {
      let (statement, end) = try prepare(text, from: position, sql)
      position = end
      guard let statement else { continue }
      guard !statement.isControl else {
        throw .misuse("A migration neither begins nor ends transactions: \(statement.sql)")
      }
      while try statement.step() {}
    }
  }

  /// Prepares the statement that begins at a byte; nil where only space and comments are left.
  private func prepare(
    _ text: [CChar], from start: Int, _ sql: String
  ) throws(SQLiteError) -> (Statement?, end: Int) {
    unsafe watch.pointee.sawControl = false
    var made: OpaquePointer?
    var end = text.count - 1
    let code = unsafe text.withUnsafeBufferPointer { bytes -> Int32 in
      guard let base = bytes.baseAddress else { return SQLITE_OK }
      var tail: UnsafePointer<CChar>?
      let code = unsafe sqlite3_prepare_v3(
        handle, base + start, Int32(truncatingIfNeeded: text.count - start),
        UInt32(SQLITE_PREPARE_PERSISTENT), &made, &tail)
      if let tail = unsafe tail { end = unsafe tail - base }
      return code
    }
    guard code == SQLITE_OK else {
      throw unsafe SQLiteError(preparing: code, on: handle, sql: sql)
    }
    guard let made = unsafe made else { return (nil, end) }
    let own = String(
      decoding: text[start..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let isControl = unsafe watch.pointee.sawControl
    return (try unsafe Statement(handle: made, sql: own, isControl: isControl), end)
  }

  /// Notes which statements touch transactions and files, as SQLite itself understands them.
  func watchControl() {
    unsafe sqlite3_set_authorizer(
      handle,
      { context, action, _, _, _, _ in
        if [SQLITE_TRANSACTION, SQLITE_SAVEPOINT, SQLITE_ATTACH, SQLITE_DETACH].contains(action) {
          unsafe context?.assumingMemoryBound(to: Watch.self).pointee.sawControl = true
        }
        return SQLITE_OK
      }, watch)
  }
}

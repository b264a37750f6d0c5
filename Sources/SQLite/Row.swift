internal import CSQLite

/// The row at which a query stands, read by column name.
///
/// Only good inside the closure that received it: afterwards every read throws.
public struct Row {
  private let statement: Statement
  private let generation: Int

  init(_ statement: Statement) {
    self.statement = statement
    generation = statement.generation
  }

  /// The integer of a column that is never null.
  public func int64(_ name: String) throws(SQLiteError) -> Int64 {
    guard let value = try optionalInt64(name) else { throw Self.isNull(name) }
    return value
  }

  /// The integer of a column that is never null.
  public func int(_ name: String) throws(SQLiteError) -> Int {
    Int(truncatingIfNeeded: try int64(name))
  }

  /// The truth of a column that is 0 or 1.
  public func bool(_ name: String) throws(SQLiteError) -> Bool {
    guard let value = try optionalBool(name) else { throw Self.isNull(name) }
    return value
  }

  /// The number of a column that is never null.
  public func real(_ name: String) throws(SQLiteError) -> Double {
    guard let value = try optionalReal(name) else { throw Self.isNull(name) }
    return value
  }

  /// The text of a column that is never null.
  public func text(_ name: String) throws(SQLiteError) -> String {
    guard let value = try optionalText(name) else { throw Self.isNull(name) }
    return value
  }

  /// The bytes of a column that is never null.
  public func blob(_ name: String) throws(SQLiteError) -> [UInt8] {
    guard let value = try optionalBlob(name) else { throw Self.isNull(name) }
    return value
  }

  /// The integer of a column, or nil where it is null.
  public func optionalInt64(_ name: String) throws(SQLiteError) -> Int64? {
    let (index, type) = try find(name)
    switch type {
    case SQLITE_INTEGER: return unsafe sqlite3_column_int64(statement.handle, index)
    case SQLITE_NULL: return nil
    default: throw Self.holds(type, name, expected: "an integer")
    }
  }

  /// The integer of a column, or nil where it is null.
  public func optionalInt(_ name: String) throws(SQLiteError) -> Int? {
    try optionalInt64(name).map { Int(truncatingIfNeeded: $0) }
  }

  /// The truth of a column that is 0 or 1, or nil where it is null.
  public func optionalBool(_ name: String) throws(SQLiteError) -> Bool? {
    switch try optionalInt64(name) {
    case nil: return nil
    case 0: return false
    case 1: return true
    default: throw .column(name, problem: "holds another integer than 0 and 1")
    }
  }

  /// The number of a column, or nil where it is null.
  public func optionalReal(_ name: String) throws(SQLiteError) -> Double? {
    let (index, type) = try find(name)
    switch type {
    case SQLITE_FLOAT, SQLITE_INTEGER:
      return unsafe sqlite3_column_double(statement.handle, index)
    case SQLITE_NULL: return nil
    default: throw Self.holds(type, name, expected: "a number")
    }
  }

  /// The text of a column, or nil where it is null.
  public func optionalText(_ name: String) throws(SQLiteError) -> String? {
    let (index, type) = try find(name)
    switch type {
    case SQLITE3_TEXT:
      guard let bytes = unsafe sqlite3_column_text(statement.handle, index) else {
        throw .outOfMemory
      }
      let count = Int(unsafe sqlite3_column_bytes(statement.handle, index))
      return unsafe String(
        decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    case SQLITE_NULL: return nil
    default: throw Self.holds(type, name, expected: "text")
    }
  }

  /// The bytes of a column, or nil where it is null.
  public func optionalBlob(_ name: String) throws(SQLiteError) -> [UInt8]? {
    let (index, type) = try find(name)
    switch type {
    case SQLITE_BLOB:
      let count = Int(unsafe sqlite3_column_bytes(statement.handle, index))
      // No bytes are a null pointer.
      return unsafe [UInt8](
        UnsafeRawBufferPointer(
          start: sqlite3_column_blob(statement.handle, index), count: count))
    case SQLITE_NULL: return nil
    default: throw Self.holds(type, name, expected: "bytes")
    }
  }

  /// A column as it is stored.
  public func value(_ name: String) throws(SQLiteError) -> Value {
    switch try find(name).type {
    case SQLITE_INTEGER: Value(try optionalInt64(name))
    case SQLITE_FLOAT: Value(try optionalReal(name))
    case SQLITE3_TEXT: Value(try optionalText(name))
    case SQLITE_BLOB: Value(try optionalBlob(name))
    default: .null
    }
  }

  private func find(_ name: String) throws(SQLiteError) -> (index: Int32, type: Int32) {
    guard generation == statement.generation else {
      throw .misuse("A row was read after its query went on. Read it inside the closure.")
    }
    let index = try statement.column(name)
    return (index, unsafe sqlite3_column_type(statement.handle, index))
  }

  private static func isNull(_ name: String) -> SQLiteError {
    .column(name, problem: "is NULL where a value was expected")
  }

  private static func holds(_ type: Int32, _ name: String, expected: String) -> SQLiteError {
    let found =
      switch type {
      case SQLITE_INTEGER: "an integer"
      case SQLITE_FLOAT: "a real number"
      case SQLITE3_TEXT: "text"
      default: "bytes"
      }
    return .column(name, problem: "holds \(found) where \(expected) was expected")
  }
}

internal import CSQLite

extension SQLiteError {
  /// The error that SQLite just reported while a statement ran.
  ///
  /// SQLite's own message is used for constraints alone, where it names the schema: elsewhere
  /// it may quote a bound value (full-text queries do).
  init(_ code: Int32, on handle: OpaquePointer?, sql: String) {
    switch code & 0xff {
    case SQLITE_CONSTRAINT:
      let message = unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) } ?? ""
      self = Self.constraint(code, message)
    case SQLITE_FULL: self = .full
    case SQLITE_IOERR:
      // IOERR_NOMEM is how the file layer says that memory ran out.
      self = code == SQLITE_IOERR | (12 << 8) ? .outOfMemory : .ioError(code: code)
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: self = .busy
    case SQLITE_CORRUPT: self = .corrupt
    case SQLITE_READONLY: self = .readOnly
    case SQLITE_NOMEM: self = .outOfMemory
    case SQLITE_INTERRUPT: self = .interrupted
    case SQLITE_NOTADB: self = .notADatabase
    case SQLITE_CANTOPEN:
      self = .cannotOpen(path: "the database", reason: "its files can't be opened or made")
    default: self = .failed(code: code, sql: sql)
    }
  }

  /// The error that SQLite reported about the text of a statement, before any value was bound.
  init(preparing code: Int32, on handle: OpaquePointer?, sql: String) {
    self = unsafe SQLiteError(code, on: handle, sql: sql)
    if case .failed = self {
      let message = unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) } ?? ""
      self = .syntax(message: message, sql: sql)
    }
  }

  private static func constraint(_ code: Int32, _ message: String) -> SQLiteError {
    // The sub-code is in the second byte (SQLITE_CONSTRAINT_CHECK and following).
    let kind: Constraint? =
      switch code >> 8 {
      case 1: .check
      case 3: .foreignKey
      case 5: .notNull
      case 6: .primaryKey
      case 7: .trigger
      case 8: .unique
      case 10: .primaryKey
      case 12: .dataType
      default: nil
      }
    guard let kind else { return .constraint(.other, on: []) }
    return .constraint(kind, on: Self.names(kind, message))
  }

  private static func names(_ kind: Constraint, _ message: String) -> [String] {
    switch kind {
    case .trigger: return [message]
    case .foreignKey, .other: return []
    case .dataType:
      // "cannot store TEXT value in INTEGER column ticket.opened"
      return message.split(separator: " ").last.map { [String($0)] } ?? []
    case .check:
      return message.split(separator: ": ", maxSplits: 1).dropFirst().map { String($0) }
    case .unique, .primaryKey, .notNull:
      // "UNIQUE constraint failed: ticket.council, ticket.number"
      let list = message.split(separator: ": ", maxSplits: 1).dropFirst().first ?? ""
      return list.split(separator: ", ").map { String($0) }
    }
  }
}

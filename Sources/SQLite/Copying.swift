internal import CSQLite
internal import Glibc

/// One back-up; runs on a thread of its own.
struct Copying: Sendable {
  private let source: String
  private let destination: String
  private let partial: String
  private let options: Database.Options
  private let applicationID: Int32
  private let known: Int

  init(database: Database, destination: String) {
    source = database.path
    self.destination = destination
    partial = destination + ".partial-\(getpid())"
    options = database.options
    applicationID = database.applicationID
    known = database.migrationsKnown
  }

  func run() throws(SQLiteError) {
    guard !DatabaseFile.isSame(source, destination) else {
      throw .misuse("A back-up needs another file than the database itself.")
    }
    unsafe unlink(partial)
    try DatabaseFile.create(at: partial)
    do throws(SQLiteError) {
      try copy()
      let problems = try Database.problems(
        ofFile: partial, applicationID: applicationID, known: known)
      guard problems.isEmpty else { throw .corrupt }
      try DatabaseFile.sync(partial)
      guard unsafe rename(partial, destination) == 0 else {
        throw DatabaseFile.cannotOpen(destination)
      }
      try DatabaseFile.sync(DatabaseFile.folder(of: destination))
    } catch {
      unsafe unlink(partial)
      throw error
    }
  }

  private func copy() throws(SQLiteError) {
    let from = try Connection.reader(path: source, options: options)
    // Without a snapshot each commit of another connection would begin the copy anew.
    try from.control("BEGIN")
    _ = try from.integer("SELECT count(*) FROM sqlite_schema")
    let to = try Connection.writer(path: partial, options: options)
    // The whole file is synced once at the end; unfinished, it is worth nothing.
    try to.control("PRAGMA synchronous = OFF")
    guard let backup = unsafe sqlite3_backup_init(to.handle, "main", from.handle, "main") else {
      throw unsafe SQLiteError(sqlite3_extended_errcode(to.handle), on: to.handle, sql: "")
    }
    var code = SQLITE_OK
    while code == SQLITE_OK { code = unsafe sqlite3_backup_step(backup, 64) }
    let end = unsafe sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, end == SQLITE_OK else {
      throw unsafe SQLiteError(code == SQLITE_DONE ? end : code, on: to.handle, sql: "back-up")
    }
    // Without a log of its own the copy can be read from anywhere, even where nothing can be
    // written.
    try to.control("PRAGMA journal_mode = DELETE")
    from.endTransaction()
  }
}

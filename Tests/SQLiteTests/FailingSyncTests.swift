import CSQLite
import Testing

@testable import SQLite

@Suite struct `A disk that fails to sync` {
  let scratch = Scratch()

  @Test func `tells everybody of the group and stores nothing of it`() async throws {
    let database = try scratch.database()
    try await database.add("Anna")
    let results = try await database.together([
      { connection in
        try connection.add("Bernat")
        unsafe connection.failSyncs()
      },
      { connection in try connection.add("Carla") },
    ])
    #expect(results.map(\.sqliteError) == Array(repeating: .ioError(code: failure), count: 2))
    #expect(try await database.citizens() == 1)
  }

  @Test func `takes writes again when it is well`() async throws {
    let database = try scratch.database()
    try await database.add("Anna")
    await #expect(throws: SQLiteError.ioError(code: failure)) {
      try await database.write { connection in
        unsafe connection.failSyncs()
        try connection.add("Bernat")
      }
    }
    try await database.write { connection in
      unsafe connection.healSyncs()
      try connection.add("Carla")
    }
    let names = try await database.read { connection in
      try connection.rows("SELECT name FROM citizen ORDER BY id") { try $0.text("name") }
    }
    #expect(names == ["Anna", "Carla"])
    #expect(try await database.integrityProblems() == [])
  }
}

/// SQLITE_IOERR_FSYNC, a macro that is computed.
private let failure = SQLITE_IOERR | (4 << 8)

extension Connection {
  /// The log's file, as SQLite's file layer has it.
  @unsafe private var log: UnsafeMutablePointer<sqlite3_file>? {
    var file: UnsafeMutablePointer<sqlite3_file>?
    unsafe sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file)
    return unsafe file
  }

  /// Puts a sync that fails in the place of the log's.
  @unsafe fileprivate func failSyncs() {
    guard let log = unsafe log, let well = unsafe log.pointee.pMethods else { return }
    // Leaked on purpose: SQLite uses it until the file is closed.
    let sick = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    unsafe sick.initialize(to: well.pointee)
    unsafe sick.pointee.xSync = { _, _ in failure }
    unsafe log.pointee.pMethods = unsafe UnsafePointer(sick)
  }

  /// Puts a sync in its place that works, though it does nothing.
  @unsafe fileprivate func healSyncs() {
    guard let log = unsafe log, let sick = unsafe log.pointee.pMethods else { return }
    unsafe UnsafeMutablePointer(mutating: sick).pointee.xSync = { _, _ in SQLITE_OK }
  }
}

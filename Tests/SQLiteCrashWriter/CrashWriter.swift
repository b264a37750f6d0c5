import Glibc
import SQLite

/// Writes rows until it is killed, and prints each number once its row is stored.
///
/// Started by the tests: `SQLiteCrashWriter load FILE` or `SQLiteCrashWriter limited FILE BYTES`.
@main
struct CrashWriter {
  static let schema = [
    Migration(1, "rows", "CREATE TABLE item (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")
  ]

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { exit(2) }
    let database = try Database(path: arguments[2], migrations: schema, applicationID: 7)
    if arguments[1] == "limited", let bytes = UInt(arguments[3]) {
      try await fill(database, bytes: bytes)
    } else {
      try await load(database)
    }
  }

  /// Sixteen callers write for ever.
  static func load(_ database: Database) async throws {
    try await withThrowingTaskGroup { group in
      for _ in 0..<16 {
        group.addTask {
          while true { say("\(try await insert(into: database, bytes: 200))") }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Files can't grow any more; then they can again.
  static func fill(_ database: Database, bytes: UInt) async throws {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: bytes, rlim_max: rlim_t.max)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    do {
      while true { say("\(try await insert(into: database, bytes: 20_000))") }
    } catch let error as SQLiteError {
      say("error \(error)")
    }
    limit.rlim_cur = rlim_t.max
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    say("\(try await insert(into: database, bytes: 20_000))")
    say("whole \(try await database.integrityProblems().isEmpty)")
    database.close()
  }

  static func insert(into database: Database, bytes: Int) async throws -> Int64 {
    try await database.write { connection in
      try connection.execute(
        "INSERT INTO item (body) VALUES (:body)",
        ["body": .text(String(repeating: "x", count: bytes))])
      return connection.lastInsertedRowID
    }
  }

  /// One line in one call, so that a kill never cuts it.
  static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = unsafe write(1, bytes, bytes.count)
  }
}

import Basics
public import SQLite
import Synchronization
import Ticketing

/// The desk on its database: every verb the product knows, each one durable when it returns.
///
/// Any thread; reads run beside each other, writes one after another in groups that share
/// one commit. The councils themselves change seldom and are read from memory.
public final class Desk: Sendable {
  let database: Database
  private let directoryNow: Mutex<Directory>

  /// Opens the database of a data directory, making or migrating it where needed.
  ///
  /// - Parameters:
  ///   - path: The database file.
  ///   - options: The engine's settings.
  /// - Throws: ``SQLiteError`` when the file can't be opened, is damaged or newer.
  public init(path: String, options: Database.Options = Database.Options()) async throws {
    database = try Database(
      path: path,
      migrations: Schema.migrations,
      applicationID: Schema.applicationID,
      options: options
    )
    directoryNow = Mutex(Directory())
    try await refreshDirectory()
  }

  /// The councils and their procedures as last read.
  public var directory: Directory {
    directoryNow.withLock { $0 }
  }

  /// Reads the councils again, after another process may have changed them.
  public func refreshDirectory() async throws {
    let fresh = try await database.read { try Directory(reading: $0) }
    directoryNow.withLock { directory in
      let generation = directory.generation + 1
      directory = fresh
      directory.generation = generation
    }
  }

  /// Changes when another process has written to the database.
  public func dataVersion() async throws -> Int64 {
    try await database.dataVersion()
  }

  /// Copies the database to a file while the desk goes on working.
  public func backup(to path: String) async throws {
    try await database.backup(to: path)
  }

  /// Whether the desk can write right now: it does, so that a full disk shows.
  public func canWrite() async -> Bool {
    do {
      _ = try await database.write { connection in
        try connection.execute(
          """
          INSERT INTO idempotency (scope, key, fingerprint, result, at)
          VALUES ('readiness', '', x'', 1, 0)
          ON CONFLICT (scope, key) DO UPDATE SET result = result + 1
          """,
          [:]
        )
      }
      return true
    } catch {
      return false
    }
  }

  /// Ends the readers and the writer; what was acknowledged is on the disk.
  public func close() {
    database.close()
  }

  func council(_ id: Identifier<Organisation>) throws(TicketingError) -> Organisation {
    guard let organisation = directory.organisation(id) else { throw .notFound }
    return organisation
  }
}

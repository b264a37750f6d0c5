import Basics
import Commands
import SQLite
import Storage

/// `acompanya restore FILE`.
enum RestoreCommand {
  static func run(_ call: Call) throws {
    let directory = try call.dataDirectory()
    let kept = try restore(
      call.parameter(0), into: directory, force: try call.settings.flag("force"), now: .now())
    Terminal.say("Restored \(directory.database).")
    if let kept { Terminal.say("The database that was there is now \(kept).") }
  }

  /// Puts a back-up in the place of a directory's database.
  ///
  /// The back-up is copied first and the copy is checked, so that what was checked is what
  /// will be served.
  ///
  /// - Returns: Where the database is now that was there before.
  static func restore(
    _ backup: String, into directory: DataDirectory, force: Bool, now: Moment
  ) throws -> String? {
    guard let facts = Files.facts(backup), !facts.isDirectory else {
      throw ProgramError.file(backup, reason: "there is no such file")
    }
    try Files.makeDirectory(directory.path, mode: 0o700)
    let lock = try directory.lock()
    defer { withExtendedLifetime(lock) {} }
    guard force || !directory.hasDatabase else {
      throw ProgramError.databaseExists(directory.path)
    }
    let copy = directory.database + ".restoring"
    defer { for suffix in ["", "-wal", "-shm"] { Files.remove(copy + suffix) } }
    try Files.copy(backup, to: copy, mode: 0o600)
    try check(copy, of: backup)
    let kept = directory.hasDatabase ? try keepAside(directory, now) : nil
    try Files.move(copy, to: directory.database)
    return kept
  }

  private static func check(_ copy: String, of backup: String) throws {
    do {
      if let problem = try Desk.problems(ofBackup: copy).first {
        throw ProgramError.damagedBackup(backup, problem)
      }
    } catch SQLiteError.corrupt {
      throw ProgramError.damagedBackup(backup, "its pages don't belong together")
    } catch SQLiteError.notADatabase {
      throw ProgramError.damagedBackup(backup, "it is no database")
    }
  }

  private static func keepAside(
    _ directory: DataDirectory, _ now: Moment
  ) throws(ProgramError) -> String {
    let stamp = String(now.rfc3339UTC.prefix(19).filter { $0.isNumber || $0 == "T" })
    let kept = "\(directory.database).before-restore-\(stamp)"
    // The log goes with its database: it may hold the last commits.
    for suffix in ["-wal", "-shm"] where Files.facts(directory.database + suffix) != nil {
      try Files.move(directory.database + suffix, to: kept + suffix)
    }
    try Files.move(directory.database, to: kept)
    return kept
  }
}

import Glibc
import SQLite
import Storage

/// Where a desk keeps all it has: its database, and the lock of whoever serves it.
struct DataDirectory {
  let path: String

  var database: String { path + "/acompanya.db" }
  var lockFile: String { path + "/lock" }

  var hasDatabase: Bool { Files.facts(database) != nil }

  /// Refuses a directory that isn't there, can't be written, or that others could change.
  func check() throws(ProgramError) {
    guard let facts = Files.facts(path) else { throw .noDirectory(path) }
    guard facts.isDirectory else { throw .file(path, reason: "it is not a directory") }
    guard facts.mode & 0o002 == 0 else { throw .openToOthers(path, mode: "o-w") }
    guard unsafe access(path, R_OK | W_OK | X_OK) == 0 else { throw Files.failure(path) }
    if let file = Files.facts(database) {
      guard file.mode & 0o077 == 0 else { throw .openToOthers(database, mode: "600") }
      guard unsafe access(database, R_OK | W_OK) == 0 else { throw Files.failure(database) }
    }
  }

  /// Keeps everybody else from serving the directory until the lock is dropped.
  func lock() throws(ProgramError) -> DirectoryLock {
    let file = unsafe open(lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Files.failure(lockFile) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw .beingServed(path, process: holder.map { " (process \($0))" } ?? "")
    }
    ftruncate(file, 0)
    let digits = Array("\(getpid())\n".utf8)
    _ = unsafe digits.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
    return DirectoryLock(descriptor: file)
  }

  /// Who wrote their number into the lock.
  private var holder: Int? {
    guard let bytes = try? Files.read(lockFile, bytesMax: 64) else { return nil }
    return Int(String(decoding: bytes.filter { (48...57).contains($0) }, as: UTF8.self))
  }

  /// Opens the desk that is there, for a command that does one thing.
  func openDesk() async throws -> Desk {
    guard Files.isDirectory(path) else { throw ProgramError.noDirectory(path) }
    guard hasDatabase else { throw ProgramError.noDesk(path) }
    return try await Desk(path: database, options: Self.commandOptions)
  }

  /// Opens the desk, or begins a new one.
  func openOrMakeDesk() async throws -> Desk {
    try Files.makeDirectory(path, mode: 0o700)
    try check()
    return try await Desk(path: database, options: Self.commandOptions)
  }

  private static var commandOptions: Database.Options {
    var options = Database.Options()
    options.readers = 1
    return options
  }
}

/// The hold on a data directory; the system drops it also when the process dies.
final class DirectoryLock: Sendable {
  private let descriptor: Int32

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }
}

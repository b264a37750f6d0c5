import Foundation
import SQLite

/// A folder of its own for one test; it goes with the value.
final class Scratch: Sendable {
  let folder: String
  var path: String { folder + "/base.sqlite" }

  init() {
    folder = FileManager.default.temporaryDirectory.path + "/sqlite-" + UUID().uuidString
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// A database of citizens and their tickets, in this folder.
  func database(_ change: (inout Database.Options) -> Void = { _ in }) throws -> Database {
    var options = Database.Options()
    change(&options)
    return try Database(
      path: path, migrations: Self.history, applicationID: Self.application, options: options)
  }

  static let application: Int32 = 0x4143_4f4d
  static let history = [
    Migration(
      1, "citizens",
      """
      CREATE TABLE citizen (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (length(name) < 2000000),
        age INTEGER CONSTRAINT alive CHECK (age >= 0)
      ) STRICT;
      -- What they ask.
      CREATE TABLE ticket (
        id INTEGER PRIMARY KEY,
        citizen INTEGER NOT NULL REFERENCES citizen (id) DEFERRABLE INITIALLY DEFERRED,
        body BLOB
      ) STRICT;
      """),
    Migration(2, "ticket by citizen", "CREATE INDEX ticket_by_citizen ON ticket (citizen)"),
  ]
}

/// A closure that writes.
typealias Change = @Sendable (Connection) throws -> Void

extension Database {
  /// Adds a citizen.
  func add(_ name: String) async throws {
    try await write { connection in try connection.add(name) }
  }

  /// How many citizens there are.
  func citizens() async throws -> Int {
    try await read { connection in try connection.citizens() }
  }

  /// Lets the closures meet in one group: they wait behind one that stands at a gate.
  func together(_ bodies: [Change]) async throws -> [Result<Void, any Error>] {
    let gate = Gate()
    let first = Task { try await write { _ in gate.pass() } }
    await gate.isReached()
    var results: [Result<Void, any Error>?] = Array(repeating: nil, count: bodies.count)
    try await withThrowingTaskGroup(of: (Int, Result<Void, any Error>).self) { group in
      for (index, body) in bodies.enumerated() {
        group.addTask {
          do { return (index, .success(try await self.write(body))) } catch {
            return (index, .failure(error))
          }
        }
        // In order, so that a test can say who came first.
        while statistics.waitingWrites <= index { await Task.yield() }
      }
      gate.open()
      for try await (index, result) in group { results[index] = result }
    }
    _ = await first.result
    return results.compactMap { $0 }
  }
}

extension Connection {
  func add(_ name: String) throws(SQLiteError) {
    try execute("INSERT INTO citizen (name) VALUES (:name)", ["name": .text(name)])
  }

  func citizens() throws -> Int {
    try row("SELECT count(*) AS count FROM citizen") { row in try row.int("count") } ?? -1
  }
}

extension Result where Failure == any Error {
  init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }

  /// The database's own error, if that is what it is.
  var sqliteError: SQLiteError? {
    guard case .failure(let error) = self else { return nil }
    return error as? SQLiteError
  }
}

/// What a test's closure throws.
struct Refusal: Error, Equatable {}

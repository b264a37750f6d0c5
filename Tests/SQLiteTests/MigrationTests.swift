import Foundation
import Testing

@testable import SQLite

@Suite struct `Migration history` {
  let scratch = Scratch()

  func open(_ migrations: [Migration], as application: Int32 = 7) throws(SQLiteError) -> Database {
    try Database(path: scratch.path, migrations: migrations, applicationID: application)
  }

  static let first = Migration(1, "one", "CREATE TABLE one (a INTEGER) STRICT")

  @Test func `the number of the last step and the application are recorded`() async throws {
    let database = try scratch.database()
    let numbers = try await database.read { connection in
      [
        try connection.integer("PRAGMA user_version"),
        try connection.integer("PRAGMA application_id"),
      ]
    }
    #expect(numbers == [2, Int64(Scratch.application)])
  }

  @Test func `only the steps that are due are run`() async throws {
    try open([Self.first]).close()
    let database = try open([Self.first, Migration(2, "two", "CREATE TABLE two (a INTEGER)")])
    try await database.write { connection in try connection.execute("INSERT INTO two VALUES (1)") }
  }

  @Test func `a newer database is refused and not touched`() throws {
    try open([Self.first, Migration(2, "two", "CREATE TABLE two (a INTEGER)")]).close()
    let before = try Data(contentsOf: URL(fileURLWithPath: scratch.path))
    #expect(throws: SQLiteError.newer(found: 2, known: 1)) { try open([Self.first]) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path)) == before)
  }

  @Test func `another application's database is refused`() throws {
    try open([Self.first]).close()
    #expect(throws: SQLiteError.otherApplication(found: 7, expected: 8)) {
      try open([Self.first], as: 8)
    }
  }

  @Test func `a file that isn't a database is refused and not touched`() throws {
    let text = Data(String(repeating: "a diary, not a database\n", count: 100).utf8)
    try text.write(to: URL(fileURLWithPath: scratch.path))
    #expect(throws: SQLiteError.notADatabase) { try open([Self.first]) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path)) == text)
  }

  @Test(arguments: [
    "CREATE TABLE two (a INTEGER) STRICT; INSERT INTO one VALUES (5); SELECT nonsense;",
    "INSERT INTO one VALUES (5); INSERT INTO one VALUES ('text');",
    "INSERT INTO one VALUES (5); COMMIT;",
    "CREATE TABLE two (a REFERENCES one (rowid)); INSERT INTO two VALUES (99);",
  ])
  func `a step that fails leaves nothing, and those before it stay`(sql: String) async throws {
    let result = Result { try open([Self.first, Migration(2, "two", sql)]) }
    guard case .migration(2, "two", _) = result.sqliteError else {
      Issue.record("not refused: \(result)")
      return
    }
    let database = try open([Self.first])
    let tables = try await database.read { connection in
      try connection.rows("SELECT name FROM sqlite_schema") { try $0.text("name") }
    }
    #expect(tables == ["one"])
    let rows = try await database.read { try $0.integer("SELECT count(*) FROM one") }
    #expect(rows == 0)
  }

  @Test func `a table that is referred to can be rebuilt`() async throws {
    let database = try scratch.database()
    try await database.write { connection in
      try connection.add("Anna")
      try connection.execute("INSERT INTO ticket (citizen) VALUES (1)")
    }
    database.close()
    let rebuilt = try Database(
      path: scratch.path,
      migrations: Scratch.history + [
        Migration(
          3, "citizen without age",
          """
          CREATE TABLE fresh (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
          INSERT INTO fresh SELECT id, name FROM citizen;
          DROP TABLE citizen;
          ALTER TABLE fresh RENAME TO citizen;
          """)
      ], applicationID: Scratch.application)
    #expect(try await rebuilt.integrityProblems() == [])
    #expect(try await rebuilt.citizens() == 1)
  }

  @Test(arguments: [[2], [1, 1], [1, 3], [0, 1]])
  func `a history with gaps is refused`(numbers: [Int]) throws {
    #expect(throws: SQLiteError.self) {
      try open(numbers.map { Migration($0, "step", "SELECT 1") })
    }
  }

  @Test func `many who open a new database at once all get it`() async throws {
    try await withThrowingTaskGroup { group in
      for _ in 0..<8 { group.addTask { try await scratch.database().citizens() } }
      for try await count in group { #expect(count == 0) }
    }
  }
}

import Testing

@testable import SQLite

@Suite struct `Errors` {
  let scratch = Scratch()

  @Test(arguments: [
    ("INSERT INTO citizen (name) VALUES (:x)", SQLiteError.Constraint.unique, ["citizen.name"]),
    ("INSERT INTO citizen (id, name) VALUES (1, :x || 'y')", .primaryKey, ["citizen.id"]),
    ("INSERT INTO citizen (name, age) VALUES (:x || 'y', -1)", .check, ["alive"]),
    ("INSERT INTO citizen (name, age) VALUES ('y', :x)", .dataType, ["citizen.age"]),
    ("INSERT INTO citizen (name) VALUES (nullif(:x, :x))", .notNull, ["citizen.name"]),
    ("INSERT INTO ticket (citizen, body) VALUES (99, CAST(:x AS BLOB))", .foreignKey, []),
    ("DELETE FROM citizen WHERE name = :x", .trigger, ["citizens stay"]),
  ])
  func `a constraint says what was violated and by no value`(
    sql: String, kind: SQLiteError.Constraint, on: [String]
  ) async throws {
    let database = try scratch.database()
    try await database.write { connection in
      try connection.add("Secret 12345678Z")
      try connection.execute(
        """
        CREATE TRIGGER stay BEFORE DELETE ON citizen BEGIN
          SELECT RAISE(ABORT, 'citizens stay');
        END
        """)
    }
    let result = await Result {
      try await database.write { try $0.execute(sql, ["x": "Secret 12345678Z"]) }
    }
    #expect(result.sqliteError == .constraint(kind, on: on))
    #expect(result.sqliteError?.description.contains("Secret") == false)
  }

  @Test(arguments: [
    "SELECT rowid FROM page WHERE page MATCH :x",
    "SELECT json_extract(:x, '$.a') AS a",
    "SELECT abs(:x || load_extension(:x)) AS a",
  ])
  func `an error while running has no value in it`(sql: String) async throws {
    let database = try scratch.database()
    try await database.write { try $0.execute("CREATE VIRTUAL TABLE page USING fts5 (body)") }
    let result = await Result {
      try await database.read { connection in
        try connection.each(sql, ["x": "\"Secret AND ("]) { _ in }
      }
    }
    let error = try #require(result.sqliteError)
    #expect(!error.description.contains("Secret"))
    #expect(!String(reflecting: error).contains("Secret"))
  }

  @Test func `refused SQL says why`() async throws {
    let database = try scratch.database()
    await #expect(
      throws: SQLiteError.syntax(message: "no such table: nobody", sql: "SELECT 1 FROM nobody")
    ) {
      try await database.read { try $0.each("SELECT 1 FROM nobody") { _ in } }
    }
  }

  @Test(arguments: [
    (
      SQLiteError.newer(found: 9, known: 4),
      "The database has version 9, this program knows up to 4."
    ),
    (.migration(number: 3, name: "x", cause: .full), "Migration 3 'x' failed and was undone."),
    (.full, "The disk is full, nothing of this was stored."),
  ])
  func `an error is a sentence`(error: SQLiteError, beginning: String) {
    #expect(error.description.hasPrefix(beginning))
  }

  @Test(arguments: ["", ":memory:", "/proc/none/base"])
  func `a path that can't be is refused`(path: String) {
    #expect(throws: SQLiteError.self) {
      try Database(path: path, migrations: [], applicationID: 7)
    }
  }
}

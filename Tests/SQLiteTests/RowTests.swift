import Testing

@testable import SQLite

@Suite struct `Rows` {
  let scratch = Scratch()

  /// What comes of reading the one row of a query.
  func reading<T: Sendable>(
    _ sql: String, _ make: @escaping @Sendable (Row) throws -> T
  ) async throws -> Result<T?, any Error> {
    let database = try scratch.database()
    return await Result { try await database.read { try $0.row(sql, [:], make) } }
  }

  @Test(arguments: [
    ("SELECT 1 AS b", "is not in the result; add it to the SELECT or correct its name"),
    ("SELECT NULL AS a", "is NULL where a value was expected"),
    ("SELECT 'x' AS a", "holds text where an integer was expected"),
    ("SELECT 1.5 AS a", "holds a real number where an integer was expected"),
    ("SELECT x'00' AS a", "holds bytes where an integer was expected"),
    ("SELECT 1 AS a, 2 AS a", "is in the result twice; give each its own name with AS"),
  ])
  func `a column that can't be read says why`(sql: String, problem: String) async throws {
    let result = try await reading(sql) { row in try row.int64("a") }
    #expect(result.sqliteError == .column("a", problem: problem))
  }

  @Test func `columns are found in any order`() async throws {
    let result = try await reading("SELECT 1 AS a, 2 AS b, 3 AS c") { row in
      [try row.int("c"), try row.int("a"), try row.int("b"), try row.int("a")]
    }
    #expect(try result.get() == [3, 1, 2, 1])
  }

  @Test func `a null is nil where it may be`() async throws {
    let result = try await reading("SELECT NULL AS a") { row in
      try row.optionalInt64("a") == nil && row.optionalInt("a") == nil
        && row.optionalText("a") == nil && row.optionalReal("a") == nil
        && row.optionalBool("a") == nil && row.optionalBlob("a") == nil
    }
    #expect(try result.get() == true)
  }

  @Test(arguments: [("0", false), ("1", true)])
  func `zero and one are truths`(sql: String, truth: Bool) async throws {
    #expect(try await reading("SELECT \(sql) AS a") { try $0.bool("a") }.get() == truth)
  }

  @Test func `two is not a truth`() async throws {
    let result = try await reading("SELECT 2 AS a") { try $0.bool("a") }
    #expect(
      result.sqliteError == .column("a", problem: "holds another integer than 0 and 1"))
  }

  @Test func `a row that was kept is gone`() async throws {
    let database = try scratch.database()
    await #expect(throws: SQLiteError.self) {
      try await database.read { connection in
        let kept = try connection.row("SELECT 1 AS a") { $0 }
        _ = try kept?.int("a")
      }
    }
  }
}

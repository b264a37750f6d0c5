import Testing

@testable import SQLite

@Suite struct `Statements` {
  let scratch = Scratch()

  @Test(arguments: [
    Value.null, 0, -1, .integer(.max), .integer(.min), 1.5, "", "L'Hospitalet 🏛 \u{0} end",
    .blob([]), .blob([0, 255]),
  ])
  func `a value comes back as it was bound`(value: Value) async throws {
    let database = try scratch.database()
    let back = try await database.read { connection in
      try connection.row("SELECT :value AS value", ["value": value]) { row in
        try row.value("value")
      }
    }
    #expect(back == value)
  }

  static let faulty: [(Parameters, String)] = [
    ([:], "Parameter ':name' has no value"),
    (["nom": "x"], "The SQL has no parameter ':nom'"),
    (["name": "x", "age": 1], "The SQL has no parameter ':age'"),
    (["age": 1], "The SQL has no parameter ':age'"),
  ]

  @Test(arguments: faulty)
  func `a forgotten or unknown parameter is refused`(
    parameters: Parameters, reason: String
  ) async throws {
    let database = try scratch.database()
    let result = await Result {
      try await database.read { connection in
        try connection.each("SELECT id FROM citizen WHERE name = :name", parameters) { _ in }
      }
    }
    #expect(result.sqliteError?.description.hasPrefix(reason) == true)
  }

  @Test func `a parameter given twice is refused`() async throws {
    let database = try scratch.database()
    let result = await Result {
      try await database.read { connection in
        var parameters: Parameters = ["a": 1]
        parameters.add("a", 2)
        try connection.each("SELECT :a AS a, :b AS b", parameters) { _ in }
      }
    }
    #expect(result.sqliteError == .misuse("Parameter ':b' has no value: SELECT :a AS a, :b AS b"))
  }

  @Test func `parameters go by name in any order`() async throws {
    let database = try scratch.database()
    let difference = try await database.read { connection in
      try connection.row("SELECT :a - :b AS result", ["b": 1, "a": 10]) { try $0.int("result") }
    }
    #expect(difference == 9)
  }

  @Test(arguments: ["SELECT ? AS a", "SELECT @a AS a", "SELECT 1; SELECT 2", "", "-- nothing"])
  func `SQL that can't be meant is refused`(sql: String) async throws {
    let database = try scratch.database()
    let result = await Result {
      try await database.read { connection in try connection.each(sql) { _ in } }
    }
    guard case .misuse = result.sqliteError else {
      Issue.record("not refused: \(result)")
      return
    }
  }

  @Test func `a comment may follow a statement`() async throws {
    let database = try scratch.database()
    let one = try await database.read { connection in
      try connection.row("SELECT 1 AS one; -- the only one\n") { try $0.int("one") }
    }
    #expect(one == 1)
  }

  @Test func `a text in double quotes is not a text`() async throws {
    let database = try scratch.database()
    await #expect(throws: SQLiteError.self) {
      try await database.read { connection in
        try connection.each(#"SELECT id FROM citizen WHERE name = "Anna""#) { _ in }
      }
    }
  }

  @Test func `what is not a number can't be bound`() async throws {
    let database = try scratch.database()
    await #expect(throws: SQLiteError.self) {
      try await database.read { connection in
        try connection.each("SELECT :x AS x", ["x": .real(.nan)]) { _ in }
      }
    }
  }

  @Test func `the rows that changed are counted, those of triggers and tables aren't`()
    async throws
  {
    let database = try scratch.database()
    let counts = try await database.write { connection in
      [
        try connection.execute(
          "INSERT INTO citizen (name) VALUES ('Anna'), ('Bernat'), ('Carla')"),
        try connection.execute("CREATE TABLE note (body TEXT) STRICT"),
        try connection.execute("UPDATE citizen SET age = 1 WHERE id > 1"),
        try connection.execute("DELETE FROM citizen WHERE id > 9"),
      ]
    }
    #expect(counts == [3, 0, 2, 0])
  }

  @Test func `a returning insert gives its row and checks its constraints`() async throws {
    let database = try scratch.database()
    let sql = "INSERT INTO citizen (name) VALUES (:name) RETURNING id"
    let id = try await database.write { connection in
      try connection.row(sql, ["name": "Anna"]) { try $0.int64("id") }
    }
    #expect(id == 1)
    await #expect(throws: SQLiteError.constraint(.unique, on: ["citizen.name"])) {
      try await database.write { connection in
        try connection.row(sql, ["name": "Anna"]) { try $0.int64("id") }
      }
    }
  }

  @Test func `the same query runs inside itself`() async throws {
    let database = try scratch.database()
    for name in ["Anna", "Bernat", "Carla"] { try await database.add(name) }
    let pairs = try await database.read { connection in
      let sql = "SELECT name FROM citizen ORDER BY name"
      return try connection.rows(sql) { outer in
        let name = try outer.text("name")
        return try connection.rows(sql) { inner in name + (try inner.text("name")) }.count
      }
    }
    #expect(pairs == [3, 3, 3])
  }

  @Test func `the least recently used statement is forgotten first`() throws {
    let connection = try Connection.writer(path: ":memory:", options: .init())
    let cache = StatementCache(countMax: 2)
    var prepared: [String] = []
    for sql in ["SELECT 1", "SELECT 2", "SELECT 1", "SELECT 3", "SELECT 1", "SELECT 2"] {
      let statement = try cache.take(sql) { () throws(SQLiteError) in
        prepared.append(sql)
        return try connection.prepare(sql)
      }
      cache.put(statement)
    }
    #expect(prepared == ["SELECT 1", "SELECT 2", "SELECT 3", "SELECT 2"])
    #expect(cache.count == 2)
  }

  @Test func `a kept statement sees a column added later`() async throws {
    let database = try scratch.database()
    try await database.add("Anna")
    let ages = try await database.write { connection in
      let sql = "SELECT * FROM citizen"
      _ = try connection.row(sql) { try $0.text("name") }
      try connection.execute("ALTER TABLE citizen ADD COLUMN street TEXT NOT NULL DEFAULT 'Major'")
      return try connection.rows(sql) { try $0.text("street") }
    }
    #expect(ages == ["Major"])
  }

  @Test func `the plan of a listing names its index`() async throws {
    let database = try scratch.database()
    let plan = try await database.read { connection in
      try connection.plan(of: "SELECT id FROM ticket WHERE citizen = :citizen")
    }
    #expect(plan == ["SEARCH ticket USING COVERING INDEX ticket_by_citizen (citizen=?)"])
  }
}

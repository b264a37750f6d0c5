import CSQLite
import Testing

@testable import SQLite

@Suite struct `Group commit` {
  let scratch = Scratch()

  @Test func `a hundred writes that wait share one commit`() async throws {
    let database = try scratch.database()
    let before = database.statistics.commits
    _ = try await database.together(
      (0..<100).map { number in { connection in try connection.add("citizen \(number)") } })
    #expect(database.statistics.commits == before + 1)
    #expect(database.statistics.largestGroup == 101)
    #expect(try await database.citizens() == 100)
  }

  @Test func `a group is not larger than its limit`() async throws {
    let database = try scratch.database { $0.groupMax = 10 }
    _ = try await database.together(
      (0..<29).map { number in { connection in try connection.add("citizen \(number)") } })
    #expect(database.statistics.commits == 3)
    #expect(database.statistics.largestGroup == 10)
  }

  @Test func `a closure that throws undoes its own changes and nobody else's`() async throws {
    let database = try scratch.database()
    let results = try await database.together([
      { connection in try connection.add("Anna") },
      { connection in
        try connection.add("Bernat")
        throw Refusal()
      },
      { connection in try connection.add("Carla") },
    ])
    #expect(throws: Refusal.self) { try results[1].get() }
    let names = try await database.read { connection in
      try connection.rows("SELECT name FROM citizen ORDER BY id") { row in try row.text("name") }
    }
    #expect(names == ["Anna", "Carla"])
  }

  @Test func `the second of two equal names in a group is refused alone`() async throws {
    let database = try scratch.database()
    let results = try await database.together([
      { connection in try connection.add("Anna") },
      { connection in try connection.add("Anna") },
      { connection in try connection.add("Bernat") },
    ])
    #expect(results.map(\.sqliteError) == [nil, .constraint(.unique, on: ["citizen.name"]), nil])
  }

  @Test func `a deferred foreign key left open is refused alone`() async throws {
    let database = try scratch.database()
    let results = try await database.together([
      { connection in try connection.add("Anna") },
      { connection in _ = try connection.execute("INSERT INTO ticket (citizen) VALUES (99)") },
    ])
    #expect(results.map(\.sqliteError) == [nil, .constraint(.foreignKey, on: [])])
    #expect(try await database.citizens() == 1)
  }

  @Test func `a savepoint inside a closure is undone alone`() async throws {
    let database = try scratch.database()
    try await database.write { connection in
      try connection.add("Anna")
      #expect(throws: Refusal.self) {
        try connection.savepoint {
          try connection.add("Bernat")
          throw Refusal()
        }
      }
    }
    #expect(try await database.citizens() == 1)
  }

  @Test func `when the commit fails everybody is told and nobody was told otherwise`()
    async throws
  {
    let database = try scratch.database()
    let results = try await database.together([
      { connection in
        try connection.add("Anna")
        unsafe sqlite3_commit_hook(connection.handle, { _ in 1 }, nil)
      },
      { connection in try connection.add("Bernat") },
      { connection in
        try connection.add("Carla")
        throw Refusal()
      },
    ])
    #expect(results.map(\.sqliteError) == Array(repeating: .constraint(.other, on: []), count: 3))
    #expect(try await database.citizens() == 0)
  }

  @Test func `after a failed commit the next write works`() async throws {
    let database = try scratch.database()
    await #expect(throws: SQLiteError.constraint(.other, on: [])) {
      try await database.write { connection in
        unsafe sqlite3_commit_hook(connection.handle, { _ in 1 }, nil)
        try connection.add("Anna")
      }
    }
    // A read transaction has no commit hook to fail: the hook goes with a closure that reads.
    try await database.write { connection in
      unsafe sqlite3_commit_hook(connection.handle, nil, nil)
      try connection.add("Bernat")
    }
    #expect(try await database.citizens() == 1)
  }

  @Test func `a write that has returned is seen by another process's connection`() async throws {
    let database = try scratch.database()
    let other = try scratch.database()
    for number in 1...20 {
      try await database.add("citizen \(number)")
      #expect(try await other.citizens() == number)
    }
  }

  @Test func `a statement that rolls everything back tells the others of its group`() async throws {
    let database = try scratch.database()
    try await database.add("Anna")
    let results = try await database.together([
      { connection in try connection.add("Bernat") },
      { connection in
        _ = try connection.execute("INSERT OR ROLLBACK INTO citizen (name) VALUES ('Anna')")
      },
      { connection in try connection.add("Carla") },
    ])
    #expect(
      results.map(\.sqliteError) == [
        .rolledBack, .constraint(.unique, on: ["citizen.name"]), nil,
      ])
    #expect(try await database.citizens() == 2)
  }

  @Test func `a closure that hides such an error is not told that it succeeded`() async throws {
    let database = try scratch.database()
    try await database.add("Anna")
    await #expect(throws: SQLiteError.rolledBack) {
      try await database.write { connection in
        try connection.add("Bernat")
        _ = try? connection.execute("INSERT OR ROLLBACK INTO citizen (name) VALUES ('Anna')")
      }
    }
    #expect(try await database.citizens() == 1)
  }

  @Test func `two who write to the same file at once both get everything stored`() async throws {
    let both = [try scratch.database(), try scratch.database()]
    try await withThrowingTaskGroup { group in
      for (index, database) in both.enumerated() {
        for number in 0..<100 {
          group.addTask { try await database.add("citizen \(index) \(number)") }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await both[0].citizens() == 200)
  }

  @Test(arguments: [
    "COMMIT", " rollback", "; /* at last */ END", "-- so\nBEGIN", "savepoint x", "RELEASE part",
    "ATTACH 'x' AS y", "VACUUM",
  ])
  func `a closure can't touch the group's transaction`(sql: String) async throws {
    let database = try scratch.database()
    await #expect(throws: SQLiteError.self) {
      try await database.write { connection in
        try connection.add("Anna")
        try connection.execute(sql)
      }
    }
    #expect(try await database.citizens() == 0)
  }
}

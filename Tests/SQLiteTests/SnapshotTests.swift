import Testing

@testable import SQLite

@Suite struct `Reading` {
  let scratch = Scratch()

  @Test func `reads answer while a long write is going on`() async throws {
    let database = try scratch.database()
    try await database.add("Anna")
    let gate = Gate()
    async let writing: Void = database.write { connection in
      try connection.add("Bernat")
      gate.pass()
    }
    await gate.isReached()
    #expect(try await database.citizens() == 1)
    gate.open()
    try await writing
    #expect(try await database.citizens() == 2)
  }

  @Test func `a read sees one moment from its beginning to its end`() async throws {
    let database = try scratch.database()
    try await database.add("Anna")
    let gate = Gate()
    async let counts = database.read { connection in
      let before = try connection.citizens()
      gate.pass()
      return [before, try connection.citizens()]
    }
    await gate.isReached()
    try await database.add("Bernat")
    gate.open()
    #expect(try await counts == [1, 1])
    #expect(try await database.citizens() == 2)
  }

  @Test func `a reader can't write`() async throws {
    let database = try scratch.database()
    await #expect(throws: SQLiteError.readOnly) {
      try await database.read { connection in try connection.add("Anna") }
    }
  }

  @Test func `a query that takes too long is stopped, and the reader goes on`() async throws {
    let database = try scratch.database {
      $0.readers = 1
      $0.readTimeMax = .milliseconds(1)
    }
    await #expect(throws: SQLiteError.interrupted) {
      try await database.read { connection in
        try connection.each(
          """
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
          SELECT max(i) AS most FROM n
          """
        ) { _ in }
      }
    }
    #expect(try await database.citizens() == 0)
  }

  @Test func `a full queue of reads refuses with busy`() async throws {
    let database = try scratch.database {
      $0.readers = 1
      $0.queuedReadsMax = 1
    }
    let gate = Gate()
    async let reading: Void = database.read { _ in gate.pass() }
    await gate.isReached()
    async let waiting = database.citizens()
    while database.statistics.waitingReads == 0 { await Task.yield() }
    await #expect(throws: SQLiteError.busy) { try await database.citizens() }
    gate.open()
    _ = try await (reading, waiting)
    #expect(database.statistics.refused == 1)
  }

  @Test func `a full queue of writes refuses with busy`() async throws {
    let database = try scratch.database { $0.queuedWritesMax = 1 }
    let gate = Gate()
    async let writing: Void = database.write { _ in gate.pass() }
    await gate.isReached()
    async let waiting: Void = database.add("Anna")
    while database.statistics.waitingWrites == 0 { await Task.yield() }
    await #expect(throws: SQLiteError.busy) { try await database.add("Bernat") }
    gate.open()
    _ = try await (writing, waiting)
    #expect(try await database.citizens() == 1)
  }

  @Test func `another process that writes too long makes a write busy`() async throws {
    let database = try scratch.database { $0.busyTimeout = .milliseconds(10) }
    let other = try scratch.database()
    let gate = Gate()
    async let writing: Void = other.write { _ in gate.pass() }
    await gate.isReached()
    await #expect(throws: SQLiteError.busy) { try await database.add("Anna") }
    gate.open()
    try await writing
    try await database.add("Anna")
  }

  @Test func `the data version changes with another process's commits alone`() async throws {
    let database = try scratch.database()
    let other = try scratch.database()
    let first = try await database.dataVersion()
    try await database.add("Anna")
    #expect(try await database.dataVersion() == first)
    try await other.add("Bernat")
    #expect(try await database.dataVersion() != first)
  }

  @Test func `a closed database does what it accepted and refuses the rest`() async throws {
    let database = try scratch.database()
    try await database.add("Anna")
    database.close()
    await #expect(throws: SQLiteError.closed) { try await database.add("Bernat") }
    await #expect(throws: SQLiteError.closed) { try await database.citizens() }
    #expect(try await scratch.database().citizens() == 1)
  }

  @Test func `a database may be closed by its own closure`() async throws {
    let database = try scratch.database()
    try await database.write { _ in database.close() }
    await #expect(throws: SQLiteError.closed) { try await database.citizens() }
  }
}

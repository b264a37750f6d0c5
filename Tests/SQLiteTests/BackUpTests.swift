import Foundation
import Testing

@testable import SQLite

@Suite struct `Back-up` {
  let scratch = Scratch()

  @Test func `a copy made while writing is one moment of the database`() async throws {
    let database = try scratch.database { $0.durability = .none }
    let copy = scratch.folder + "/copy"
    // Each write adds a citizen and a ticket: a copy of one moment has as many of both.
    let writing = Task {
      var number = 0
      while !Task.isCancelled {
        number += 1
        let name = "citizen \(number)"
        try await database.write { connection in
          try connection.add(name)
          try connection.execute(
            "INSERT INTO ticket (citizen, body) VALUES (:citizen, zeroblob(3000))",
            ["citizen": .init(connection.lastInsertedRowID)])
        }
      }
    }
    while try await database.citizens() < 200 { await Task.yield() }
    for _ in 0..<5 {
      let before = try await database.citizens()
      try await database.backup(to: copy)
      let restored = try Database(
        path: copy, migrations: Scratch.history, applicationID: Scratch.application)
      let counts = try await restored.read { connection in
        [
          try connection.integer("SELECT count(*) FROM citizen"),
          try connection.integer("SELECT count(*) FROM ticket"),
        ]
      }
      #expect(counts[0] == counts[1])
      #expect(counts[0] >= before)
      restored.close()
    }
    writing.cancel()
    _ = try await writing.value
  }

  @Test func `a copy is one file for its owner alone`() async throws {
    let database = try scratch.database()
    try await database.add("Anna")
    try await database.backup(to: scratch.folder + "/copies/copy")
    let folder = scratch.folder + "/copies"
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["copy"])
    let mode = try FileManager.default.attributesOfItem(atPath: folder + "/copy")[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func `a copy is checked before it is restored`() async throws {
    let database = try scratch.database()
    try await database.write { connection in
      for number in 0..<300 { try connection.add("citizen number \(number)") }
    }
    let copy = scratch.folder + "/copy"
    try await database.backup(to: copy)
    #expect(try Database.problems(ofFile: copy, applicationID: Scratch.application, known: 2) == [])
    let file = try #require(FileHandle(forUpdatingAtPath: copy))
    try file.seek(toOffset: 4096 * 2)
    try file.write(contentsOf: Data(repeating: 0xff, count: 4096 * 2))
    try file.close()
    let problems = Result {
      try Database.problems(ofFile: copy, applicationID: Scratch.application, known: 2)
    }
    switch problems {
    case .success(let lines): #expect(!lines.isEmpty)
    case .failure(let error): #expect(error as? SQLiteError == .corrupt)
    }
  }

  @Test func `a copy never takes the place of its own database`() async throws {
    let database = try scratch.database()
    await #expect(throws: SQLiteError.self) { try await database.backup(to: scratch.path) }
    try await database.add("Anna")
  }

  @Test func `a dangling reference is a problem`() async throws {
    let database = try scratch.database()
    #expect(try await database.integrityProblems() == [])
    let connection = try Connection.writer(path: scratch.path, options: .init())
    try connection.control("PRAGMA foreign_keys = OFF")
    try connection.execute("INSERT INTO ticket (id, citizen) VALUES (5, 99)")
    #expect(try await database.integrityProblems() == ["ticket: row 5 refers to no citizen"])
  }

  @Test func `the file and its log are for their owner alone`() async throws {
    let path = scratch.folder + "/new/base"
    let database = try Database(
      path: path, migrations: Scratch.history, applicationID: Scratch.application)
    try await database.add("Anna")
    let modes = try ["/new", "/new/base", "/new/base-wal", "/new/base-shm"].map { name in
      try FileManager.default.attributesOfItem(atPath: scratch.folder + name)[.posixPermissions]
        as? Int
    }
    #expect(modes == [0o700, 0o600, 0o600, 0o600])
  }
}

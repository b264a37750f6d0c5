import CSQLite
import Foundation
import Testing

@testable import SQLite

@Suite struct `A full disk` {
  let scratch = Scratch()

  @Sendable static func giant(_ connection: Connection) throws {
    try connection.execute(
      "INSERT INTO citizen (name) VALUES (:name)",
      ["name": .text(String(repeating: "x", count: 1_000_000))])
  }

  @Test func `a write that doesn't fit is refused and the next that fits is stored`() async throws {
    let database = try scratch.database { $0.pagesMax = 40 }
    await #expect(throws: SQLiteError.full) { try await database.write(Self.giant) }
    try await database.add("Anna")
    #expect(try await database.citizens() == 1)
  }

  @Test func `those before it in the group are told, those after it are stored`() async throws {
    let database = try scratch.database { $0.pagesMax = 40 }
    let results = try await database.together([
      { connection in try connection.add("Anna") },
      Self.giant,
      { connection in try connection.add("Bernat") },
    ])
    #expect(results[1].sqliteError == .full)
    let names = try await database.read { connection in
      try connection.rows("SELECT name FROM citizen ORDER BY id") { try $0.text("name") }
    }
    // Whoever was told nothing bad is there, and nobody else.
    let told = zip(["Anna", "giant", "Bernat"], results).filter { $0.1.sqliteError == nil }
    #expect(names == told.map(\.0))
    #expect(names.contains("Bernat"))
  }

  @Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount"))
  func `a disk that is really full refuses, keeps what it had, and works when it has space`()
    async throws
  {
    let disk = try SmallDisk(folder: scratch.folder + "/disk", bytes: 2 << 20)
    defer { disk.eject() }
    let database = try Database(
      path: disk.folder + "/base", migrations: Scratch.history,
      applicationID: Scratch.application)
    defer { database.close() }
    let ballast = disk.folder + "/ballast"
    try Data(count: 1 << 20).write(to: URL(fileURLWithPath: ballast))
    var stored = 0
    var failure: SQLiteError?
    while failure == nil, stored < 1000 {
      let name = "\(stored) " + String(repeating: "x", count: 20_000)
      failure = await Result { try await database.add(name) }.sqliteError
      if failure == nil { stored += 1 }
    }
    #expect(failure == .full)
    #expect(try await database.citizens() == stored)
    try FileManager.default.removeItem(atPath: ballast)
    try await database.add("after")
    #expect(try await database.citizens() == stored + 1)
    #expect(try await database.integrityProblems() == [])
  }

  @Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount"))
  func `a back-up that doesn't fit leaves nothing and harms nothing`() async throws {
    let disk = try SmallDisk(folder: scratch.folder + "/disk", bytes: 256 << 10)
    defer { disk.eject() }
    let database = try scratch.database()
    try await database.write(Self.giant)
    await #expect(throws: SQLiteError.full) {
      try await database.backup(to: disk.folder + "/copy")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder) == [])
    try await database.add("Anna")
  }
}

/// A file system of its own, in memory.
struct SmallDisk {
  let folder: String

  static let isPossible: Bool = {
    let scratch = Scratch()
    guard let disk = try? SmallDisk(folder: scratch.folder + "/try", bytes: 1 << 16) else {
      return false
    }
    disk.eject()
    return true
  }()

  init(folder: String, bytes: Int) throws {
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard unsafe mount("tmpfs", folder, "tmpfs", 0, "size=\(bytes)") == 0 else { throw Refusal() }
  }

  func eject() {
    _ = unsafe umount2(folder, Int32(MNT_DETACH))
  }
}

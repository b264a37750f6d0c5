import Foundation
import Testing

@testable import SQLite

@Suite struct `A process that ends badly` {
  let scratch = Scratch()

  static let schema = [
    Migration(1, "rows", "CREATE TABLE item (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")
  ]

  /// Starts the program that writes, which stands beside the tests.
  func start(_ arguments: [String]) throws -> (Process, FileHandle) {
    let folder = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: folder)
      .deletingLastPathComponent().appendingPathComponent("SQLiteCrashWriter")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    return (process, pipe.fileHandleForReading)
  }

  @Test func `killed twenty times under load, it has lost no row it said was stored`()
    async throws
  {
    var acknowledged = Set<Int64>()
    for round in 1...20 {
      let (process, output) = try start(["load", scratch.path])
      var lines = Data()
      // A different place of the work each time.
      while lines.count < 20 * round * round { lines += await output.some() }
      kill(process.processIdentifier, SIGKILL)
      lines += await output.rest()
      process.waitUntilExit()
      let numbers = String(decoding: lines, as: UTF8.self).split(separator: "\n")
      acknowledged.formUnion(numbers.compactMap { Int64($0) })

      let database = try Database(path: scratch.path, migrations: Self.schema, applicationID: 7)
      let stored = try await database.read { connection in
        Set(try connection.rows("SELECT id FROM item") { try $0.int64("id") })
      }
      #expect(acknowledged.subtracting(stored) == [])
      #expect(try await database.integrityProblems() == [])
      database.close()
    }
    #expect(acknowledged.count > 500)
  }

  @Test func `files that may not grow are an error, and it writes on when they may`()
    async throws
  {
    let (process, output) = try start(["limited", scratch.path, "300000"])
    let text = String(decoding: await output.rest(), as: UTF8.self)
    process.waitUntilExit()
    let lines = text.split(separator: "\n").map { String($0) }
    #expect(process.terminationStatus == 0)
    #expect(lines.count > 4)
    #expect(lines.dropLast(2).last?.hasPrefix("error The disk failed (SQLite code ") == true)
    #expect(lines.last == "whole true")
    // The number after the failure is the next: what was refused has left nothing.
    let numbers = lines.compactMap { Int($0) }
    #expect(numbers == Array(1...numbers.count))
  }
}

extension FileHandle {
  /// What has come, waited for off the threads that tests share.
  func some() async -> Data {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.availableData) }
    }
  }

  /// Everything up to the end.
  func rest() async -> Data {
    var all = Data()
    while true {
      let more = await some()
      if more.isEmpty { return all }
      all += more
    }
  }
}

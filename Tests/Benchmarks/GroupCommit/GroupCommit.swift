import Glibc
import SQLite

/// Durable single-row commits by 1, 16 and 256 callers, against a loop of write and fdatasync.
///
/// `GroupCommit [FOLDER]`: the folder decides which disk is measured.
@main
struct GroupCommit {
  static func main() async throws {
    let folder =
      (CommandLine.arguments.dropFirst().first ?? ".") + "/group-commit-\(getpid())"
    for callers in [1, 16, 256] {
      // Each time anew, because others may use the disk.
      let raw = try rawSyncsPerSecond(folder: folder)
      print("write + fdatasync, alone: \(Int(raw)) a second (\(tenths(1000 / raw)) ms each)")
      try await measure(callers: callers, raw: raw, folder: folder)
    }
    try await measureReads(folder: folder)
    for name in ["/raw", "/base"] { unsafe unlink(folder + name) }
    unsafe rmdir(folder)
  }

  static func measure(callers: Int, raw: Double, folder: String) async throws {
    let database = try Database(path: folder + "/base", migrations: schema, applicationID: 7)
    let each = max(4, 4096 / callers / (callers == 1 ? 8 : 1))
    let seconds = try await elapsed {
      try await withThrowingTaskGroup { group in
        for _ in 0..<callers {
          group.addTask { for _ in 0..<each { try await insert(database) } }
        }
        try await group.waitForAll()
      }
    }
    let rate = Double(callers * each) / seconds
    let statistics = database.statistics
    print(
      "\(callers) callers: \(Int(rate)) durable rows a second, \(tenths(rate / raw)) times the loop;"
        + " \(statistics.groupedWrites) rows in \(statistics.commits) commits,"
        + " largest group \(statistics.largestGroup)")
    database.close()
  }

  static func measureReads(folder: String) async throws {
    let database = try Database(path: folder + "/base", migrations: schema, applicationID: 7)
    let rounds = 20_000
    let inside = try await database.read { connection in
      let start = now()
      for id in 1...rounds {
        _ = try connection.row(
          "SELECT id, body FROM item WHERE id = :id", ["id": .init(id % 500 + 1)]
        ) { row in (try row.int64("id"), try row.text("body")) }
      }
      return now() - start
    }
    let calls = try await elapsed {
      for _ in 0..<2000 { _ = try await database.read { try $0.dataVersion() } }
    }
    print(
      "point select: \(tenths(inside / Double(rounds) * 1e6)) µs;"
        + " a read from a task and back: \(tenths(calls / 2000 * 1e6)) µs")
    print("resident with the database open: \(tenths(residentMegabytes())) MB")
    database.close()
  }

  /// The second number of `statm`, in pages of 4 KiB.
  static func residentMegabytes() -> Double {
    guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
    defer { unsafe fclose(file) }
    var line = [CChar](repeating: 0, count: 200)
    unsafe fgets(&line, 200, file)
    let text = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0) / 256
  }

  static func insert(_ database: Database) async throws {
    try await database.write { connection in
      try connection.execute("INSERT INTO item (body) VALUES (:body)", ["body": "one row"])
    }
  }

  static func rawSyncsPerSecond(folder: String) throws -> Double {
    unsafe mkdir(folder, 0o700)
    let descriptor = unsafe open(folder + "/raw", O_RDWR | O_CREAT, 0o600)
    guard descriptor >= 0 else { throw SQLiteError.cannotOpen(path: folder, reason: "no file") }
    defer { close(descriptor) }
    let page = [UInt8](repeating: 1, count: 4096)
    let rounds = 300
    let start = now()
    for _ in 0..<rounds {
      _ = unsafe write(descriptor, page, page.count)
      fdatasync(descriptor)
    }
    return Double(rounds) / (now() - start)
  }

  static func elapsed(_ body: () async throws -> Void) async rethrows -> Double {
    let start = now()
    try await body()
    return now() - start
  }

  static func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  static let schema = [
    Migration(1, "rows", "CREATE TABLE item (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")
  ]
}

import Basics
import Demo
import Passwords
import Reporting
import SQLite
import Site
import Storage

/// The sample desk of a data directory.
struct DemoDesk {
  let directory: DataDirectory

  /// Says that the desk beside it was made up, so that a real one is never taken for a demo.
  var marker: String { directory.path + "/demo.json" }

  /// Makes the desk when it isn't there.
  ///
  /// It grows under another name: an interrupted demo leaves nothing that could be served.
  ///
  /// - Returns: Whether it was made now.
  func make(_ sample: Sample, reports: String) async throws -> Bool {
    if directory.hasDatabase {
      guard Files.facts(marker) != nil else { throw ProgramError.notADemo(directory.path) }
      return false
    }
    let growing = directory.path + "/making.db"
    for suffix in ["", "-wal", "-shm"] { Files.remove(growing + suffix) }
    Terminal.note("Making a sample desk with a year of activity in \(directory.path).")
    try await fill(growing, sample, reports)
    let facts: JSON = [
      "seed": .integer(Int64(clamping: sample.seed)), "contacts": JSON(sample.contacts),
      "madeAt": .string(sample.now.rfc3339UTC),
    ]
    try Files.write(facts.serialized() + [10], to: marker, mode: 0o600)
    try Files.move(growing, to: directory.database)
    return true
  }

  private func fill(_ path: String, _ sample: Sample, _ reports: String) async throws {
    var options = Database.Options()
    // Made up, and made again when the machine stops half-way.
    options.durability = .none
    options.writerCacheKiB = 32_768
    options.readers = 1
    let desk = try await Desk(path: path, options: options)
    defer { desk.close() }
    let publisher = MonthPublisher(
      desk: desk, catalogue: try IndicatorCatalogue(root: reports))
    try await Demo.fill(desk, with: sample, hash: { try Password.hash($0) }) { moment, part in
      // Published when it was due, so that late ratings make definitive figures differ.
      _ = try await publisher.publishDue(at: moment)
      Terminal.progress("Making up a year: \(Int(part * 100)) %", isLast: part >= 1)
    }
  }
}

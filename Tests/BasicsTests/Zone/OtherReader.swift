import Foundation

/// Another reader of the same zone files: Python's `zoneinfo`.
///
/// Foundation's own zones come with data of their own, which differ from the system's as
/// soon as a country changes its mind; a comparison must be of readers, not of editions.
enum OtherReader {
  private static let script = """
    import sys, zoneinfo, datetime
    zone = zoneinfo.ZoneInfo(sys.argv[1])
    utc = datetime.timezone.utc
    for line in open(sys.argv[2]):
        moment = datetime.datetime.fromtimestamp(int(line), utc).astimezone(zone)
        print(int(moment.utcoffset().total_seconds()))
    """

  struct Failure: Error {
    let status: Int32
  }

  /// The offsets of a zone at some seconds of Unix time.
  static func offsets(of zone: String, at seconds: [Int64]) async throws -> [Int] {
    let folder = FileManager.default.temporaryDirectory
    let asked = folder.appendingPathComponent("zone-" + UUID().uuidString)
    let said = asked.appendingPathExtension("out")
    defer {
      try? FileManager.default.removeItem(at: asked)
      try? FileManager.default.removeItem(at: said)
    }
    try Data(seconds.map(String.init).joined(separator: "\n").utf8).write(to: asked)
    try Data().write(to: said)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, zone, asked.path]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONTZPATH": "/usr/share/zoneinfo"]
    ) { $1 }
    process.standardOutput = try FileHandle(forWritingTo: said)
    // Waiting in place would hold one of the few threads that all tests share.
    let status: Int32 = try await withCheckedThrowingContinuation { ended in
      process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { ended.resume(throwing: error) }
    }
    guard status == 0 else { throw Failure(status: status) }
    return try String(contentsOf: said, encoding: .utf8).split(separator: "\n").compactMap {
      Int($0)
    }
  }
}

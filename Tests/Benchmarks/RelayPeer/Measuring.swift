import Basics
import Glibc
import Synchronization
import Wire

/// A thread that one waits for.
final class Thread: @unchecked Sendable {
  private let isDone = Atomic<Bool>(false)
  private var error: (any Error)?

  init(_ body: @escaping () throws -> Void) throws {
    nonisolated(unsafe) let body = body
    try startLoneThread("bench") { [self] in
      do { unsafe try body() } catch { self.error = error }
      isDone.store(true, ordering: .releasing)
    }
  }

  func join() throws {
    while !isDone.load(ordering: .acquiring) { usleep(100) }
    if let error { throw error }
  }
}

/// What the kernel says of a process.
enum Process {
  /// User and system time in seconds; zero for process 0.
  static func seconds(of id: Int) -> Double {
    guard id > 0, let fields = fields("/proc/\(id)/stat"), fields.count > 14,
      let user = Double(fields[13]), let system = Double(fields[14])
    else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Resident memory in bytes.
  static func memory(of id: Int) -> Int {
    guard id > 0, let fields = fields("/proc/\(id)/statm"), let pages = Int(fields[1]) else {
      return 0
    }
    return pages * 4_096
  }

  private static func fields(_ path: String) -> [Substring]? {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes[..<max(0, count)], as: UTF8.self).split(separator: " ")
  }
}

/// Times in nanoseconds as they are told: the median and the 99th percentile in microseconds.
func summary(_ times: [UInt64]) -> JSONObject {
  let sorted = times.sorted()
  guard !sorted.isEmpty else { return [:] }
  func mark(_ share: Double) -> JSON {
    .number(Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1_000)
  }
  return [
    "p50": mark(0.5), "p95": mark(0.95), "p99": mark(0.99), "p999": mark(0.999),
    "count": .integer(Int64(sorted.count)),
  ]
}

internal import Synchronization

/// How long frames waited in the relay: what it adds to their way.
///
/// Any thread.
struct WaitHistogram: ~Copyable, Sendable {
  /// The upper bounds of its buckets in microseconds, and one for all above.
  static let bounds = [
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 500_000,
  ]
  private static let count = bounds.count + 1

  private let buckets = InlineArray<12, Counter> { _ in Counter() }
  private let microseconds = Atomic<Int>(0)

  private struct Counter: ~Copyable {
    let value = Atomic<Int>(0)
  }

  borrowing func note(_ nanoseconds: UInt64) {
    let time = Int(clamping: nanoseconds / 1_000)
    var bucket = 0
    while bucket < Self.bounds.count, time > Self.bounds[bucket] { bucket += 1 }
    buckets[bucket].value.wrappingAdd(1, ordering: .relaxed)
    microseconds.wrappingAdd(time, ordering: .relaxed)
  }

  /// In Prometheus' text form, in seconds.
  borrowing func exposition(_ name: String, _ help: String) -> String {
    var text = "# HELP \(name) \(help)\n# TYPE \(name) histogram\n"
    var sum = 0
    for (place, bound) in Self.bounds.enumerated() {
      sum += buckets[place].value.load(ordering: .relaxed)
      text += "\(name)_bucket{le=\"\(Double(bound) / 1e6)\"} \(sum)\n"
    }
    sum += buckets[Self.bounds.count].value.load(ordering: .relaxed)
    let seconds = Double(microseconds.load(ordering: .relaxed)) / 1e6
    return text
      + "\(name)_bucket{le=\"+Inf\"} \(sum)\n\(name)_sum \(seconds)\n\(name)_count \(sum)\n"
  }
}

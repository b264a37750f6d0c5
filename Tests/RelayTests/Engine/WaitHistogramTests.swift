import Testing

@testable import Relay

@Suite struct WaitHistogramTests {
  @Test func `a wait is counted in its bucket and in all above`() {
    let histogram = WaitHistogram()
    histogram.note(100_000)
    histogram.note(100_001_000)
    histogram.note(9_000_000_000)
    let lines = histogram.exposition("wait", "How long.").split(separator: "\n")
    #expect(lines.contains("# TYPE wait histogram"))
    #expect(lines.contains("wait_bucket{le=\"0.0001\"} 1"))
    #expect(lines.contains("wait_bucket{le=\"0.1\"} 1"))
    #expect(lines.contains("wait_bucket{le=\"0.5\"} 2"))
    #expect(lines.contains("wait_bucket{le=\"+Inf\"} 3"))
    #expect(lines.contains("wait_sum 9.100101"))
    #expect(lines.contains("wait_count 3"))
  }
}

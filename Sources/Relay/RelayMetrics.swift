internal import Synchronization

/// What a relay has done, in sums.
///
/// Any thread.
public final class RelayMetrics: Sendable {
  /// A sum that only grows, or a level that goes up and down.
  public struct Count: ~Copyable, Sendable {
    private let value = Atomic<Int>(0)

    init() {}

    /// The sum now.
    public var now: Int { value.load(ordering: .relaxed) }

    borrowing func add(_ count: Int) {
      value.wrappingAdd(count, ordering: .relaxed)
    }
  }

  /// Sessions open now.
  public let sessions = Count()
  /// Connections open now.
  public let connections = Count()
  /// Frames handed on, once for each receiver.
  public let frames = Count()
  /// Bytes of them.
  public let bytes = Count()
  /// Frames dropped because a viewer was too slow.
  public let drops = Count()
  /// Key frames asked for.
  public let keyRequests = Count()
  private let waits = WaitHistogram()
  /// Tickets refused.
  public let refusals = Count()
  /// Desktops that wait for their viewer.
  public let parked = Count()

  /// Nothing has happened yet.
  public init() {}

  /// A frame has left after so many nanoseconds in here.
  func note(wait: UInt64) {
    waits.note(wait)
  }

  /// The metrics in Prometheus' text form.
  public var exposition: String {
    let all: [(String, String, String, Int)] = [
      ("sessions", "gauge", "Remote sessions open.", sessions.now),
      ("connections", "gauge", "Connections to the relay.", connections.now),
      ("frames_total", "counter", "Messages passed on.", frames.now),
      ("bytes_total", "counter", "Bytes passed on.", bytes.now),
      ("drops_total", "counter", "Frames dropped for slow viewers.", drops.now),
      ("key_requests_total", "counter", "Key frames asked for.", keyRequests.now),
      ("refusals_total", "counter", "Tickets refused.", refusals.now),
      ("parked", "gauge", "Desktops waiting for a viewer.", parked.now),
    ]
    return all.map { name, type, help, value in
      "# HELP acompanya_relay_\(name) \(help)\n# TYPE acompanya_relay_\(name) \(type)\n"
        + "acompanya_relay_\(name) \(value)\n"
    }.joined()
      + waits.exposition(
        "acompanya_relay_added_latency_seconds", "From a frame's arrival to its leaving.")
  }
}

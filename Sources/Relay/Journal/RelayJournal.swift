public import Basics
internal import Synchronization
internal import Wire

/// What a lone relay has to tell the core and hasn't been thanked for yet, in order.
///
/// Bounded: when the core is away for very long the oldest go, and are counted.
/// Any thread; guarded by `state`.
public final class RelayJournal: Sendable {
  /// How many reports wait at most.
  public static let reportsMax = 20_000
  /// How many go in one letter.
  public static let letterReportsMax = 200
  /// How many bytes of them.
  static let letterBytesMax = 400_000

  private struct Entry {
    let number: Int64
    let text: JSON
    let size: Int
  }

  private struct State {
    var entries: [Entry] = []
    var next: Int64 = 1
    var lost = 0
    var waiting: Gate?
  }

  /// What tells this relay from every other, and from itself before it was started again.
  public let relay = Token.random()
  private let limit: Int
  private let state = Mutex(State())

  /// An empty journal.
  ///
  /// - Parameter limit: How many reports wait at most.
  public init(limit: Int = RelayJournal.reportsMax) {
    self.limit = limit
  }

  /// How many wait.
  public var count: Int { state.withLock { $0.entries.count } }

  /// How many had to go untold.
  public var lost: Int { state.withLock { $0.lost } }

  /// Adds a report.
  public func append(_ report: JSON) {
    let size = report.serialized().count
    let waiting = state.withLock { state -> Gate? in
      if state.entries.count >= limit {
        state.entries.removeFirst()
        state.lost += 1
      }
      state.entries.append(Entry(number: state.next, text: report, size: size))
      state.next += 1
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.open()
  }

  /// The next letter: the oldest reports, and which sessions are open.
  ///
  /// - Parameters:
  ///   - live: The sessions and connections that are open here.
  ///   - now: When.
  /// - Returns: The letter, and the number of its last report; 0 when there is none in it.
  public func letter(live: [String], at now: Moment) -> (body: [UInt8], through: Int64) {
    let entries = state.withLock { state -> [Entry] in
      var size = 0
      return Array(
        state.entries.prefix(Self.letterReportsMax).prefix { entry in
          defer { size += entry.size }
          return size == 0 || size + entry.size <= Self.letterBytesMax
        })
    }
    let letter: JSON = [
      "relay": .string(relay), "sentAt": .integer(now.seconds),
      "first": .integer(entries.first?.number ?? 0),
      "reports": .array(entries.map(\.text)), "live": .array(live.map { .string($0) }),
    ]
    return (letter.serialized(), entries.last?.number ?? 0)
  }

  /// The core has kept the reports up to this one.
  public func thank(through number: Int64) {
    state.withLock { state in state.entries.removeAll { $0.number <= number } }
  }

  /// Waits until something is to be told, or the time is over.
  public func wait(atMost time: Duration) async {
    let gate = Gate()
    let isEmpty = state.withLock { state in
      guard state.entries.isEmpty else { return false }
      state.waiting = gate
      return true
    }
    guard isEmpty else { return }
    await withTaskGroup { group in
      group.addTask { await gate.wait() }
      group.addTask { try? await Timer.sleep(for: time) }
      await group.next()
      group.cancelAll()
    }
  }
}

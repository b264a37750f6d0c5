public import Basics

/// How many more calls one day can take, slot by slot.
///
/// Every promise needs one call in one of the half-hours of its window. Windows overlap
/// (a morning holds twelve slots), so a window's free places are not its own alone: by
/// Hall's theorem for intervals all promises can be kept exactly when, for every run of
/// slots, no more promises lie wholly inside it than the run has calls.
public struct DayCapacity: Sendable {
  /// The half-hours that are still to come, in order.
  public let slots: [Range<Moment>]
  /// For slots `a...b`: calls left when every promise inside is kept, or fewer where a wider
  /// run has fewer left.
  private let slack: Triangle

  /// Weighs a day's promises against its slots.
  ///
  /// - Parameters:
  ///   - slots: The day's half-hours in order.
  ///   - callsPerSlot: How many calls each takes.
  ///   - promised: The windows of the day's live promises, each with how many.
  ///   - now: Slots that began before it take no more calls.
  public init(
    slots: [Range<Moment>],
    callsPerSlot: Int,
    promised: [(span: Range<Moment>, count: Int)],
    now: Moment
  ) {
    let coming = slots.filter { $0.lowerBound >= now }
    self.slots = coming
    let count = coming.count
    var inside = Triangle(side: count)
    for (span, promises) in promised where count > 0 {
      let run = Self.run(of: span, in: coming)
      // A promise whose slots have all passed is late: the next call is its.
      let clipped = run.isEmpty ? 0..<1 : run
      inside[clipped.lowerBound, clipped.upperBound - 1] += promises
    }
    slack = Self.slack(inside: inside, callsPerSlot: callsPerSlot)
  }

  /// How many more promises of a window can be kept, 0 or more.
  public func free(for span: Range<Moment>) -> Int {
    let run = Self.run(of: span, in: slots)
    guard !run.isEmpty else { return 0 }
    return max(0, slack[run.lowerBound, run.upperBound - 1])
  }

  /// The slots that lie wholly inside a span.
  private static func run(of span: Range<Moment>, in slots: [Range<Moment>]) -> Range<Int> {
    let first = slots.firstIndex { $0.lowerBound >= span.lowerBound } ?? slots.count
    let end = (slots.lastIndex { $0.upperBound <= span.upperBound } ?? -1) + 1
    return first < end ? first..<end : 0..<0
  }

  private static func slack(inside: Triangle, callsPerSlot: Int) -> Triangle {
    let count = inside.side
    var slack = inside
    for first in stride(from: count - 1, through: 0, by: -1) {
      var startingHere = 0
      for last in first..<count {
        // Promises inside first...last: those that start at `first`, and the rest.
        startingHere += inside[first, last]
        slack[first, last] = startingHere + (first < last ? slack[first + 1, last] : 0)
      }
    }
    for first in 0..<count {
      for last in first..<count {
        slack[first, last] = callsPerSlot * (last - first + 1) - slack[first, last]
      }
    }
    // A window can't take more than the tightest run around it has left.
    for first in 0..<count {
      for last in stride(from: count - 1, through: first, by: -1) {
        if first > 0 { slack[first, last] = min(slack[first, last], slack[first - 1, last]) }
        if last + 1 < count { slack[first, last] = min(slack[first, last], slack[first, last + 1]) }
      }
    }
    return slack
  }
}

/// A number for every run of slots, `first...last`.
private struct Triangle: Sendable {
  let side: Int
  private var numbers: [Int]

  init(side: Int) {
    self.side = side
    numbers = Array(repeating: 0, count: side * side)
  }

  subscript(first: Int, last: Int) -> Int {
    get { numbers[first * side + last] }
    set { numbers[first * side + last] = newValue }
  }
}

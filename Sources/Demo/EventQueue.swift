import Basics

/// What is still to happen, the earliest first.
///
/// Of two at one moment the one that was put in first, so that a year is the same each time.
/// A binary heap.
struct EventQueue: Sendable {
  private struct Entry: Sendable {
    let at: Moment
    let order: Int
    let event: Event

    func precedes(_ other: Entry) -> Bool {
      at == other.at ? order < other.order : at < other.at
    }
  }

  private var heap: [Entry] = []
  private var order = 0

  var count: Int { heap.count }

  /// The moment of the next event.
  var next: Moment? { heap.first?.at }

  mutating func add(_ event: Event, at moment: Moment) {
    heap.append(Entry(at: moment, order: order, event: event))
    order += 1
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].precedes(heap[parent]) else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func take() -> (at: Moment, event: Event)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    return (first.at, first.event)
  }

  private mutating func sink() {
    var parent = 0
    while true {
      let left = parent * 2 + 1
      guard left < heap.count else { return }
      let right = left + 1
      let child = right < heap.count && heap[right].precedes(heap[left]) ? right : left
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(parent, child)
      parent = child
    }
  }
}

/// The gates that a loop opens by time, the earliest on top.
///
/// Lives on its event loop.
struct TimerHeap {
  private struct Entry {
    let deadline: UInt64
    let gate: Gate
  }

  private var timers: [Entry] = []

  /// When the earliest is due, in the loop's nanoseconds.
  var next: UInt64 { timers.first?.deadline ?? .max }

  mutating func insert(_ gate: Gate, deadline: UInt64) {
    timers.append(Entry(deadline: deadline, gate: gate))
    var child = timers.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard timers[child].deadline < timers[parent].deadline else { return }
      timers.swapAt(child, parent)
      child = parent
    }
  }

  /// Opens every gate that is due.
  mutating func fire(until now: UInt64) {
    while let first = timers.first, first.deadline <= now {
      removeFirst()
      first.gate.open()
    }
  }

  private mutating func removeFirst() {
    timers.swapAt(0, timers.count - 1)
    timers.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < timers.count && timers[child].deadline < timers[least].deadline {
        least = child
      }
      guard least != parent else { return }
      timers.swapAt(parent, least)
      parent = least
    }
  }
}

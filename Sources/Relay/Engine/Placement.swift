internal import Wire

/// Which event loop serves which room.
///
/// All who share one session are on one loop: what they say to each other then crosses no thread.
/// A new room goes to the loop with the fewest.
struct Placement {
  private var loops: [(loop: EventLoop, rooms: Int)] = []

  /// A loop that the relay has met.
  mutating func meet(_ loop: EventLoop) {
    guard !loops.contains(where: { $0.loop === loop }) else { return }
    loops.append((loop, 0))
  }

  /// A loop for a new room; nil before any was met.
  mutating func choose() -> EventLoop? {
    guard let least = loops.indices.min(by: { loops[$0].rooms < loops[$1].rooms }) else {
      return nil
    }
    loops[least].rooms += 1
    return loops[least].loop
  }

  /// A room is no more.
  mutating func release(_ loop: EventLoop?) {
    guard let place = loops.firstIndex(where: { $0.loop === loop }) else { return }
    loops[place].rooms -= 1
  }
}

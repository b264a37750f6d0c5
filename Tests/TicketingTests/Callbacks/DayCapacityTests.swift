import Basics
import Support
import Testing
import Ticketing

@Suite struct DayCapacityTests {
  /// Whether every promise gets a call.
  ///
  /// A matching of promises to the calls of slots, found by augmenting paths: slow, and
  /// nothing like the rule that it checks.
  private func canKeepAll(
    _ promises: [Range<Int>], slotCount: Int, callsPerSlot: Int
  ) -> Bool {
    let calls = slotCount * callsPerSlot
    var holder = [Int?](repeating: nil, count: calls)
    func place(_ promise: Int, _ seen: inout Set<Int>) -> Bool {
      for call in 0..<calls where promises[promise].contains(call / max(callsPerSlot, 1)) {
        guard seen.insert(call).inserted else { continue }
        if let other = holder[call], !place(other, &seen) { continue }
        holder[call] = promise
        return true
      }
      return false
    }
    return promises.indices.allSatisfy { promise in
      var seen: Set<Int> = []
      return place(promise, &seen)
    }
  }

  private func slots(_ count: Int) -> [Range<Moment>] {
    let start: Moment = "2026-11-23T08:00:00+01:00"
    return (0..<count).map { index in
      let begin = start + .seconds(index * 1800)
      return begin..<(begin + .seconds(1800))
    }
  }

  @Test(arguments: 0..<60)
  func `a window is free exactly as often as one more promise could be kept`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let slotCount = Int.random(in: 1...6, using: &random)
    let callsPerSlot = Int.random(in: 0...3, using: &random)
    let slots = slots(slotCount)
    var promises: [Range<Int>] = []
    // Promises that can all be kept, as the desk's own gate leaves them.
    for _ in 0..<Int.random(in: 0...16, using: &random) {
      let first = Int.random(in: 0..<slotCount, using: &random)
      let last = Int.random(in: first..<slotCount, using: &random)
      let more = promises + [first..<(last + 1)]
      if canKeepAll(more, slotCount: slotCount, callsPerSlot: callsPerSlot) { promises = more }
    }
    let capacity = DayCapacity(
      slots: slots,
      callsPerSlot: callsPerSlot,
      promised: promises.map {
        (slots[$0.lowerBound].lowerBound..<slots[$0.upperBound - 1].upperBound, 1)
      },
      now: slots[0].lowerBound
    )
    for first in 0..<slotCount {
      for last in first..<slotCount {
        var more = promises
        var free = 0
        while free <= slotCount * callsPerSlot {
          more.append(first..<(last + 1))
          guard canKeepAll(more, slotCount: slotCount, callsPerSlot: callsPerSlot) else { break }
          free += 1
        }
        let span = slots[first].lowerBound..<slots[last].upperBound
        #expect(capacity.free(for: span) == free)
      }
    }
  }

  @Test func `a slot's promise takes a place of the morning around it`() {
    let slots = slots(4)
    let capacity = DayCapacity(
      slots: slots, callsPerSlot: 1, promised: [(slots[1], 1)], now: slots[0].lowerBound)
    #expect(capacity.free(for: slots[0].lowerBound..<slots[3].upperBound) == 3)
    #expect(capacity.free(for: slots[1]) == 0)
    #expect(capacity.free(for: slots[2]) == 1)
  }

  @Test func `a full morning leaves none of its slots free`() {
    let slots = slots(4)
    let morning = slots[0].lowerBound..<slots[3].upperBound
    let capacity = DayCapacity(
      slots: slots, callsPerSlot: 1, promised: [(morning, 4)], now: slots[0].lowerBound)
    #expect(slots.allSatisfy { capacity.free(for: $0) == 0 })
  }

  @Test func `a half-hour that has begun takes no more calls`() {
    let slots = slots(4)
    let capacity = DayCapacity(
      slots: slots, callsPerSlot: 2, promised: [], now: slots[1].lowerBound + .seconds(1))
    #expect(capacity.slots == Array(slots[2...]))
    #expect(capacity.free(for: slots[1]) == 0)
    #expect(capacity.free(for: slots[0].lowerBound..<slots[3].upperBound) == 4)
  }

  @Test func `a late promise takes the next call`() {
    let slots = slots(4)
    let capacity = DayCapacity(
      slots: slots, callsPerSlot: 1, promised: [(slots[0], 1)], now: slots[1].lowerBound)
    #expect(capacity.free(for: slots[1]) == 0)
    #expect(capacity.free(for: slots[2]) == 1)
    #expect(capacity.free(for: slots[1].lowerBound..<slots[3].upperBound) == 2)
  }

  @Test func `more promises than calls spill over and leave nothing, never less`() {
    let slots = slots(3)
    let capacity = DayCapacity(
      slots: slots, callsPerSlot: 1, promised: [(slots[0], 2)], now: slots[0].lowerBound)
    #expect(slots.map { capacity.free(for: $0) } == [0, 0, 1])
    #expect(capacity.free(for: slots[0].lowerBound..<slots[2].upperBound) == 1)
  }

  @Test func `a day without slots has no places and doesn't mind promises`() {
    let capacity = DayCapacity(
      slots: [], callsPerSlot: 1, promised: [(slots(1)[0], 3)], now: "2026-11-23T08:00:00+01:00")
    #expect(capacity.free(for: slots(1)[0]) == 0)
  }
}

import Basics
import Testing
import WebSockets

@testable import Relay

@Suite struct ViewerQueueTests {
  private let ms: UInt64 = 1_000_000

  private func frame(_ bytes: Int, _ mark: UInt8 = 0) -> Frame {
    Frame(binary: [UInt8](repeating: mark, count: bytes))
  }

  private func started() -> ViewerQueue {
    var queue = ViewerQueue()
    _ = queue.offer(frame(100), .key, at: 0)
    _ = queue.take()
    return queue
  }

  private func drain(_ queue: inout ViewerQueue) -> [UInt8] {
    var marks: [UInt8] = []
    while let (frame, _) = queue.take() { marks.append(frame.bytes.last ?? 0) }
    return marks
  }

  @Test func `a newcomer gets no delta before a key`() {
    var queue = ViewerQueue()
    #expect(queue.offer(frame(10, 1), .delta, at: 0) == .dropped)
    #expect(queue.offer(frame(10, 2), .key, at: 0) == .kept)
    #expect(queue.offer(frame(10, 3), .delta, at: 0) == .kept)
    #expect(drain(&queue) == [2, 3])
  }

  @Test func `too many bytes empty the picture and need a key`() {
    var queue = started()
    for mark in 1...2 { #expect(queue.offer(frame(130_000, UInt8(mark)), .delta, at: 0) == .kept) }
    #expect(queue.offer(frame(10_000, 3), .delta, at: 0) == .overflowed(dropped: 3))
    #expect(queue.isEmpty && queue.needsKey && queue.mediaBytes == 0)
    #expect(queue.offer(frame(10, 4), .delta, at: 0) == .dropped)
    #expect(queue.offer(frame(10, 5), .key, at: 0) == .kept)
    #expect(drain(&queue) == [5])
  }

  @Test func `a picture older than half a second is dropped`() {
    var queue = started()
    _ = queue.offer(frame(10, 1), .delta, at: 0)
    #expect(queue.offer(frame(10, 2), .delta, at: 500 * ms) == .kept)
    #expect(queue.offer(frame(10, 3), .delta, at: 501 * ms) == .overflowed(dropped: 3))
  }

  @Test func `a key that overflows replaces what waits`() {
    var queue = started()
    _ = queue.offer(frame(200_000, 1), .delta, at: 0)
    #expect(queue.offer(frame(300_000, 2), .key, at: 0) == .overflowed(dropped: 1))
    #expect(queue.offer(frame(10, 3), .delta, at: 0) == .overflowed(dropped: 2))
    #expect(queue.needsKey)
  }

  @Test func `one frame alone may be larger than the queue`() {
    var queue = started()
    #expect(queue.offer(frame(900_000), .key, at: 0) == .kept)
  }

  @Test func `what is not picture keeps its order and is never dropped`() {
    var queue = started()
    _ = queue.offer(frame(200_000, 1), .delta, at: 0)
    _ = queue.offer(frame(10, 2), .message, at: 0)
    _ = queue.offer(frame(200_000, 3), .delta, at: 0)
    _ = queue.offer(frame(10, 4), nil, at: 0)
    #expect(drain(&queue) == [2, 4])
  }

  @Test func `only the newest pointer of each waits`() {
    var queue = ViewerQueue()
    _ = queue.offer(frame(10, 1), .pointer, from: 1, at: 0)
    _ = queue.offer(frame(10, 2), .pointer, from: 2, at: 0)
    _ = queue.offer(frame(10, 3), .pointer, from: 1, at: 0)
    #expect(drain(&queue) == [3, 2])
  }

  @Test func `who doesn't even take messages is too slow`() {
    var queue = ViewerQueue()
    #expect(queue.offer(frame(250_000), .chunk, at: 0) == .kept)
    #expect(queue.offer(frame(20_000), .chunk, at: 0) == .tooSlow)
  }

  @Test func `a key is asked for when the queue is empty, and ever more seldom`() {
    var queue = started()
    var asked: [UInt64] = []
    var now: UInt64 = 0
    for _ in 0..<6 {
      _ = queue.offer(frame(200_000), .delta, at: now)
      _ = queue.offer(frame(200_000), .delta, at: now)
      let overflow = now
      while !queue.asksForKey(at: now) { now += 100 * ms }
      asked.append((now - overflow) / (1_000 * ms))
      _ = queue.offer(frame(10), .key, at: now)
      _ = drain(&queue)
    }
    #expect(asked == [1, 2, 4, 8, 16, 16])
  }

  @Test func `no key is asked for while one waits`() {
    var queue = ViewerQueue()
    #expect(queue.asksForKey(at: 0))
    _ = queue.offer(frame(10), .key, at: 0)
    #expect(!queue.asksForKey(at: 0))
  }

  @Test func `memory is bounded whatever comes`() {
    var queue = ViewerQueue()
    var generator = SeededGenerator(seed: 5)
    var worst = (media: 0, ordered: 0)
    for step in 0..<20_000 {
      let kind = FrameHead.Kind.allCases.randomElement(using: &generator)
      let size = Int.random(in: 16...20_000, using: &generator)
      _ = queue.offer(frame(size), kind, at: UInt64(step) * ms)
      if step % 7 == 0 { _ = queue.take() }
      worst = (max(worst.media, queue.mediaBytes), max(worst.ordered, queue.orderedBytes))
    }
    #expect(worst.media <= 262_144 && worst.ordered <= 262_144)
  }
}

@Suite struct KeyRequestsTests {
  @Test func `a storm of wishes becomes one request a second`() {
    var requests = KeyRequests()
    var asked = 0
    for millisecond in 0..<10_000 {
      requests.wish()
      if requests.isDue(at: UInt64(millisecond) * 1_000_000) { asked += 1 }
    }
    #expect(asked == 10)
  }

  @Test func `a wish within the second is not forgotten`() {
    var requests = KeyRequests()
    requests.wish()
    #expect(requests.isDue(at: 0) == true)
    requests.wish()
    #expect(requests.isDue(at: 500_000_000) == false)
    #expect(requests.isDue(at: 1_000_000_000) == true)
    #expect(requests.isDue(at: 2_000_000_000) == false)
  }
}

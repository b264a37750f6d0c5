public import WebSockets

/// What waits for one participant, bounded in bytes and in time.
///
/// A pure value. The picture may be dropped, and then only as a whole up to the next frame that
/// needs no other; everything else keeps its order and is never dropped. Times are nanoseconds of
/// any clock that doesn't go back.
public struct ViewerQueue: Sendable {
  /// How much may wait, and how long.
  public struct Limits: Sendable {
    /// Bytes of the picture, unless a single frame is larger.
    public var mediaBytesMax = 262_144
    /// How long a part of the picture may wait, in nanoseconds.
    public var mediaAgeMax: UInt64 = 500_000_000
    /// Bytes of everything else.
    public var orderedBytesMax = 262_144

    /// The limits of PROTOCOL.md § 5.
    public init() {}
  }

  /// What became of something that was offered.
  public enum Outcome: Sendable, Equatable {
    /// It waits its turn.
    case kept
    /// It is useless without a frame that was dropped before.
    case dropped
    /// The picture that waited was dropped, this many frames; a key frame is needed.
    case overflowed(dropped: Int)
    /// Not even what must not be dropped is taken: the participant is too slow to stay.
    case tooSlow
  }

  private struct Item {
    let frame: Frame
    let kind: FrameHead.Kind?
    let sender: Int
    let at: UInt64
    var size: Int { frame.bytes.count }
    var isMedia: Bool { kind?.isMedia == true }
  }

  private let limits: Limits
  private var items: [Item] = []
  private var first = 0
  private var mediaCount = 0
  private var penalty: UInt64 = 1_000_000_000
  private var lastOverflow: UInt64?
  private var mayAskAt: UInt64 = 0
  /// Bytes of the picture that wait.
  public private(set) var mediaBytes = 0
  /// Bytes of everything else that wait.
  public private(set) var orderedBytes = 0
  /// Whether deltas are useless until a key or still comes.
  public private(set) var needsKey = true
  /// Frames dropped so far.
  public private(set) var droppedCount = 0

  /// An empty queue whose owner has seen nothing yet.
  public init(limits: Limits = Limits()) {
    self.limits = limits
  }

  /// Whether nothing waits.
  public var isEmpty: Bool { first == items.count }

  /// Takes in a frame.
  ///
  /// - Parameters:
  ///   - frame: The frame, which many queues may share.
  ///   - kind: Its kind; nil for the relay's own texts.
  ///   - sender: Whose it is.
  ///   - now: The time.
  /// - Returns: What became of it.
  public mutating func offer(
    _ frame: Frame, _ kind: FrameHead.Kind?, from sender: Int = 0, at now: UInt64
  ) -> Outcome {
    let item = Item(frame: frame, kind: kind, sender: sender, at: now)
    guard item.isMedia else { return offerOrdered(item) }
    if needsKey, kind == .delta {
      droppedCount += 1
      return .dropped
    }
    guard isFull(for: item) else {
      needsKey = false
      append(item)
      return .kept
    }
    var dropped = dropMedia()
    noteOverflow(at: now)
    if kind == .delta {
      needsKey = true
      dropped += 1
    } else {
      needsKey = false
      append(item)
    }
    droppedCount += dropped
    return .overflowed(dropped: dropped)
  }

  /// The next frame to send, and when it came; nil if there is none.
  public mutating func take() -> (frame: Frame, since: UInt64)? {
    guard first < items.count else { return nil }
    let item = items[first]
    first += 1
    if item.isMedia {
      mediaBytes -= item.size
      mediaCount -= 1
    } else {
      orderedBytes -= item.size
    }
    if first == items.count {
      items.removeAll(keepingCapacity: items.count <= 64)
      first = 0
    } else if first >= 64 {
      items.removeFirst(first)
      first = 0
    }
    return (item.frame, item.at)
  }

  /// Whether to ask the sharer for a key frame now: the owner needs one, and can take it.
  public func asksForKey(at now: UInt64) -> Bool {
    needsKey && mediaCount == 0 && now >= mayAskAt
  }

  /// Forgets the picture, because it can't be shown any more.
  public mutating func resetMedia() {
    droppedCount += dropMedia()
    needsKey = true
  }

  /// Forgets everything.
  public mutating func clear() {
    items = []
    first = 0
    mediaBytes = 0
    mediaCount = 0
    orderedBytes = 0
  }

  private mutating func offerOrdered(_ item: Item) -> Outcome {
    let old =
      item.kind == .pointer
      ? items[first...].firstIndex { $0.kind == .pointer && $0.sender == item.sender } : nil
    let others = orderedBytes - (old.map { items[$0].size } ?? 0)
    guard others == 0 || others + item.size <= limits.orderedBytesMax else { return .tooSlow }
    if let old {
      orderedBytes = others + item.size
      items[old] = item
      return .kept
    }
    append(item)
    return .kept
  }

  private mutating func append(_ item: Item) {
    items.append(item)
    if item.isMedia {
      mediaBytes += item.size
      mediaCount += 1
    } else {
      orderedBytes += item.size
    }
  }

  private func isFull(for item: Item) -> Bool {
    guard mediaCount > 0 else { return false }
    if mediaBytes + item.size > limits.mediaBytesMax { return true }
    let oldest = items[first...].first { $0.isMedia }?.at ?? item.at
    return item.at > oldest &+ limits.mediaAgeMax
  }

  private mutating func dropMedia() -> Int {
    let dropped = mediaCount
    if dropped > 0 {
      items = items[first...].filter { !$0.isMedia }
      first = 0
    }
    mediaBytes = 0
    mediaCount = 0
    return dropped
  }

  /// Who overflows again and again gets a whole picture ever more seldom: it costs the sharer's
  /// line, and with it all the others'.
  private mutating func noteOverflow(at now: UInt64) {
    if let last = lastOverflow, now < last &+ 20_000_000_000 {
      penalty = min(penalty * 2, 16_000_000_000)
    } else {
      penalty = 1_000_000_000
    }
    lastOverflow = now
    mayAskAt = now &+ penalty
  }
}

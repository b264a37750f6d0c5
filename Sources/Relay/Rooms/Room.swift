import Basics
import Synchronization
import Ticketing
import WebSockets
import Wire

/// One session on the relay: its rules and the ways out to those who are there.
///
/// Any thread; guarded by `state`.
final class Room: Sendable {
  struct State {
    var core: RoomCore
    var outboxes: [Int: Outbox] = [:]
    var requests = KeyRequests()
    var pipes: [Pipe] = []
  }

  let name: String
  /// The event loop of all who are in it.
  let loop: EventLoop?
  let state: Mutex<State>
  private let metrics: RelayMetrics
  private let observer: Relay.Observer

  init(
    name: String, openedAt: Moment, loop: EventLoop?, metrics: RelayMetrics,
    observer: @escaping Relay.Observer
  ) {
    self.name = name
    self.loop = loop
    self.metrics = metrics
    self.observer = observer
    state = Mutex(State(core: RoomCore(name: name, openedAt: openedAt)))
  }

  var isEnded: Bool { state.withLock { $0.core.isEnded } }

  /// A viewer of a shared desktop, who follows the session's rules from now on.
  func add(_ pipe: Pipe) {
    state.withLock { state in
      pipe.follow(state.core.session)
      state.pipes.append(pipe)
    }
  }

  func remove(_ pipe: Pipe) {
    state.withLock { state in state.pipes.removeAll { $0 === pipe } }
  }

  /// Everybody has to go, though the session isn't over.
  func empty(_ code: CloseCode) {
    state.withLock { state in
      for outbox in state.outboxes.values { outbox.close(code) }
      for pipe in state.pipes { pipe.end.open() }
    }
  }

  /// Does something with the rules, and what they want done.
  func perform<T>(
    _ body: (inout State) throws(RemoteSessionRefusal) -> (T, [RoomAction])
  ) throws(RemoteSessionRefusal) -> T {
    var report: RelayReport?
    var result: Result<T, RemoteSessionRefusal>
    (result, report) = state.withLock { state in
      do throws(RemoteSessionRefusal) {
        let (value, actions) = try body(&state)
        carryOut(actions, &state)
        for pipe in state.pipes { pipe.follow(state.core.session) }
        return (.success(value), takeReport(&state))
      } catch {
        return (.failure(error), takeReport(&state))
      }
    }
    if let report { observer(report) }
    return try result.get()
  }

  private func takeReport(_ state: inout State) -> RelayReport? {
    let events = state.core.takeEvents()
    guard !events.isEmpty else { return nil }
    return RelayReport(session: name, core: state.core, events: events)
  }

  private func carryOut(_ actions: [RoomAction], _ state: inout State) {
    let now = Timer.nanoseconds()
    for action in actions {
      switch action {
      case .send(let json, let number):
        say(Frame(json), to: number, state, at: now)
      case .broadcast(let json, let except):
        let frame = Frame(json)
        for number in state.outboxes.keys where number != except {
          say(frame, to: number, state, at: now)
        }
      case .wishKey:
        state.requests.wish()
        askForKey(&state, at: now)
      case .repeatConfig(let number):
        if state.core.mayReceive(number), let (_, frame) = state.core.lastConfig {
          say(frame, to: number, state, at: now)
        }
      case .dropMedia(let number):
        for (other, outbox) in state.outboxes where number == nil || number == other {
          outbox.resetMedia()
        }
      case .close(let number, let code):
        state.outboxes.removeValue(forKey: number)?.close(code)
      case .end(let json):
        let frame = Frame(json)
        for outbox in state.outboxes.values { outbox.close(.sessionEnded, last: frame) }
        state.outboxes = [:]
      }
    }
  }

  private func say(_ frame: Frame, to number: Int, _ state: State, at now: UInt64) {
    guard let outbox = state.outboxes[number] else { return }
    if outbox.offer(frame, at: now) == .tooSlow { outbox.close(.tooSlow) }
  }

  private func askForKey(_ state: inout State, at now: UInt64) {
    guard state.outboxes[0] != nil, state.core.session.source != nil,
      state.requests.isDue(at: now)
    else { return }
    metrics.keyRequests.add(1)
    say(Frame(["type": "key-request"]), to: 0, state, at: now)
  }

  /// Passes a binary message on, just as it came.
  ///
  /// - Parameters:
  ///   - frame: The message.
  ///   - number: Who sent it.
  ///   - moment: When, for the session's rules.
  ///   - now: When, by the clock that never goes back.
  /// - Returns: Whether it was according to the protocol.
  func pass(_ frame: Frame, from number: Int, at moment: Moment, _ now: UInt64) -> Bool {
    guard let head = FrameHead(frame.bytes, from: frame.payloadStart) else { return false }
    return state.withLock { state in
      let size = frame.bytes.count - frame.payloadStart
      switch state.core.route(head, from: number, bytes: size, at: moment) {
      case .misuse: return false
      case .nowhere: return true
      case .one(let receiver):
        keepConfig(head, frame, &state)
        deliver(frame, head, to: receiver, &state, at: now)
      case .viewers:
        // All the queues share the bytes that came.
        keepConfig(head, frame, &state)
        for viewer in state.outboxes.keys where state.core.mayReceive(viewer) {
          deliver(frame, head, to: viewer, &state, at: now)
        }
      }
      return true
    }
  }

  private func keepConfig(_ head: FrameHead, _ frame: Frame, _ state: inout State) {
    if head.kind == .config, head.to == FrameHead.everybody {
      state.core.lastConfig = (head.epoch, frame)
    }
  }

  private func deliver(
    _ frame: Frame, _ head: FrameHead, to number: Int, _ state: inout State, at now: UInt64
  ) {
    guard let outbox = state.outboxes[number] else { return }
    metrics.frames.add(1)
    metrics.bytes.add(frame.bytes.count)
    switch outbox.offer(frame, head.kind, from: head.from, at: now) {
    case .kept: break
    case .dropped: metrics.drops.add(1)
    case .overflowed(let dropped):
      metrics.drops.add(dropped)
      say(
        Frame([
          "type": "congestion", "viewer": .integer(Int64(number)),
          "dropped": .integer(Int64(dropped)),
          "queuedBytes": .integer(Int64(outbox.waitingBytes)),
        ]), to: 0, state, at: now)
    case .tooSlow:
      outbox.close(.tooSlow)
    }
  }

  /// What time brings, four times a second.
  func tick(at moment: Moment) {
    try? perform { state throws(RemoteSessionRefusal) in
      let now = Timer.nanoseconds()
      for (number, outbox) in state.outboxes
      where state.core.mayReceive(number) && outbox.asksForKey(at: now) {
        state.requests.wish()
      }
      askForKey(&state, at: now)
      return ((), state.core.advance(to: moment))
    }
  }
}

extension Frame {
  init(_ json: JSON) {
    self.init(.text, json.serialized())
  }
}

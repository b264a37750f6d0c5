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
    /// What the observer hasn't heard yet, and whether somebody is telling it.
    var untold: [RemoteSessionProgress] = []
    var isTelling = false
    /// All bytes when the last sign of life was noted.
    var desktopBytes: Int64 = 0
    /// Where the sharer has come from.
    var sharerNetwork: IPAddress?
  }

  let name: String
  /// The event loop of all who are in it.
  let loop: EventLoop?
  let state: Mutex<State>
  private unowned let relay: Relay
  private let observer: Relay.Observer
  private var metrics: RelayMetrics { relay.metrics }

  init(
    name: String, openedAt: Moment, loop: EventLoop?, relay: Relay,
    observer: @escaping Relay.Observer
  ) {
    self.name = name
    self.loop = loop
    self.relay = relay
    self.observer = observer
    var core = RoomCore(name: name, openedAt: openedAt)
    core.desktopForms = relay.desktopForms
    state = Mutex(State(core: core))
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
    state.withLock { state in
      state.core.counts.bytes += pipe.takeBytes()
      state.pipes.removeAll { $0 === pipe }
    }
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
    let (result, isTeller) = state.withLock { state -> (Result<T, RemoteSessionRefusal>, Bool) in
      for pipe in state.pipes { state.core.counts.bytes += pipe.takeBytes() }
      do throws(RemoteSessionRefusal) {
        let (value, actions) = try body(&state)
        carryOut(actions, &state)
        for pipe in state.pipes { pipe.follow(state.core.session) }
        return (.success(value), queueReport(&state))
      } catch {
        return (.failure(error), queueReport(&state))
      }
    }
    if isTeller { tell() }
    return try result.get()
  }

  /// Queues what has happened.
  ///
  /// - Returns: Whether the caller is to tell it; else another thread is about to.
  private func queueReport(_ state: inout State) -> Bool {
    let events = state.core.takeEvents()
    guard !events.isEmpty else { return false }
    state.untold.append(RemoteSessionProgress(name: name, core: state.core, events: events))
    guard !state.isTelling else { return false }
    state.isTelling = true
    return true
  }

  /// Tells what was queued, outside of the lock; one thread at a time, so that nothing overtakes.
  private func tell() {
    while true {
      let report = state.withLock { state -> RemoteSessionProgress? in
        guard !state.untold.isEmpty else {
          state.isTelling = false
          return nil
        }
        return state.untold.removeFirst()
      }
      guard let report else { return }
      observer(report)
    }
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
      case .desktop(let wish, let number): fulfil(wish, of: number, &state, at: now)
      case .end(let json):
        let frame = Frame(json)
        for outbox in state.outboxes.values { outbox.close(.sessionEnded, last: frame) }
        state.outboxes = [:]
      }
    }
  }

  /// Asks the listener of desktops; what it says is for the citizen and for whoever asked.
  private func fulfil(
    _ wish: DesktopWish, of number: Int, _ state: inout State, at now: UInt64
  ) {
    let answer = relay.grant(wish, for: name, from: state.sharerNetwork)
    switch (wish, answer) {
    case (.takeAnother, .bool(true)?):
      for pipe in state.pipes { pipe.end.open() }
    case (.takeAnother, _): break
    case (.invite, let told?):
      for receiver in Set([0, number]) { say(Frame(told), to: receiver, state, at: now) }
    case (.invite, nil):
      say(Frame(RoomCore.noDesktops), to: number, state, at: now)
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
      state.noteDesktop(at: moment)
      return ((), state.core.advance(to: moment))
    }
  }
}

extension Room.State {
  /// Somebody who works on a shared desktop isn't idle, although no frame comes by here.
  fileprivate mutating func noteDesktop(at moment: Moment) {
    guard core.counts.bytes != desktopBytes else { return }
    desktopBytes = core.counts.bytes
    if !pipes.isEmpty { core.session.touch(at: moment) }
  }
}

extension Frame {
  init(_ json: JSON) {
    self.init(.text, json.serialized())
  }
}

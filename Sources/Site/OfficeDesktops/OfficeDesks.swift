import Basics
import Storage
import Synchronization
import Ticketing
import Wire

/// The office machines that are on the line, each waiting to be asked.
///
/// Any thread; guarded by `state`. What is lost with the process is said again by the next call.
final class OfficeDesks: Sendable {
  /// What a machine is asked: to dial out once with this word.
  struct Work: Sendable, Equatable {
    let word: String
    let dialBy: Moment
    let endsAt: Moment
  }

  /// How long a machine is kept on the line.
  static let callTime = Duration.seconds(25)

  private struct Line {
    var waiting: Gate?
    var work: Work?
    var calledAt: Moment?
  }

  private struct State {
    var lines: [Identifier<OfficeDesktop>: Line] = [:]
    var isFinished = false
  }

  private let state = Mutex(State())

  /// When a machine last was on the line; `now` if it is.
  func calledAt(_ id: Identifier<OfficeDesktop>, at now: Moment) -> Moment? {
    state.withLock { state in
      let line = state.lines[id]
      return line?.waiting == nil ? line?.calledAt : now
    }
  }

  /// Notes that a machine has called.
  func noteCall(_ id: Identifier<OfficeDesktop>, at now: Moment) {
    state.withLock { $0.lines[id, default: Line()].calledAt = now }
  }

  /// Asks a machine to dial out; it hears it now, or with its next call.
  func ask(_ id: Identifier<OfficeDesktop>, _ work: Work) {
    let waiting = state.withLock { state in
      state.lines[id, default: Line()].work = work
      return state.lines[id]?.waiting
    }
    waiting?.open()
  }

  /// A machine is to hear nothing any more.
  func forget(_ id: Identifier<OfficeDesktop>) {
    state.withLock { $0.lines.removeValue(forKey: id) }?.waiting?.open()
  }

  /// Keeps a machine on the line until it is asked, the time is over, or it calls again.
  func wait(
    _ id: Identifier<OfficeDesktop>, clock: @Sendable () -> Moment
  ) async -> Work? {
    let gate = Gate()
    let (older, isAsked) = state.withLock { state -> (Gate?, Bool) in
      var line = state.lines[id] ?? Line()
      let older = line.waiting
      line.waiting = gate
      state.lines[id] = line
      return (older, line.work != nil || state.isFinished)
    }
    older?.open()
    if !isAsked {
      await withTaskGroup { group in
        group.addTask { await gate.wait() }
        group.addTask { try? await Timer.sleep(for: Self.callTime) }
        await group.next()
        group.cancelAll()
      }
    }
    let now = clock()
    return state.withLock { state in
      guard state.lines[id]?.waiting === gate else { return nil }
      let work = state.lines[id]?.work
      state.lines[id] = Line(calledAt: now)
      return work.flatMap { $0.dialBy > now ? $0 : nil }
    }
  }

  /// Lets all of them go, so that a stopping server can drain.
  func finish() {
    let lines = state.withLock { state in
      state.isFinished = true
      return Array(state.lines.values)
    }
    for line in lines { line.waiting?.open() }
  }
}

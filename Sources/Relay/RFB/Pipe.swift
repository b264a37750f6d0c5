import Synchronization
import Ticketing
import Wire

/// One desktop and one viewer of it: what is allowed right now, and how much has passed.
///
/// Any thread.
final class Pipe: Sendable {
  private let sees = Atomic<Bool>(false)
  private let acts = Atomic<Bool>(false)
  private let bytes = Atomic<Int>(0)
  /// Opens when it is over.
  let end = Gate()

  var maySee: Bool { sees.load(ordering: .acquiring) }
  var mayAct: Bool { acts.load(ordering: .acquiring) }

  /// Takes over what the session's rules say.
  func follow(_ session: RemoteSession) {
    let isShown = session.source == .vnc && !session.isPaused && session.ending == nil
    sees.store(isShown, ordering: .releasing)
    acts.store(isShown && session.has(.control), ordering: .releasing)
    if session.ending != nil { end.open() }
  }

  /// Allows everything: the viewer works on their own desktop.
  func allowAll() {
    sees.store(true, ordering: .releasing)
    acts.store(true, ordering: .releasing)
  }

  /// Notes what has passed.
  func count(_ more: Int) {
    bytes.wrappingAdd(more, ordering: .relaxed)
  }

  /// How much has passed since this was last asked.
  func takeBytes() -> Int64 {
    Int64(bytes.exchange(0, ordering: .relaxed))
  }
}

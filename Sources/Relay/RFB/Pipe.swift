import Synchronization
import Ticketing
import Wire

/// One desktop and one viewer of it: what the citizen allows right now.
///
/// Any thread.
final class Pipe: Sendable {
  private let sees = Atomic<Bool>(false)
  private let acts = Atomic<Bool>(false)
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
}

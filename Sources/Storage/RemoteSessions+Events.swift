import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// Keeps what has happened in a session, in its own list and in its ticket's time line.
  ///
  /// - Returns: The ticket, for those who watch it.
  public func record(_ progress: RemoteSessionProgress) throws -> Identifier<Ticket> {
    let session = try remoteSession(named: progress.name)
    let isOver = session.endedAt != nil
    // A session that was ended here has its end already; a relay elsewhere tells its own.
    for event in progress.events where !isOver || event.step != .ended {
      try append(event, to: session, staff: progress.staff)
    }
    guard !isOver || session.receipt == nil else { return session.ticket }
    if let ending = progress.ending {
      try setEnd(of: session.id, ending.reason, at: ending.at)
    }
    guard !isOver || progress.ending != nil else { return session.ticket }
    try connection.execute(
      """
      UPDATE remote_session SET bytes = :bytes, frames = :frames, codec = :codec,
        receipt = :receipt, phase = :phase
      WHERE id = :id
      """,
      [
        "id": .id(session.id), "bytes": .integer(progress.bytes),
        "frames": .integer(progress.frames), "codec": .optional(progress.codec),
        "receipt": .optional(progress.receipt), "phase": .text(progress.phase.rawValue),
      ]
    )
    return session.ticket
  }

  func append(
    _ event: RemoteSessionEvent, to session: RemoteSessionRecord,
    staff: [Int: Identifier<Staff>], concerning colleague: Identifier<Staff>? = nil
  ) throws {
    let actor: TicketEvent.Actor =
      switch event.actor {
      case .sharer: .citizen
      case .viewer(let number): staff[number].map { .staff($0) } ?? .desk
      case .desk: .desk
      }
    let (word, who) = actor.stored
    var viewer = event.viewer
    if case .viewer(let number) = event.actor, viewer == nil { viewer = number }
    try connection.execute(
      """
      INSERT INTO remote_session_event (session, at, actor, staff, step, detail, viewer)
      VALUES (:session, :at, :actor, :staff, :step, :detail, :viewer)
      """,
      [
        "session": .id(session.id), "at": .moment(event.at), "actor": .text(word),
        "staff": .id(who), "step": .text(event.step.rawValue),
        "detail": .optional(event.detail), "viewer": .optional(viewer),
      ]
    )
    var detail = event.step.rawValue + (event.detail.map { ":" + $0 } ?? "")
    // Whom it concerns, where that is somebody of the staff who didn't do it.
    if let concerned = colleague ?? event.viewer.flatMap({ staff[$0] }), concerned != who {
      detail += ":@\(concerned.rawValue)"
    }
    try append(
      TicketEvent(at: event.at, actor: actor, kind: .remote, detail: detail), to: session.ticket)
  }
}

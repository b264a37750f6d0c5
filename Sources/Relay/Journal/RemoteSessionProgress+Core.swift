import Basics
import Ticketing

extension RemoteSessionProgress {
  /// What a room tells: the steps that were taken, and its sums; nothing of what was on the screen.
  init(name: String, core: RoomCore, events: [RemoteSessionEvent]) {
    var staff = core.session.people.compactMapValues(\.staff)
    for visit in core.session.history.visits {
      if let id = visit.person.staff { staff[visit.person.number] = id }
    }
    self.init(
      name: name, events: events, staff: staff, phase: core.session.phase,
      ending: core.session.ending, bytes: core.counts.bytes, frames: core.counts.frames,
      codec: core.session.history.codec,
      receipt: core.session.ending.map { core.receipt($0).text })
  }
}

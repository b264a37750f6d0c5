import Basics
import Storage
import Ticketing

/// What a desk tells above its list: an alarm, colleagues who ask for help, sessions to look at.
struct DeskNews: Sendable {
  let invitations: [RemoteSessionInvitation]
  let live: [RemoteSessionRecord]

  init(for staff: Staff, _ ledger: Ledger) throws {
    invitations = try ledger.invitations(of: staff.id)
    let supervised = staff.organisations(allowing: .supervise)
    live = supervised.isEmpty ? [] : try ledger.liveRemoteSessions(in: supervised)
  }
}

extension DeskView {
  /// The news as a page takes them; nil when there are none.
  func describe(_ news: DeskNews) -> JSON? {
    var object = JSONObject()
    if !session.staff.organisations(allowing: .supervise).isEmpty,
      let at = visit.site.remote.alarm(at: visit.now)
    {
      object["alarm"] = ["clock": .string(clock(at))]
    }
    let invitations = news.invitations.map { invitation -> JSON in
      [
        "href": .string("/agent/sessions/\(invitation.session.name)"),
        "who": .string(names[invitation.by] ?? ""),
        "role": .string(text("session.\(invitation.role.rawValue)")),
      ]
    }
    if !invitations.isEmpty { object["invitations"] = ["items": .array(invitations)] }
    let live = news.live.filter { $0.staff != session.staff.id }.map { session -> JSON in
      [
        "href": .string("/agent/sessions/\(session.name)"),
        "who": .string(names[session.staff] ?? ""),
        "clock": .string(clock(session.openedAt)),
        "state": .string(text("remote.phases.\(session.phase.rawValue)")),
      ]
    }
    if !live.isEmpty { object["live"] = ["items": .array(live)] }
    return object.isEmpty ? nil : .object(object)
  }

  private func clock(_ moment: Moment) -> String {
    guard let id = organisations.first, let organisation = visit.desk.directory.organisation(id)
    else { return "" }
    return phrases(organisation).dayAndClock(moment).clock
  }
}

import Basics
import HTTP
import Storage
import Ticketing

extension DeskView {
  /// The lines of a queue, what is due first at the top.
  func list(_ queue: Queue, current reference: Reference?) -> JSON {
    let items: [JSON]
    let count: Int
    switch queue {
    case .due:
      items = promises.compactMap { line($0, queue, reference) }
      count = promiseCount
    case .mine:
      items = mine.compactMap { line($0, queue, reference) }
      count = items.count
    case .open:
      items = open.compactMap { line($0, reference) }
      count = openCount
    }
    return [
      "title": .string(text("queues.\(queue.rawValue)")),
      "count": .integer(Int64(count)),
      "items": .array(items),
    ]
  }

  func risk(_ risk: Risk) -> JSON {
    let level =
      switch risk {
      case .late: "late"
      case .soon: "soon"
      case .later, .due: "calm"
      }
    return ["level": .string(level), "word": .string(text("risk.\(level)"))]
  }

  /// By when a promise is due: its window's end, or the next try when that comes later.
  func due(_ promise: Promise, _ phrases: Phrases) -> JSON {
    let moment = max(promise.window.end, promise.notBefore)
    return [
      "in": .string(phrases.relative(moment, now: visit.now)),
      "clock": .string(phrases.dayAndTime(moment, now: visit.now)),
      "at": .string(moment.rfc3339(in: phrases.zone)),
    ]
  }

  private func line(_ promise: Promise, _ queue: Queue, _ current: Reference?) -> JSON? {
    guard let organisation = visit.desk.directory.organisation(promise.organisation) else {
      return nil
    }
    let phrases = phrases(organisation)
    let isMine = promise.claim?.by == session.staff.id
    var line: JSONObject = [
      "id": .string(String(promise.id.rawValue)),
      "href": .string("/agent/tickets/\(promise.reference)?queue=\(queue.rawValue)"),
      "current": .bool(promise.reference == current),
      "due": due(promise, phrases),
      "risk": risk(Risk(of: promise, at: visit.now)),
      "name": .string(promise.citizen.name),
      "phone": .string(promise.citizen.phone?.spoken ?? ""),
      "organisation": .string(organisation.name(in: language)),
      "matter": .string(phrases.matter(promise.matter)),
      "mine": .bool(isMine),
      "return": .string("/agent?queue=\(queue.rawValue)"),
    ]
    if !promise.attempts.isEmpty {
      line["attempt"] = .string(
        phrases.format("desk.attempt", ["number": String(promise.attempts.count + 1)])
      )
    }
    if let claim = promise.claim { line["claimedBy"] = .string(names[claim.by] ?? "") }
    if promise.claim == nil {
      line["claim"] = .string("/agent/callbacks/\(promise.id.rawValue)/claim")
    }
    return .object(line)
  }

  private func line(_ ticket: Ticket, _ current: Reference?) -> JSON? {
    guard let organisation = visit.desk.directory.organisation(ticket.organisation) else {
      return nil
    }
    let phrases = phrases(organisation)
    let name = ticket.citizen.map(\.name) ?? ""
    return [
      "id": .string("t\(ticket.id.rawValue)"),
      "href": .string("/agent/tickets/\(ticket.reference)?queue=open"),
      "current": .bool(ticket.reference == current),
      "risk": risk(.later),
      "name": .string(name.isEmpty ? ticket.reference.description : name),
      "phone": .string(ticket.citizen?.phone?.spoken ?? ""),
      "organisation": .string(organisation.name(in: language)),
      "matter": .string(phrases.matter(ticket.subject)),
    ]
  }
}

import Basics
import HTTP
import Storage
import Templates
import Ticketing

/// What the citizen keeps of a session that has ended: to be printed or saved, without script.
enum AssistReceipt {
  static func show(_ visit: Visit) async throws -> Response {
    guard let session = try await visit.citizensSession() else { return visit.seeOther("/assist") }
    guard let organisation = visit.desk.directory.organisation(session.organisation) else {
      throw TicketingError.notFound
    }
    var context = visit.context(visit.language(of: organisation), organisation)
    context["receipt"] = .object(try await describe(session, visit, organisation))
    return visit.page("assist-receipt", context)
  }

  private static func describe(
    _ session: RemoteSessionRecord, _ visit: Visit, _ organisation: Organisation
  ) async throws -> JSONObject {
    let language = visit.language(of: organisation)
    let phrases = visit.phrases(language, organisation)
    let reference = try await visit.desk.look { try $0.ticket(session.ticket).reference }
    let moment = { (moment: Moment) in
      let when = phrases.dayAndClock(moment)
      return when.day + ", " + when.clock
    }
    var object: JSONObject = [
      "organisation": .string(organisation.name(in: language)),
      "reference": .string(reference.description),
      "from": .string(moment(session.codeUsedAt ?? session.openedAt)),
    ]
    guard let endedAt = session.endedAt else {
      object["isOpen"] = true
      return object
    }
    object["until"] = .string(moment(endedAt))
    if let reason = session.reason {
      object["reason"] = .string(phrases.text("remote.reasons.\(reason.rawValue)"))
    }
    guard let kept = session.receipt, let receipt = try? JSON(parsing: kept).object else {
      return object
    }
    let clock = { (value: JSON?) in
      phrases.dayAndClock(Moment(milliseconds: value?.integer ?? 0)).clock
    }
    let span = { (line: JSON) in "\(clock(line["from"]))–\(clock(line["until"]))" }
    object["people"] = .array(
      (receipt["people"]?.array ?? []).filter { $0["role"] != "sharer" }.map { person in
        [
          "name": person["name"] ?? .null, "span": .string(span(person)),
          "role": .string(phrases.text("session.\(person["role"]?.string ?? "")")),
        ]
      })
    object["sources"] = .array(
      (receipt["what"]?.array ?? []).compactMap(\.string).map {
        ["name": .string(phrases.text("remote.details.\($0)"))]
      })
    let grants = (receipt["granted"]?.array ?? []).map { grant -> JSON in
      [
        "name": .string(phrases.text("remote.details.\(grant["right"]?.string ?? "")")),
        "span": .string(span(grant)),
      ]
    }
    if !grants.isEmpty { object["grants"] = ["items": .array(grants)] }
    return object
  }
}

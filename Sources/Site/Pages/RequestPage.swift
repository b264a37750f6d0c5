import Basics
import HTTP
import Storage
import Ticketing

/// The promise that was made: see it, move it, call it off.
enum RequestPage {
  static func show(_ visit: Visit) async throws -> Response {
    let promise = try await visit.promise()
    let known: Set = ["made", "moved"]
    let news = visit.request.query["news"].flatMap { known.contains($0) ? $0 : nil }
    return try await page(visit, promise, news: news, faults: [])
  }

  static func move(_ visit: Visit) async throws -> Response {
    try visit.site.limits.admit(.booking, visit.address, at: visit.now)
    let window = visit.chosenWindow(try await visit.form())
    let token = try visit.part("token")
    do {
      _ = try await visit.move(token: token, to: window)
      return visit.seeOther("/request/\(token)?news=moved")
    } catch TicketingError.invalid(let faults) {
      return try await page(visit, try await visit.promise(), news: nil, faults: faults)
    } catch TicketingError.windowFull {
      let full = [Fault("window", "full")]
      return try await page(
        visit, try await visit.promise(), news: nil, faults: full, status: .conflict
      )
    }
  }

  static func cancel(_ visit: Visit) async throws -> Response {
    try visit.site.limits.admit(.booking, visit.address, at: visit.now)
    _ = try await visit.form()
    let token = try visit.part("token")
    _ = try await visit.cancel(token: token)
    return visit.seeOther("/request/\(token)")
  }

  static func calendar(_ visit: Visit) async throws -> Response {
    let promise = try await visit.promise()
    guard let organisation = visit.desk.directory.organisation(promise.organisation) else {
      throw TicketingError.notFound
    }
    let phrases = visit.phrases(visit.language(of: organisation), organisation)
    let entry = CalendarEntry(promise, organisation, phrases)
    var response = Response(.ok, "text/calendar; charset=utf-8", entry.bytes(at: visit.now))
    response.fields.append(
      "Content-Disposition", "attachment; filename=\"\(promise.reference).ics\""
    )
    return response
  }

  private static func page(
    _ visit: Visit,
    _ promise: Promise,
    news: String?,
    faults: [Fault],
    status: Status? = nil
  ) async throws -> Response {
    guard let organisation = visit.desk.directory.organisation(promise.organisation) else {
      throw TicketingError.notFound
    }
    let language = visit.language(of: organisation)
    let phrases = visit.phrases(language, organisation)
    var context = visit.context(language, organisation)
    context["is"] = .object([stateName(promise): true])
    context["promise"] = describe(promise, organisation, phrases)
    if let news { context["news"] = .string(phrases.text("request.\(news)")) }
    let calls = promise.attempts.count
    if promise.state == .waiting, calls > 0 {
      context["attempts"] = .string(
        phrases.format(
          calls == 1 ? "promise.attemptsOne" : "promise.attemptsMany", ["count": String(calls)]
        )
      )
    }
    if promise.state == .waiting {
      try await offerChanges(visit, promise, organisation, phrases, faults, &context)
    }
    if promise.state == .cancelled || promise.state == .unreached {
      context["again"] = .string("/\(organisation.slug)/call-me")
    }
    if promise.state == .reached {
      let invitation = try await visit.desk.look { try $0.invitation(ofTicket: promise.ticket) }
      if let invitation { context["rateHref"] = .string("/rate/" + invitation.token) }
    }
    if !faults.isEmpty { context["faults"] = visit.faults(faults, in: language) }
    return visit.page(
      "request", context, status: status ?? (faults.isEmpty ? .ok : .unprocessableContent)
    )
  }

  private static func stateName(_ promise: Promise) -> String {
    promise.state == .claimed ? "calling" : promise.state.rawValue
  }

  private static func describe(
    _ promise: Promise,
    _ organisation: Organisation,
    _ phrases: Phrases
  ) -> JSON {
    [
      "reference": .string(promise.reference.description),
      "day": .string(phrases.day(organisation.zone.date(at: promise.window.start))),
      "hours": .string(phrases.between(promise.window, madeAt: promise.madeAt)),
      "phone": .string(promise.citizen.phone?.spoken ?? ""),
      "matter": .string(phrases.matter(promise.matter)),
      "language": .string(phrases.text("languages.\(promise.language.rawValue)")),
    ]
  }

  private static func offerChanges(
    _ visit: Visit,
    _ promise: Promise,
    _ organisation: Organisation,
    _ phrases: Phrases,
    _ faults: [Fault],
    _ context: inout JSONObject
  ) async throws {
    let now = visit.now
    let offered = try await visit.desk.look {
      try $0.offer(of: organisation.id, from: nil, days: Visit.formDays, at: now)
    }
    let path = "/request/\(promise.token)"
    context["calendarHref"] = .string(path + "/request.ics")
    var move = visit.windowChoices(offered, chosen: "", faults, phrases, organisation)
    move["action"] = .string(path + "/move")
    move["open"] = .bool(!faults.isEmpty)
    context["move"] = .object(move)
    context["cancel"] = ["action": .string(path + "/cancel"), "open": false]
    let topic = Topic(rawValue: promise.matter)
    if let topic,
      let items = context["t"]?["have"]?[topic.rawValue]?.array
    {
      context["have"] = ["items": .array(items)]
    }
  }
}

extension Visit {
  /// The promise that the path's token opens.
  func promise() async throws -> Promise {
    let token = try part("token")
    return try await desk.look { try $0.promise(token: token) }
  }
}

import Basics
import HTTP
import Storage
import Templates
import Ticketing

/// What one agent sees of the desk: their councils, queues, and names of colleagues.
struct DeskView {
  /// The queues of the first line.
  enum Queue: String, CaseIterable {
    /// Calls that are owed.
    case due
    /// Calls that this agent holds.
    case mine
    /// Matters that aren't finished.
    case open
  }

  /// How many lines a queue shows.
  static let linesMax = 100

  let visit: Visit
  let session: Session
  let language: Language
  let organisations: [Identifier<Organisation>]
  let promises: [Promise]
  let promiseCount: Int
  let open: [Ticket]
  let openCount: Int
  let names: [Identifier<Staff>: String]
  let news: DeskNews
  /// Whether there is an office computer to reach, or to register.
  let hasDesktops: Bool
  /// Whether somebody is connected to this agent's own office computer.
  let isDesktopInUse: Bool

  init(_ visit: Visit, _ session: Session) async throws {
    self.visit = visit
    self.session = session
    let organisations = session.staff.organisations(allowing: .answer)
    self.organisations = organisations
    language = visit.language(of: organisations.first.flatMap(visit.desk.directory.organisation))
    let administers = !session.staff.organisations(allowing: .administer).isEmpty
    let own: [OfficeDesktop]
    (promises, promiseCount, open, openCount, names, news, own, isDesktopInUse) =
      try await visit.desk.look { ledger in
        let own = try ledger.officeDesktops(of: session.staff.id)
        return (
          try ledger.livePromises(in: organisations, limit: Self.linesMax),
          try ledger.livePromiseCount(in: organisations),
          try ledger.tickets(
            in: organisations, open: true, before: nil, limit: Self.linesMax
          ),
          try ledger.openTicketCount(in: organisations),
          try ledger.staffNames(),
          try DeskNews(for: session.staff, ledger),
          own, try own.contains { try ledger.liveConnection(to: $0.id) != nil }
        )
      }
    hasDesktops = administers || !own.isEmpty
  }

  var mine: [Promise] { promises.filter { $0.claim?.by == session.staff.id } }

  func phrases(_ organisation: Organisation) -> Phrases {
    visit.phrases(language, organisation)
  }

  /// What is wrong with a form, in the agent's language.
  func sentences(_ faults: [Fault]) -> String {
    faults.map { visit.site.texts.sentence(for: $0, in: language) }.joined(separator: " ")
  }

  func text(_ key: String) -> String { visit.site.texts.text(key, in: language.rawValue) }

  /// What every page of the desk takes.
  func context(current queue: Queue?) -> JSONObject {
    var context = visit.context(language)
    context["staff"] = [
      "name": .string(session.staff.name),
      "supervisor": .bool(!session.staff.organisations(allowing: .supervise).isEmpty),
    ]
    context["csrf"] = .string(session.csrf)
    context["signOut"] = "/agent/sign-out"
    context["newHref"] = "/agent/contacts/new"
    if hasDesktops { context["desktopsHref"] = "/agent/desktops" }
    context["desktopInUse"] = .bool(isDesktopInUse)
    context["listHref"] = .string("/agent/list?queue=\((queue ?? .due).rawValue)")
    context["number"] = .string(visit.number(of: session.staff).spoken)
    if let news = describe(news) { context["news"] = news }
    context["queues"] = .array(Queue.allCases.map { describe($0, isCurrent: $0 == queue) })
    context["desks"] = .array(organisations.compactMap(describe))
    if let flash = visit.request.query["did"], Self.flashes.contains(flash) {
      context["flash"] = .string(text("desk.\(flash)"))
    }
    if let fault = visit.request.query["fault"], Self.faults.contains(fault) {
      context["fault"] = .string(text("problems.\(fault).detail"))
    }
    return context
  }

  private static let flashes: Set = [
    "saved", "claimed", "closed", "reopened", "attempted", "revoked", "disconnected",
  ]
  private static let faults: Set = [
    "already-claimed", "promise-ended", "already-closed", "not-closed", "invalid",
  ]

  private func describe(_ queue: Queue, isCurrent: Bool) -> JSON {
    var object: JSONObject = [
      "id": .string(queue.rawValue),
      "name": .string(text("queues.\(queue.rawValue)")),
      "href": .string("/agent?queue=\(queue.rawValue)"),
      "current": .bool(isCurrent),
    ]
    switch queue {
    case .due:
      object["count"] = .integer(Int64(promiseCount))
      let late = promises.count { Risk(of: $0, at: visit.now) == .late }
      if late > 0 { object["late"] = .integer(Int64(late)) }
    case .mine: object["count"] = .integer(Int64(mine.count))
    case .open: object["count"] = .integer(Int64(openCount))
    }
    return .object(object)
  }

  private func describe(_ id: Identifier<Organisation>) -> JSON? {
    guard let organisation = visit.desk.directory.organisation(id) else { return nil }
    let status = organisation.hours.status(at: visit.now)
    var isOpen = false
    if case .open = status { isOpen = true }
    return [
      "name": .string(organisation.name(in: language)),
      "open": .bool(isOpen),
      "openText": .string(phrases(organisation).openText(status, at: visit.now)),
    ]
  }
}

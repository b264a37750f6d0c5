import Basics
import HTTP
import Storage
import Templates
import Ticketing

/// The councils, and how to reach each.
enum CouncilPages {
  /// How far ahead days with other hours are announced.
  private static let exceptionsDays = 45

  static func all(_ visit: Visit) async throws -> Response {
    let language = visit.language()
    var context = visit.context(language)
    context["organisations"] = .array(
      visit.desk.directory.organisations.map { organisation in
        var object = visit.context(language, organisation)["organisation"]?.object ?? [:]
        object["href"] = .string("/" + organisation.slug)
        return .object(object)
      }
    )
    return visit.page("councils", context)
  }

  static func one(_ visit: Visit) async throws -> Response {
    let organisation = try visit.organisation()
    let language = visit.language(of: organisation)
    let phrases = visit.phrases(language, organisation)
    let today = organisation.zone.date(at: visit.now)
    var context = visit.context(language, organisation)
    context["hours"] = .array(
      phrases.week(organisation.hours, today: today.weekday).map { row in
        [
          "days": .string(row.days), "text": .string(row.text),
          "today": .bool(row.today && organisation.hours.exceptions[today] == nil),
        ]
      }
    )
    let exceptions = phrases.exceptions(organisation.hours, from: today, days: exceptionsDays)
    if !exceptions.isEmpty {
      context["exceptions"] = [
        "days": .array(
          exceptions.map { ["day": .string($0.day), "text": .string($0.text)] }
        )
      ]
    }
    let now = visit.now
    let (offered, publications) = try await visit.desk.look { ledger in
      (
        try ledger.offer(of: organisation.id, from: nil, days: 7, at: now),
        try ledger.publications(of: organisation.id)
      )
    }
    var callMe: JSONObject = ["href": .string("/\(organisation.slug)/call-me")]
    if let next = offered.first(where: { $0.window.kind != .soon && $0.window.kind != .slot }) {
      callMe["next"] = .string(phrases.label(next.window, at: now))
    }
    context["callMe"] = .object(callMe)
    if let latest = publications.first {
      context["activity"] = [
        "href": .string("/\(organisation.slug)/activity"),
        "month": .string(phrases.month(latest.month)),
      ]
    }
    return visit.page("organisation", context)
  }

  static func privacy(_ visit: Visit) async throws -> Response {
    let organisation = try visit.organisation()
    let language = visit.language(of: organisation)
    var context = visit.context(language, organisation)
    var controller: JSONObject = ["name": .string(organisation.name(in: language))]
    if let email = organisation.email { controller["email"] = .string(email.text) }
    context["controller"] = .object(controller)
    context["retention"] = .array(
      ["person", "ticket", "document", "rating"].map { kind in
        [
          "what": .string(site(visit, "retention.\(kind).what", language)),
          "span": .string(site(visit, "retention.\(kind).span", language)),
        ]
      }
    )
    return visit.page("privacy", context)
  }

  static func accessibility(_ visit: Visit) async throws -> Response {
    let organisation = try visit.organisation()
    let language = visit.language(of: organisation)
    return visit.page("accessibility", visit.context(language, organisation))
  }

  private static func site(_ visit: Visit, _ key: String, _ language: Language) -> String {
    visit.site.texts.text(key, in: language.rawValue)
  }
}

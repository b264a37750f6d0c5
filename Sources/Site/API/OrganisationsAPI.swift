import Basics
import HTTP
import Storage
import Ticketing

/// What anybody may ask of a council.
enum OrganisationsAPI {
  /// How long a council's answer may be kept by others.
  private static let cacheControl = "public, max-age=30"
  /// How many days one question about windows may span.
  static let daysMax = 31

  static func show(_ visit: Visit) async throws -> Response {
    try visit.site.councilAnswers.answer(
      try visit.part("org"), in: visit.desk.directory, at: visit.now
    ) { organisation in
      var response = Response.json(.ok, describe(organisation, at: visit.now))
      response.fields.append("Cache-Control", cacheControl)
      return response
    }
  }

  static func describe(_ organisation: Organisation, at now: Moment) -> JSON {
    var names = JSONObject()
    for language in organisation.languages {
      names[language.rawValue] = organisation.names[language].map { .string($0) }
    }
    var object: JSONObject = [
      "slug": .string(organisation.slug),
      "names": .object(names),
      "timeZone": .string(organisation.zone.identifier),
      "phone": organisation.phone.map { .string($0.e164) } ?? .null,
      "email": organisation.email.map { .string($0.text) } ?? .null,
      "languages": .array(organisation.languages.map { .string($0.rawValue) }),
    ]
    switch organisation.hours.status(at: now) {
    case .open(let until):
      object["open"] = true
      object["until"] = .string(until.rfc3339(in: organisation.zone))
    case .closed(let opens):
      object["open"] = false
      object["opens"] = opens.map { .string($0.rfc3339(in: organisation.zone)) } ?? .null
    }
    return .object(object)
  }

  static func windows(_ visit: Visit) async throws -> Response {
    let organisation = try visit.organisation()
    var finder = FaultFinder()
    let from = visit.request.query["from"].map { CivilDate($0) }
    if case .some(.none) = from { finder.note("from", "malformed") }
    let days = visit.request.query["days"].map { Int($0) }
    if case .some(.none) = days { finder.note("days", "malformed") }
    if let days = days ?? nil, !(1...daysMax).contains(days) { finder.note("days", "range") }
    try finder.finish()
    let now = visit.now
    let offered = try await visit.desk.look {
      try $0.offer(of: organisation.id, from: from ?? nil, days: (days ?? nil) ?? 5, at: now)
    }
    return .json(
      .ok,
      ["windows": .array(offered.map { visit.offered($0, in: organisation) })]
    )
  }
}

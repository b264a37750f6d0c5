import Basics
import HTTP
import Storage
import Ticketing

/// The form with which somebody asks to be called.
enum CallMePage {
  static func show(_ visit: Visit) async throws -> Response {
    let organisation = try visit.organisation()
    var form = BookingForm()
    form.language = visit.language(of: organisation).rawValue
    if !organisation.languages.contains(Language(rawValue: form.language)) {
      form.language = organisation.languages.first?.rawValue ?? ""
    }
    return try await page(visit, organisation, form, details: "", faults: [])
  }

  static func submit(_ visit: Visit) async throws -> Response {
    let organisation = try visit.organisation()
    try visit.site.limits.admit(.booking, visit.address, at: visit.now)
    let fields = try await visit.form()
    var form = BookingForm()
    form.window = visit.chosenWindow(fields)
    form.name = fields["name"] ?? ""
    form.phone = fields["phone"] ?? ""
    form.email = fields["email"] ?? ""
    form.nif = fields["nif"] ?? ""
    form.topic = fields["matter"] ?? ""
    form.language = fields["language"] ?? ""
    form.consent = fields["consent"] != nil
    let details = fields["details"] ?? ""
    form.matter = PlainText.clean(details, lines: true).isEmpty ? form.topic : details
    // Only a robot fills in the field that nobody sees.
    let isRobot = fields["website"].map { !$0.isEmpty } ?? false
    do {
      guard !isRobot else { throw TicketingError.invalid([Fault("form", "malformed")]) }
      guard !form.topic.isEmpty else { throw try missingMatter(form, organisation) }
      let promise = try await visit.book(try Booking(form, for: organisation), organisation)
      var response = visit.seeOther("/request/\(promise.token)?news=made")
      response.fields.append("Set-Cookie", AlreadyPromisedPage.cookie(promise, visit))
      return response
    } catch let error as TicketingError {
      return try await answer(to: error, visit, organisation, form, details: details)
    }
  }

  /// All faults of a form whose first question is unanswered.
  private static func missingMatter(
    _ form: BookingForm,
    _ organisation: Organisation
  ) throws -> TicketingError {
    var probe = form
    probe.matter = "-"
    do {
      _ = try Booking(probe, for: organisation)
      return .invalid([Fault("matter", "empty")])
    } catch {
      guard case .invalid(let faults) = error else { return error }
      return .invalid([Fault("matter", "empty")] + faults)
    }
  }

  private static func answer(
    to error: TicketingError,
    _ visit: Visit,
    _ organisation: Organisation,
    _ form: BookingForm,
    details: String
  ) async throws -> Response {
    switch error {
    case .invalid(let faults):
      // On the page the long text is the details, and the topic the radio buttons.
      let shown = faults.map { fault in
        switch (fault.field, fault.reason) {
        case ("matter", "long"): Fault("details", "long")
        case ("topic", _): Fault("matter", "empty")
        default: fault
        }
      }
      return try await page(visit, organisation, form, details: details, faults: shown)
    case .windowFull:
      let full = [Fault("window", "full")]
      return try await page(
        visit, organisation, form, details: details, faults: full, status: .conflict
      )
    case .alreadyPromised(let reference, let window):
      return try await AlreadyPromisedPage.show(visit, organisation, reference, window)
    default:
      throw error
    }
  }

  private static func page(
    _ visit: Visit,
    _ organisation: Organisation,
    _ form: BookingForm,
    details: String,
    faults: [Fault],
    status: Status? = nil
  ) async throws -> Response {
    let language = visit.language(of: organisation)
    let phrases = visit.phrases(language, organisation)
    let now = visit.now
    let offered = try await visit.desk.look {
      try $0.offer(of: organisation.id, from: nil, days: Visit.formDays, at: now)
    }
    var context = visit.context(language, organisation)
    context["action"] = .string("/\(organisation.slug)/call-me")
    context["privacyHref"] = .string("/\(organisation.slug)/privacy")
    context["matter"] = matters(visit, form, faults, phrases)
    context["window"] = .object(
      visit.windowChoices(offered, chosen: form.window, faults, phrases, organisation)
    )
    let typed = [
      ("phone", form.phone), ("name", form.name), ("email", form.email), ("nif", form.nif),
      ("details", details),
    ]
    for (id, value) in typed { context[id] = visit.field(id, value, faults, in: language) }
    context["language"] = languages(organisation, form, phrases)
    context["consent"] = consent(visit, form, faults, language)
    let optional = [form.email, form.nif, details]
    context["unfold"] = .bool(optional.contains { !$0.isEmpty })
    if !faults.isEmpty { context["faults"] = visit.faults(faults, in: language) }
    return visit.page(
      "call-me", context, status: status ?? (faults.isEmpty ? .ok : .unprocessableContent)
    )
  }

  private static func matters(
    _ visit: Visit,
    _ form: BookingForm,
    _ faults: [Fault],
    _ phrases: Phrases
  ) -> JSON {
    var matter: JSONObject = [
      "id": "matter",
      "options": .array(
        Topic.allCases.enumerated().map { index, topic in
          [
            "id": .string("matter-\(index + 1)"),
            "value": .string(topic.rawValue),
            "label": .string(phrases.text("matters.\(topic.rawValue)")),
            "hint": .string(phrases.text("matters.\(topic.rawValue)Hint")),
            "checked": .bool(form.topic == topic.rawValue),
          ]
        }
      ),
    ]
    if let error = visit.error(of: "matter", faults, in: phrases.language) {
      matter["error"] = .string(error)
    }
    return .object(matter)
  }

  private static func languages(
    _ organisation: Organisation,
    _ form: BookingForm,
    _ phrases: Phrases
  ) -> JSON {
    [
      "id": "language",
      "options": .array(
        organisation.languages.map { language in
          [
            "value": .string(language.rawValue),
            "label": .string(phrases.text("languages.\(language.rawValue)")),
            "checked": .bool(form.language == language.rawValue),
          ]
        }
      ),
    ]
  }

  private static func consent(
    _ visit: Visit,
    _ form: BookingForm,
    _ faults: [Fault],
    _ language: Language
  ) -> JSON {
    var consent: JSONObject = ["id": "consent", "checked": .bool(form.consent)]
    if let error = visit.error(of: "consent", faults, in: language) {
      consent["error"] = .string(error)
    }
    return .object(consent)
  }
}

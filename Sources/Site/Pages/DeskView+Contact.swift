import Basics
import HTTP
import Storage
import Ticketing

extension DeskView {
  /// What is written down about a contact, with what was typed before.
  func contactFields(
    action: String,
    organisation: Organisation,
    channel: Contact.Channel,
    topic: Topic?,
    entered form: FormBody?,
    error: String? = nil
  ) -> JSON {
    let zone = organisation.zone
    let started = form?["startedAt"] ?? visit.now.rfc3339(in: zone)
    let chosen = form?["channel"] ?? channel.rawValue
    let chosenTopic = form?["topic"] ?? topic?.rawValue ?? ""
    let outcomes: [Contact.Outcome] = [.resolved, .pending, .escalated]
    var fields: JSONObject = [
      "action": .string(action),
      "started": .string(started),
      "clock": .string(phrases(organisation).time(Moment(rfc3339: started) ?? visit.now)),
      "channels": .array(
        Contact.Channel.allCases.map {
          option($0.rawValue, "channels", checked: $0.rawValue == chosen)
        }
      ),
      "topics": .array(
        Topic.allCases.map { option($0.rawValue, "topics", checked: $0.rawValue == chosenTopic) }
      ),
      "procedures": .array(
        visit.desk.directory.procedures(of: organisation.id).map { procedure in
          ["value": .string(procedure.code), "label": .string(procedure.name(in: language))]
        }
      ),
      "procedure": .string(form?["procedure"] ?? ""),
      "note": .string(form?["note"] ?? ""),
      "outcomes": .array(
        outcomes.enumerated().map { index, outcome in
          [
            "value": .string(outcome.rawValue),
            "label": .string(text("outcomes.\(outcome.rawValue)")),
            "key": .string(String(index + 1)),
          ]
        }
      ),
    ]
    if let error { fields["error"] = .string(error) }
    return .object(fields)
  }

  /// The screen on which a call is logged by hand.
  func newContact(entered form: FormBody?, error: String?) -> JSON? {
    let councils = organisations.compactMap { visit.desk.directory.organisation($0) }
    let chosen = councils.first { $0.slug == form?["organisation"] } ?? councils.first
    guard let chosen,
      case .object(var contact) = contactFields(
        action: "/agent/contacts", organisation: chosen, channel: .phone, topic: nil,
        entered: form, error: error
      )
    else { return nil }
    contact["organisations"] = .array(
      councils.map { council in
        [
          "value": .string(council.slug), "label": .string(council.name(in: language)),
          "checked": .bool(council.slug == chosen.slug),
        ]
      }
    )
    let direction = form?["direction"] ?? Contact.Direction.incoming.rawValue
    contact["directions"] = .array(
      Contact.Direction.allCases.map {
        option($0.rawValue, "contact", checked: $0.rawValue == direction)
      }
    )
    contact["mayLookOn"] = true
    for field in ["name", "phone", "nif"] { contact[field] = .string(form?[field] ?? "") }
    return .object(contact)
  }
}

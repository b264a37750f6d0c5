import Basics
import Storage
import Ticketing

extension Visit {
  /// A ticket as the staff see it.
  func describe(_ ticket: Ticket) -> JSON {
    guard let organisation = desk.directory.organisation(ticket.organisation) else {
      return .null
    }
    let zone = organisation.zone
    let procedure = ticket.procedure.flatMap {
      desk.directory.procedure($0, of: organisation.id)
    }
    var object: JSONObject = [
      "reference": .string(ticket.reference.description),
      "organisation": .string(organisation.slug),
      "subject": .string(ticket.subject),
      "state": .string(ticket.isOpen ? "open" : "closed"),
      "language": .string(ticket.language.rawValue),
      "level": .string(ticket.level.rawValue),
      "openedAt": .string(ticket.openedAt.rfc3339(in: zone)),
      "citizen": ticket.citizen.map { describe($0) } ?? .null,
    ]
    if let procedure { object["procedure"] = .string(procedure.code) }
    if let topic = ticket.topic { object["topic"] = .string(topic.rawValue) }
    if let outcome = ticket.outcome { object["outcome"] = .string(outcome.rawValue) }
    if let closedAt = ticket.closedAt { object["closedAt"] = .string(closedAt.rfc3339(in: zone)) }
    return .object(object)
  }

  private func describe(_ citizen: Citizen) -> JSON {
    [
      "name": .string(citizen.name),
      "phone": citizen.phone.map { .string($0.e164) } ?? .null,
      "email": citizen.email.map { .string($0.text) } ?? .null,
      "nif": citizen.identity.map { .string($0.number) } ?? .null,
    ]
  }

  /// A line of a ticket's time line.
  func describe(
    _ event: TicketEvent,
    of ticket: Ticket,
    _ names: [Identifier<Staff>: String]
  ) -> JSON {
    guard let organisation = desk.directory.organisation(ticket.organisation) else {
      return .null
    }
    var object: JSONObject = [
      "at": .string(event.at.rfc3339(in: organisation.zone)),
      "kind": .string(event.kind.rawValue),
    ]
    switch event.actor {
    case .citizen: object["actor"] = "citizen"
    case .desk: object["actor"] = "desk"
    case .staff(let staff):
      object["actor"] = "staff"
      object["name"] = .string(names[staff] ?? "")
    }
    if let detail = event.detail { object["detail"] = .string(detail) }
    if let window = event.window { object["window"] = self.window(window, in: organisation) }
    return .object(object)
  }

  /// A contact as the staff see it.
  func describe(_ contact: Contact) -> JSON {
    guard let organisation = desk.directory.organisation(contact.organisation) else {
      return .null
    }
    let zone = organisation.zone
    var object: JSONObject = [
      "id": .string(String(contact.id.rawValue)),
      "organisation": .string(organisation.slug),
      "ticket": .string(contact.ticket.description),
      "channel": .string(contact.channel.rawValue),
      "direction": .string(contact.direction.rawValue),
      "matter": .string(contact.matter),
      "outcome": .string(contact.outcome.rawValue),
      "startedAt": .string(contact.startedAt.rfc3339(in: zone)),
      "endedAt": .string(contact.endedAt.rfc3339(in: zone)),
    ]
    if let procedure = contact.procedure { object["procedure"] = .string(procedure) }
    if let topic = contact.topic { object["topic"] = .string(topic.rawValue) }
    if let waited = contact.waitedSeconds { object["waitedSeconds"] = .integer(Int64(waited)) }
    return .object(object)
  }
}

import Basics
import HTTP
import Storage
import Ticketing

/// Contacts, for the staff.
enum ContactsAPI {
  static func list(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedIn().staff
    let organisations = try visit.organisations(for: staff)
    let limit = try visit.limit()
    let cursor: Identifier<Contact>? = try visit.cursor()
    let channel: Contact.Channel? = try visit.filter("channel")
    let direction: Contact.Direction? = try visit.filter("direction")
    let contacts = try await visit.desk.look {
      try $0.contacts(
        in: organisations, channel: channel, direction: direction, before: cursor,
        limit: limit + 1
      )
    }
    return visit.page(contacts, limit: limit, id: \.id) { visit.describe($0) }
  }

  static func log(_ visit: Visit) async throws -> Response {
    let session = try await visit.signedInForChange()
    var (bytes, fields) = try await visit.jsonBody()
    var form = ContactForm()
    form.organisation = fields.text("organisation")
    form.channel = fields.text("channel")
    form.direction = fields.text("direction")
    form.citizen = fields.citizen()
    form.matter = fields.text("matter")
    form.procedure = fields.text("procedure")
    form.topic = fields.text("topic")
    form.outcome = fields.text("outcome")
    form.startedAt = fields.text("startedAt")
    form.endedAt = fields.text("endedAt")
    form.waitedSeconds = fields.optionalInteger("waitedSeconds")
    form.ticket = fields.text("ticket")
    try fields.finish()
    let organisation = try visit.organisation(named: form.organisation, for: session.staff)
    let entry = try ContactEntry(form, now: visit.now)
    let key = try visit.idempotencyKey("contacts/\(session.staff.id.rawValue)", bytes)
    let contact = try await visit.log(entry, in: organisation, by: session.staff, key: key)
    var response = Response.json(.created, visit.describe(contact))
    response.fields.append("Location", "/api/v1/tickets/\(contact.ticket)")
    return response
  }
}

extension Visit {
  /// Logs a contact and tells the other agents.
  func log(
    _ entry: ContactEntry,
    in organisation: Organisation,
    by staff: Staff,
    key: IdempotencyKey? = nil
  ) async throws -> Contact {
    let now = now
    let contact = try await desk.record {
      try $0.log(entry, in: organisation.id, by: staff.id, at: now, key: key)
    }
    site.live.publish(
      LiveEvent(
        organisation: organisation.id,
        name: "ticket",
        data: [
          "reference": .string(contact.ticket.description),
          "organisation": .string(organisation.slug),
        ]
      )
    )
    return contact
  }
}

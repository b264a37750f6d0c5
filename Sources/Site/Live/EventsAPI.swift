import Basics
import HTTP
import Storage
import Ticketing

/// The live queue, as server-sent events.
enum EventsAPI {
  /// How often a quiet stream says that it lives.
  private static let heartbeat = Duration.seconds(15)

  static func stream(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedIn().staff
    let organisations = try visit.organisations(for: staff)
    guard let events = visit.site.live.listen(to: organisations) else {
      throw Refusal.tooMany(retryAfterSeconds: 30)
    }
    return EventStream.response(heartbeat: heartbeat) { writer in
      // The first event makes a desk that was away look again.
      try await writer.send("{}", event: "ready")
      for await event in events {
        // A stream outlives what let it in: a session may have ended, a role may be gone.
        guard try await visit.mayStillHear(of: event.organisation) else { return }
        let data = String(decoding: event.data.serialized(), as: UTF8.self)
        try await writer.send(data, event: event.name)
      }
    }
  }
}

extension Visit {
  /// Whether who opened a stream is still signed in, now, and may still answer for a council.
  fileprivate func mayStillHear(of organisation: Identifier<Organisation>) async throws -> Bool {
    let session = try await Visit(request, site).sessionIfAny()
    return session?.staff.may(.answer, in: organisation) ?? false
  }

  /// Tells the agents of a council that a promise has changed.
  func announce(_ promise: Promise) {
    guard let organisation = desk.directory.organisation(promise.organisation) else { return }
    site.live.publish(
      LiveEvent(
        organisation: promise.organisation,
        name: "callback",
        data: [
          "id": .string(String(promise.id.rawValue)),
          "reference": .string(promise.reference.description),
          "organisation": .string(organisation.slug),
          "state": .string(promise.state.rawValue),
          "window": window(promise.window, in: organisation),
        ]
      )
    )
  }

  /// Tells the agents of a council that a ticket has changed.
  func announce(_ ticket: Ticket) {
    site.announce(ticket)
  }
}

extension Site {
  /// Tells every open desk of the council that a ticket has changed.
  func announce(_ ticket: Ticket) {
    guard let organisation = desk.directory.organisation(ticket.organisation) else { return }
    live.publish(
      LiveEvent(
        organisation: ticket.organisation,
        name: "ticket",
        data: [
          "reference": .string(ticket.reference.description),
          "organisation": .string(organisation.slug),
          "state": .string(ticket.isOpen ? "open" : "closed"),
        ]
      )
    )
  }
}

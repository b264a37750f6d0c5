import Basics
import HTTP
import Storage
import Ticketing

/// A ticket with all that an agent needs beside it.
struct TicketFile: Sendable {
  let ticket: Ticket
  let promise: Promise?
  let events: [TicketEvent]
  let contacts: [Contact]
  let others: [Ticket]
  let attachments: [Attachment]
  let invitation: RatingInvitation?

  init(_ reference: Reference, for staff: Staff, _ ledger: Ledger) throws {
    ticket = try ledger.ticket(reference, for: staff)
    promise = try ledger.promise(ofTicket: ticket.id)
    events = try ledger.events(of: ticket.id)
    contacts = try ledger.contacts(of: ticket.id)
    others = try ledger.others(like: ticket, limit: 5)
    attachments = try ledger.attachments(of: ticket.id)
    invitation = try ledger.invitation(ofTicket: ticket.id)
  }
}

extension DeskView {
  /// A ticket in full, for the right pane.
  ///
  /// - Parameters:
  ///   - file: The ticket and what stands beside it.
  ///   - queue: The list to go back to.
  ///   - form: A contact that couldn't be saved, as it was typed.
  ///   - error: Why it couldn't.
  /// - Returns: What partials/ticket-pane.html draws.
  func pane(
    _ file: TicketFile,
    queue: Queue,
    entered form: FormBody? = nil,
    error: String? = nil
  ) -> JSON {
    let ticket = file.ticket
    guard let organisation = visit.desk.directory.organisation(ticket.organisation) else {
      return .null
    }
    let phrases = phrases(organisation)
    let path = "/agent/tickets/\(ticket.reference)"
    var pane: JSONObject = [
      "reference": .string(ticket.reference.description),
      "organisation": .string(organisation.name(in: language)),
      "matter": .string(matterLine(file, phrases)),
      "state": .string(state(file)),
      "name": .string(ticket.citizen?.name ?? ""),
      "phone": .string(ticket.citizen?.phone?.spoken ?? ""),
      "phoneHref": .string("tel:" + (ticket.citizen?.phone?.e164 ?? "")),
      "language": .string(phrases.text("languages.\(ticket.language.rawValue)")),
      "closeHref": .string("/agent?queue=\(queue.rawValue)"),
      "mine": .bool(file.promise?.claim?.by == session.staff.id),
    ]
    if let email = ticket.citizen?.email { pane["email"] = .string(email.text) }
    if let nif = ticket.citizen?.identity { pane["nif"] = .string(nif.number) }
    if Topic(rawValue: ticket.subject) == nil { pane["details"] = .string(words(of: file)) }
    if let promise = file.promise { describe(promise, phrases, &pane) }
    if ticket.isOpen {
      pane["contact"] = contactFields(
        action: path + "/contacts", organisation: organisation,
        channel: file.promise == nil ? .phone : .callme, topic: ticket.topic, entered: form,
        error: error
      )
      pane["remote"] = ["action": .string(path + "/remote-sessions")]
      pane["close"] = [
        "action": .string(path + "/closure"),
        "outcomes": .array(Ticket.Outcome.choosable.map { option($0.rawValue, "outcomes") }),
      ]
    } else {
      pane["outcome"] = .string(text("outcomes.\(ticket.outcome?.rawValue ?? "")"))
      if ticket.outcome != .withdrawn { pane["reopen"] = .string(path + "/reopening") }
    }
    if let invitation = file.invitation, !ticket.isOpen {
      let href = "/rate/" + invitation.token
      let scheme = visit.site.configuration.behindProxy ? "https://" : "http://"
      pane["rating"] = [
        "href": .string(href), "url": .string(scheme + visit.request.host + href),
      ]
    }
    pane["documents"] = documents(file, phrases)
    if !file.others.isEmpty {
      pane["others"] = ["items": .array(file.others.map { other($0, phrases) })]
    }
    pane["timeline"] = .array(file.events.map { line($0, file, phrases) })
    return .object(pane)
  }

  private func matterLine(_ file: TicketFile, _ phrases: Phrases) -> String {
    if let topic = file.ticket.topic { return phrases.text("topics.\(topic.rawValue)") }
    return phrases.matter(file.ticket.subject)
  }

  private func words(of file: TicketFile) -> String {
    file.promise.map(\.matter) ?? file.ticket.subject
  }

  private func state(_ file: TicketFile) -> String {
    guard file.ticket.isOpen else { return text("states.closed") }
    switch file.promise?.state {
    case .waiting?: return text("states.promised")
    case .claimed?: return text("states.claimed")
    case .reached?: return text("states.reached")
    case .unreached?: return text("states.unreached")
    case .cancelled?: return text("states.cancelled")
    case nil: return text("states.open")
    }
  }

  private func describe(_ promise: Promise, _ phrases: Phrases, _ pane: inout JSONObject) {
    pane["window"] = .string(phrases.label(promise.window, at: visit.now))
    guard promise.state.isLive else { return }
    pane["due"] = due(promise, phrases)
    pane["risk"] = risk(Risk(of: promise, at: visit.now))
    let path = "/agent/callbacks/\(promise.id.rawValue)"
    if let claim = promise.claim {
      pane["holder"] = .string(names[claim.by] ?? "")
    } else {
      pane["claim"] = .string(path + "/claim")
    }
    if promise.claim?.by == session.staff.id {
      pane["attempt"] = [
        "action": .string(path + "/attempts"),
        "results": .array(
          Attempt.Result.allCases.enumerated().map { index, result in
            [
              "value": .string(result.rawValue),
              "label": .string(text("attempts.\(result.rawValue)")),
              "key": .string(String(index + 1)), "good": .bool(result == .reached),
            ]
          }
        ),
      ]
    }
  }

  func option(_ value: String, _ texts: String, checked: Bool = false) -> JSON {
    [
      "value": .string(value), "label": .string(text("\(texts).\(value)")),
      "checked": .bool(checked),
    ]
  }

  private func other(_ ticket: Ticket, _ phrases: Phrases) -> JSON {
    let state = text(ticket.isOpen ? "states.open" : "states.closed")
    return [
      "href": .string("/agent/tickets/\(ticket.reference)"),
      "reference": .string(ticket.reference.description),
      "text": .string("\(phrases.matter(ticket.subject)) · \(state)"),
    ]
  }
}

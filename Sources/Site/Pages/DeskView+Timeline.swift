import Basics
import Storage
import Ticketing

extension DeskView {
  /// One line of a ticket's time line, in words.
  func line(_ event: TicketEvent, _ file: TicketFile, _ phrases: Phrases) -> JSON {
    let when = phrases.dayAndClock(event.at)
    var line: JSONObject = [
      "at": .string(event.at.rfc3339(in: phrases.zone)),
      "day": .string(when.day),
      "clock": .string(when.clock),
      "kind": .string(kind(of: event)),
      "title": .string(title(of: event, phrases)),
    ]
    switch event.actor {
    case .citizen: line["who"] = .string(text("events.byCitizen"))
    case .desk: break
    case .staff(let staff): line["who"] = .string(names[staff] ?? "")
    }
    if let words = words(of: event, file, phrases) { line["text"] = .string(words) }
    return .object(line)
  }

  private func kind(of event: TicketEvent) -> String {
    switch event.kind {
    case .promised, .moved, .cancelled: "promise"
    case .claimed, .released, .attempted: "attempt"
    case .contacted: "contact"
    case .rated: "rating"
    case .remote: "remote"
    case .attached: "document"
    case .opened, .closed, .reopened: "state"
    }
  }

  private func title(of event: TicketEvent, _ phrases: Phrases) -> String {
    let detail = event.detail ?? ""
    switch event.kind {
    case .attempted: return text("attempts.\(detail)")
    case .moved:
      let window = event.window.map { phrases.label($0, at: visit.now) } ?? ""
      return phrases.format("events.moved", ["window": window])
    case .contacted:
      return phrases.format("events.contact", ["channel": text("channels.\(detail)")])
    case .closed:
      return phrases.format("events.closed", ["outcome": text("outcomes.\(detail)")])
    case .rated: return phrases.format("events.rated", ["score": detail])
    case .remote:
      let step = detail.split(separator: ":").first.map(String.init) ?? detail
      return text("remote.steps.\(step)")
    case .attached:
      let origin = detail.split(separator: ":").first.map(String.init) ?? ""
      return text("events.attached.\(origin)")
    case .opened, .promised, .cancelled, .claimed, .released, .reopened:
      return text("events.\(event.kind.rawValue)")
    }
  }

  private func words(of event: TicketEvent, _ file: TicketFile, _ phrases: Phrases) -> String? {
    switch event.kind {
    case .promised: event.window.map { phrases.label($0, at: event.at) }
    case .contacted:
      // The contact that was logged at this very moment.
      file.contacts.first { $0.channel.rawValue == event.detail && isOf(event, $0) }
        .map { phrases.matter($0.matter) + " · " + text("outcomes.\($0.outcome.rawValue)") }
    case .remote: remoteWords(event)
    case .attached:
      file.attachments.first { event.detail?.hasSuffix(":" + $0.word) == true }?.name.description
    default: nil
    }
  }

  /// What a step of a remote session was about, and whom.
  private func remoteWords(_ event: TicketEvent) -> String? {
    let parts = (event.detail ?? "").split(separator: ":").dropFirst().map { part -> String in
      guard part.first == "@" else { return text("remote.details.\(part)") }
      return Int64(part.dropFirst()).flatMap { names[Identifier($0)] } ?? ""
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private func isOf(_ event: TicketEvent, _ contact: Contact) -> Bool {
    contact.endedAt <= event.at + ContactEntry.clockSkewMax && contact.startedAt <= event.at
      && event.actor == .staff(contact.staff)
  }
}
